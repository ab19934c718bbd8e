import { knownOf } from '../input/schema-lookup.ts';
import { StudyFile } from './schema.ts';

/** JSON Schema (draft-07) of study files for editors. */
export function studyEditorSchema(): unknown {
  const { $schema, ...rest } = knownOf(StudyFile).schema;
  return { $schema, title: 'Opset study', ...rest };
}
