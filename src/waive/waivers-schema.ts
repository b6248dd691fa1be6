/** The JSON Schema of waiver files, made of the shape that the reader checks by. */
import { type Schema, schemaOf } from '../config/file/config-schema.ts';
import { WAIVER_SHAPE } from './waiver-shape.ts';

/** The document of reports/waivers-1.schema.json. */
export function waiversSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://driftlock.dev/schemas/waivers-1.json',
    title: 'Driftlock waivers',
    ...schemaOf(WAIVER_SHAPE),
  };
}
