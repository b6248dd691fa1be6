/** Which profiles of the package a bundled policy is in: `rules/profiles/<profile>.yaml`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { BUNDLED_PROFILES, type BundledProfile, isBundledProfile } from '../config/bundled-profiles.ts';
import { globPattern } from '../config/glob-pattern.ts';
import { isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';

/** By policy id, in the order of BUNDLED_PROFILES. */
export type PolicyProfiles = ReadonlyMap<string, readonly BundledProfile[]>;

/**
 * Reads all profiles of a folder. Throws an Error, with the file, for a file of another form or name, for an id or glob that
 * fits none of `ids`, and for a profile that is not there.
 */
export function policyProfiles(folder: string, ids: readonly string[]): PolicyProfiles {
  const files = readdirSync(folder).map((name) => path.basename(name, '.yaml'));
  const stray = files.find((name) => !isBundledProfile(name));
  if (stray !== undefined) throw new Error(`${path.join(folder, stray)}: BUNDLED_PROFILES does not name it`);
  const members = BUNDLED_PROFILES.map(
    (profile) => [profile, membersOf(path.join(folder, `${profile}.yaml`), ids)] as const,
  );
  return new Map(
    ids.map((id) => [id, members.flatMap(([profile, members]) => (members.has(id) ? profile : []))]),
  );
}

function membersOf(file: string, ids: readonly string[]): ReadonlySet<string> {
  const document = parse(readFileSync(file, 'utf8')) as Json;
  if (!isObject(document)) throw new Error(`${file}: no mapping`);
  const unknown = Object.keys(document).find((name) => !['title', 'policies', 'except'].includes(name));
  if (unknown !== undefined) throw new Error(`${file}: ${unknown} is not known`);
  const fitting = (name: string) => namesOf(document, name, file).flatMap((one) => fits(one, ids, file));
  const except = new Set(fitting('except'));
  return new Set(fitting('policies').filter((id) => !except.has(id)));
}

function namesOf(document: JsonObject, name: string, file: string): readonly string[] {
  const listed = document[name] ?? [];
  if (Array.isArray(listed) && listed.every((one) => typeof one === 'string')) return listed;
  throw new Error(`${file}: ${name} is not a list of policies`);
}

function fits(name: string, ids: readonly string[], file: string): readonly string[] {
  const pattern = globPattern(name);
  const fitting = ids.filter((id) => pattern.test(id));
  if (fitting.length === 0) throw new Error(`${file}: there is no policy ${name}`);
  return fitting;
}
