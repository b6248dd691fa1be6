/** Which controls of which frameworks a policy serves: `rules/frameworks/<framework>.yaml`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Framework } from '../finding/framework.ts';
import { readFramework } from './read-framework.ts';

/** By policy id, in order of framework and control: `cis_aws_5.0/1.15`. */
export type FrameworkControls = ReadonlyMap<string, readonly string[]>;

/**
 * Reads all frameworks of a folder. Throws DriftlockError config for a file of another form, and an Error for a policy that is
 * not one of `ids`: what it serves would be lost.
 */
export function bundledFrameworks(folder: string, ids: readonly string[]): readonly Framework[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      const framework = readFramework(readFileSync(file, 'utf8'), file, path.basename(name, '.yaml'));
      for (const { id, policies } of framework.controls)
        for (const policy of policies)
          if (!ids.includes(policy)) throw new Error(`${file}: control ${id}: there is no policy ${policy}`);
      return framework;
    });
}

export function frameworkControls(frameworks: readonly Framework[]): FrameworkControls {
  const served = new Map<string, string[]>();
  for (const { id: framework, controls } of frameworks)
    for (const { id, policies } of controls)
      for (const policy of policies)
        served.set(policy, [...(served.get(policy) ?? []), `${framework}/${id}`]);
  return served;
}
