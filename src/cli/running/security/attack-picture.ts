import { basename, extname, join, resolve } from 'node:path';
import { drawFlows, type FlowWords, scenarioWords } from '../../../report/flow/drawing.ts';
import { drawUnlinked } from '../../../report/flow/unlinked-drawing.ts';
import { type AttackParts, writtenFlow } from '../../../report/flow/written-flow.ts';
import { compact } from '../../../report/format.ts';
import { toPng } from '../../../report/render.ts';
import { light } from '../../../report/theme.ts';
import { makeFolder, writeFileWhole } from '../../../results/folder.ts';
import type { SecurityAnalysis } from '../../../security/analyse-security.ts';
import { folderError } from '../folder-error.ts';

/** Words for a network by hand: its amounts have no unit, and its right column is services. */
const networkWords: FlowWords = {
  amount: compact,
  headings: { ...scenarioWords.headings, set: 'services' },
};

/**
 * Draws the attack of an analysis in the flow of stake, as SVG and PNG in a folder that is made: the attack that pays,
 * else the cascade after the shock, which comes first where it was asked for; a network that is secure has no marks.
 *
 * @param file name of the analysed file, after which the pictures are named
 * @returns paths of the two pictures
 * @throws EnvironmentError when the folder cannot be written
 */
export async function drawAttack(
  folder: string,
  { file, isUsd }: { readonly file: string; readonly isUsd: boolean },
  analysis: SecurityAnalysis,
): Promise<readonly [svg: string, png: string]> {
  const flow = writtenFlow(analysis.network, partsOf(analysis));
  const words = isUsd ? scenarioWords : networkWords;
  const svg = flow.links.length > 0 ? drawFlows([flow], light, words)[0]! : drawUnlinked(flow, light, words);
  const name = `${basename(file, extname(file))}-attack`;
  const paths = [join(folder, `${name}.svg`), join(folder, `${name}.png`)] as const;
  const png = await toPng(svg);
  try {
    makeFolder(folder);
    writeFileWhole(paths[0], svg);
    writeFileWhole(paths[1], png);
  } catch (error) {
    throw folderError(resolve(folder), error, 'name another folder: --out FOLDER');
  }
  return paths;
}

/** Who takes part in what is drawn. */
function partsOf({ attack, cascade, question }: SecurityAnalysis): AttackParts {
  const { rounds, shock } = cascade;
  if (attack !== undefined && (question.shock === undefined || rounds.length === 0)) {
    return { services: new Set(attack.services), operators: new Set(attack.operators), lost: new Set() };
  }
  return {
    services: new Set(rounds.flatMap(({ services }) => services)),
    operators: new Set(rounds.flatMap(({ operators }) => operators)),
    lost: new Set(rounds.length > 0 ? shock : []),
  };
}
