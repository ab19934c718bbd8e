import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder with files in it. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'opset-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The smallest valid scenario. */
export const small = `name: small
horizon: 30d
assets:
  eth: { price: { usd: 2500 } }
strategies: [eth]
avss:
  one:
    budget: { token: eth, usdPerWeek: 1000, split: { main: 100% } }
    sets:
      main:
        strategies: [eth]
        reward: { kind: uniqueStake }
        slashing:
          doubleSign: { fraction: 50% }
operators:
  ordinary:
    count: 3
    ownStake: { eth: 10 }
restakers:
  retail: { count: 5, stake: { eth: 2 } }
`;
