import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allocationMutants } from './mutants/allocations.ts';
import { boundaryMutants } from './mutants/boundaries.ts';
import type { Mutant } from './mutants/mutant.ts';
import { type Finding, findingsOf } from './mutants/plant.ts';
import { exactMutants, flowMutants } from './mutants/rewards.ts';
import { slashingMutants } from './mutants/slashing.ts';
import { stakeMutants } from './mutants/stake.ts';
import { survivors } from './mutants/survivors.ts';
import { versionMutants } from './mutants/versions.ts';

const ledgerMutants = [...slashingMutants, ...allocationMutants, ...stakeMutants];
const edgeMutants = [...boundaryMutants, ...versionMutants];

let findings: ReadonlyMap<Mutant, Finding>;

beforeAll(async () => {
  findings = await findingsOf([...ledgerMutants, ...edgeMutants, ...exactMutants, ...flowMutants], survivors);
}, 600_000);

describe.each([
  { code: 'a ledger', mutants: ledgerMutants },
  { code: 'a ledger at its boundaries and in its versions', mutants: edgeMutants },
  { code: 'a calculation of rewards', mutants: exactMutants },
  { code: 'reward flows', mutants: flowMutants },
])('conformance catches $code that', ({ mutants }) => {
  it.each(mutants)('$mistake', mutant => {
    // A key that disagrees, not a replay that broke down.
    expect(findings.get(mutant)).toHaveProperty('key');
  });
});

describe('conformance cannot see code that', () => {
  it.each(survivors)('$mistake: $why', mutant => {
    expect(findings.get(mutant)).toBeNull();
    if (mutant.heldBy !== null) expect(existsSync(join(import.meta.dirname, '..', mutant.heldBy))).toBe(true);
  });
});
