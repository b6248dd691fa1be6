/** Which controls of which frameworks a policy serves: `rules/frameworks/<framework>.yaml`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../resource/json-kind.ts';
import type { Json } from '../resource/resource.ts';

/** By policy id, in order of framework and control: `cis_aws_5.0/1.15`. */
export type FrameworkControls = ReadonlyMap<string, readonly string[]>;

/**
 * Reads all frameworks of a folder. Throws an Error, with the file, for a file of another form and for a policy that is not
 * one of `ids`: what it serves would be lost.
 */
export function frameworkControls(folder: string, ids: readonly string[]): FrameworkControls {
  const served = new Map<string, string[]>();
  for (const name of readdirSync(folder).sort()) {
    const file = path.join(folder, name);
    const framework = path.basename(name, '.yaml');
    for (const [control, policies] of controlsOf(file))
      for (const id of policies) {
        if (!ids.includes(id)) throw new Error(`${file}: control ${control}: there is no policy ${id}`);
        served.set(id, [...(served.get(id) ?? []), `${framework}/${control}`]);
      }
  }
  return served;
}

/** Ids are texts: 1.10 is not 1.1. The parser refuses one that is there twice. */
function controlsOf(file: string): [id: string, policies: readonly string[]][] {
  const document = parse(readFileSync(file, 'utf8')) as Json;
  const controls = isObject(document) ? document['controls'] : undefined;
  if (!isObject(controls)) throw new Error(`${file}: controls are missing`);
  return Object.entries(controls).map(([id, control]) => {
    const policies = isObject(control) ? control['policies'] : undefined;
    const isList = Array.isArray(policies) && policies.every((one) => typeof one === 'string');
    if (!isList || policies.length === 0) throw new Error(`${file}: control ${id} names no policies`);
    return [id, policies];
  });
}
