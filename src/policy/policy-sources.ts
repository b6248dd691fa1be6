/** The Rego sources of a folder of policies, tests left out unless they are asked for. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { filePlace, maskCredentials } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import { MOST_SOURCE_BYTES, readSource } from './read-source.ts';
import { sourceFiles } from './source-files.ts';

/** What is meant to be fetched, and lacks the word that says how. */
const URL_NAME = /^[a-z][a-z0-9+]*:\/\//i;

/** Sources by file name relative to `folder`, with forward slashes. */
export interface PolicySources {
  /** As the user named it; what errors show before the file. */
  readonly folder: string;
  readonly modules: Readonly<Record<string, string>>;
}

/** `shown` is what errors call the folder; with `tests`, files of tests are read too. */
interface Reading {
  readonly shown?: string;
  readonly tests?: boolean;
}

/**
 * Every `.rego` file below a folder but `*_test.rego`, hidden folders and node_modules, in order of name; or the one
 * file, where `folder` names a file. Throws DriftlockError where there is none or one cannot be read.
 */
export async function readPolicySources(
  folder: string,
  { shown = folder, tests = false }: Reading = {},
): Promise<PolicySources> {
  const about = await stat(folder).catch((cause: unknown) => {
    throw new DriftlockError(
      'policy-invalid',
      `no policies at ${URL_NAME.test(shown) ? maskCredentials(shown) : shown}`,
      {
        hint: URL_NAME.test(shown)
          ? 'policies elsewhere are named git::<url>//<folder>?ref=<commit> or oci::<registry>/<repository>@sha256:<digest>'
          : 'name a folder that holds .rego files',
        cause,
      },
    );
  });
  if (!about.isDirectory()) {
    const name = path.basename(folder);
    return { folder: path.dirname(folder), modules: { [name]: (await readSource(folder)).text } };
  }
  const files = await sourceFiles(folder, (name) => name.endsWith('.rego') && (tests || !isTest(name)));
  if (files.length === 0)
    throw new DriftlockError('policy-invalid', `no .rego files in ${shown}`, {
      hint: 'files ending in _test.rego are tests, not policies',
    });
  const modules: Record<string, string> = {};
  let bytes = 0;
  for (const file of files) {
    const { text, size } = await readSource(path.join(folder, file), 'drop', filePlace(shown, file));
    bytes += size;
    if (bytes > MOST_SOURCE_BYTES) throw tooLarge(shown);
    modules[file] = text;
  }
  return { folder: shown, modules };
}

function tooLarge(where: string): DriftlockError {
  return new DriftlockError('policy-invalid', `more than ${MOST_SOURCE_BYTES / 1024 / 1024} MiB of Rego`, {
    where,
    hint: 'name the folder that holds the policies',
  });
}

/** Whether a file of that name holds tests. */
export function isTest(file: string): boolean {
  return file.endsWith('_test.rego');
}
