export { Clock, mostEventsPerDay } from './clock.ts';
export {
  exponential,
  lognormal,
  lognormalOfMean,
  normal,
  pareto,
  uniform,
  weibull,
  weibullOfMean,
} from './distributions.ts';
export { empirical } from './empirical.ts';
export { LimitExceeded } from './limit-exceeded.ts';
export { exp, log, pow } from './math.ts';
export { poisson } from './poisson.ts';
export { priority } from './priority.ts';
export { type Stream, type Streams, streams } from './streams.ts';
