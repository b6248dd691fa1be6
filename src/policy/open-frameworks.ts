/** The frameworks of a run: those of the package by name, a team's by file, whole or some of their controls. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { globPattern } from '../config/glob-pattern.ts';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import type { Framework } from '../finding/framework.ts';

/** From a bundle they lie beside it; from the sources, in the `dist` of the last build. */
const FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/frameworks/' : './frameworks/', import.meta.url),
);

const FLAG = '--framework';

/**
 * `names` are `cis_aws_5.0`, `cis_aws_5.0/1.15`, `cis_aws_5.0/1.*` or `./soc2.yaml`; each framework comes once, with the controls
 * that are asked for in its own order. Throws DriftlockError: `usage` for a name that fits nothing, `config` for a file
 * that is none or names a policy that is not one of `ids`.
 */
export async function openFrameworks(
  names: readonly string[],
  ids: readonly string[],
): Promise<readonly Framework[]> {
  const asked = new Map<string, { framework: Framework; controls: Set<string> }>();
  for (const name of names) {
    const { framework, controls } = isFile(name) ? await ownFramework(name, ids) : bundledFramework(name);
    const found = asked.get(framework.id) ?? { framework, controls: new Set<string>() };
    for (const id of controls) found.controls.add(id);
    asked.set(framework.id, found);
  }
  return [...asked.values()].map(({ framework, controls }) => ({
    ...framework,
    controls: framework.controls.filter(({ id }) => controls.has(id)),
  }));
}

interface Asked {
  readonly framework: Framework;
  readonly controls: readonly string[];
}

function isFile(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Its name is that of the file. */
async function ownFramework(file: string, ids: readonly string[]): Promise<Asked> {
  const { readFramework } = await import('./read-framework.ts');
  const framework = readFramework(textOf(file), file, path.basename(file).replace(/\.ya?ml$/i, ''));
  for (const { id, policies } of framework.controls)
    for (const policy of policies)
      if (!ids.includes(policy))
        throw new DriftlockError('config', `control ${id}: there is no policy "${policy}"`, {
          where: file,
          hint: suggestion(policy, ids),
        });
  return { framework, controls: framework.controls.map(({ id }) => id) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(cause);
    throw new DriftlockError('usage', `${FLAG}: ${why}`, { where: file, cause });
  }
}

function bundledFramework(name: string): Asked {
  const [id = '', ...rest] = name.split('/');
  const known = readdirSync(FOLDER).map((file) => path.basename(file, '.json'));
  if (!known.includes(id))
    throw new DriftlockError('usage', `${FLAG}: unknown framework "${id}"`, {
      hint: `${suggestion(id, known)}; a file of your own ends in .yaml`,
    });
  const framework = JSON.parse(readFileSync(path.join(FOLDER, `${id}.json`), 'utf8')) as Framework;
  const all = framework.controls.map((control) => control.id);
  if (rest.length === 0) return { framework, controls: all };
  const pattern = globPattern(rest.join('/'));
  const controls = all.filter((control) => pattern.test(control));
  if (controls.length > 0) return { framework, controls };
  throw new DriftlockError('usage', `${FLAG}: ${id} has no control "${rest.join('/')}"`, {
    hint: suggestion(rest.join('/'), all),
  });
}
