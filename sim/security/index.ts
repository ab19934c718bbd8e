export {
  type AttackOptions,
  type MostProfitableAttack,
  mostProfitableAttack,
  type NetworkAttack,
} from './attack.ts';
export {
  type Cascade,
  type CascadeOptions,
  cascadeAfter,
  cascadeLengthBound,
  localCascade,
  lossBound,
  type Round,
  worstCascade,
} from './cascade.ts';
export {
  type ElasticAttack,
  type ElasticOptions,
  type ElasticSecurity,
  elasticAttack,
  isSecure,
  net,
  robustness,
  secureScale,
} from './elastic.ts';
export { exposureProbability, meanExposure } from './exposure.ts';
export {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  fractionOf,
  multiply,
  parseFraction,
  subtract,
  toNumber,
  toText,
} from './fraction.ts';
export { type Insurance, insuranceCoverage } from './insurance.ts';
export {
  isUnique,
  isWhole,
  type Network,
  type Operator,
  restakingDegree,
  type SecuredService,
  type ServiceAllocation,
  type Symmetric,
  slashableBy,
  symmetricNetwork,
  totalStake,
} from './network.ts';
export {
  type LeastCostCoalition,
  leastCostCoalition,
  type OneService,
  type OneServiceSecurity,
  oneServiceSecurity,
} from './one-service.ts';
export { type Rebalancing, rebalance, type Spread, type SpreadQuestion, spread } from './rebalancing.ts';
export { type SearchLimits, usualLimits } from './search/attack-search.ts';
export { type Slack, slack } from './slack.ts';
export { costAcrossPools, isolatedStake, stakeSaving } from './stake-saving.ts';
export { type JointAttack, type JointProfit, jointAttack, jointProfit } from './submodular.ts';
export {
  columnsOf,
  demandColumn,
  demands,
  type NetworkColumns,
  slackLowerBound,
  slackLowerBoundOf,
} from './sufficient.ts';
export { type FadingSecurity, firstInsecureDay } from './surface.ts';
export { hasClosedForm, type SymmetricOptions, symmetricNet, symmetricStake } from './symmetric.ts';
