import { schemaLookup } from '../../input/schema-lookup.ts';
import { StudyFile } from './study-schema.ts';

/** JSON Schema (draft-07) of study files for editors. */
export function studyEditorSchema(): unknown {
  const { $schema, ...rest } = schemaLookup(StudyFile).schema;
  return { $schema, title: 'Opset study', ...rest };
}
