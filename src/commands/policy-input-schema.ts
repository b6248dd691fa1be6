/** `driftlock policy input-schema`. */
import { writeOut } from '../io.ts';
import { inputSchema } from '../policy/input/input-schema.ts';
import { judgedType } from '../policy/input/judged-type.ts';
import { jsonText } from '../report/json.ts';

/** Prints the schema; exit code 0. Throws DriftlockError `usage` for a type that is not known. */
export function printInputSchema(types: readonly string[]): number {
  writeOut(jsonText(inputSchema([...new Set(types.map(judgedType))])));
  return 0;
}
