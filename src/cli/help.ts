import { verbs } from './verbs/index.ts';

/**
 * What `opset --help` prints: examples first. Not made by the option parser, for to load that would double the time.
 * Verbs are those of {@link verbs}, in their order.
 */
export function helpText(): string {
  const width = Math.max(...verbs.map(verb => verb.name.length));
  const lines = verbs.map(verb => `  ${verb.name.padEnd(width)}  ${verb.summary}`);
  return `Simulate the economy of EigenLayer operator sets before anyone deploys them.

Examples:
  opset init my-avs --template gpu-avs            write a scenario to start from
  opset validate my-avs.yaml                      check it
  opset run my-avs.yaml                           simulate it once
  opset run my-avs.yaml --replicates 20           simulate it with intervals
  opset run my-avs.yaml --set horizon=90d         change a value for one run
  opset sweep gpu-share.yaml                      run a study of it: many points, many seeds
  opset compare equal-pay.yaml my-avs.yaml        what differs, with intervals
  opset optimize cheapest-budget.yaml             find the best setting that keeps its constraints
  opset risk my-avs.yaml                          what stake with each operator earns and risks

Usage: opset <verb> [options]

Verbs:
${lines.join('\n')}

  opset <verb> --help   examples and options of a verb
  opset --version       version of the tool

Exit codes: 0 done, 1 failure, 2 invalid input, 3 some runs failed,
  4 a --fail-if condition held, or no setting keeps the constraints, 130 interrupted.
`;
}
