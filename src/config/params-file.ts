/** Parameters of policies: a JSON file, `{"<policy id>": {"<parameter>": value}}`. */
import { readFileSync } from 'node:fs';
import { DriftlockError } from '../errors.ts';
import { isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import { suggestion } from './nearest.ts';

const FORM = 'the form is {"<policy id>": {"<parameter>": value}}';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const said = reason === 'ENOENT' ? 'there is no such file' : reason;
    throw new DriftlockError('config', `cannot read the parameters: ${said}`, {
      where: file,
      hint: `name a JSON file; ${FORM}`,
      cause: error,
    });
  }
}

function parse(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const hint = /\.ya?ml$/i.test(file) ? 'parameters are read as JSON; YAML is not read yet' : FORM;
    const said = error instanceof Error ? error.message : String(error);
    throw new DriftlockError('config', `the parameters are not JSON: ${said}`, {
      where: file,
      cause: error,
      hint,
    });
  }
}

/** The parameters by policy id. Throws DriftlockError (config) for a file that is not of that form. */
export function paramsFile(file: string): JsonObject {
  const params = parse(read(file), file);
  const hint = FORM;
  if (!isObject(params))
    throw new DriftlockError('config', 'the parameters are not an object', { where: file, hint });
  for (const [id, values] of Object.entries(params))
    if (!isObject(values))
      throw new DriftlockError('config', `the parameters of "${id}" are not an object`, {
        where: file,
        hint,
      });
  return params;
}

/** Throws DriftlockError (policy-unknown) where parameters are meant for a policy that is not there. */
export function checkParams(params: JsonObject, ids: readonly string[], file: string): void {
  for (const id of Object.keys(params))
    if (!ids.includes(id))
      throw new DriftlockError('policy-unknown', `there are parameters for an unknown policy "${id}"`, {
        where: file,
        hint: suggestion(id, ids, 'driftlock policy list'),
      });
}
