/** Runs the built command line as a process. DRIFTLOCK_TEST_NODE names another Node to run it with. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CLI = join(ROOT, 'dist/cli.js');
export const EXAMPLE = join(ROOT, 'examples/create.plan.json');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node itself, `--max-old-space-size=64`. */
  readonly node?: readonly string[];
  readonly limitMs?: number;
}

/** Only what a process needs: no colours, settings or caches of whoever runs the tests. */
function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...more };
}

/** Exit code, standard output and standard error of `driftlock <args>`; a process over the limit is killed (code null). */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: npm run build');
  const node = process.env.DRIFTLOCK_TEST_NODE ?? process.execPath;
  const child = spawn(node, [...(options.node ?? []), CLI, ...args], {
    cwd: options.cwd ?? ROOT,
    env: environment(options.environment ?? {}),
    timeout: options.limitMs ?? 50_000,
    killSignal: 'SIGKILL',
  });
  // The process may end before it has read all that it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export interface Folder {
  readonly path: string;
  /** Writes a file below the folder and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  remove(): void;
}

/** The folder is made once its path is asked for: nothing removes that of a file whose tests are all skipped. */
export function temporaryFolder(): Folder {
  let made: string | undefined;
  const path = () => {
    made ??= mkdtempSync(join(tmpdir(), 'driftlock-cli-'));
    return made;
  };
  return {
    get path() {
      return path();
    },
    write(name, content) {
      const file = join(path(), name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    remove() {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
      made = undefined;
    },
  };
}

/** A plan with the given parts; empty unless told otherwise. */
export function planOf(more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.8',
    applyable: true,
    complete: true,
    errored: false,
    planned_values: { root_module: {} },
    resource_changes: [],
    configuration: { root_module: {} },
    ...more,
  });
}

/** A created resource as the parts of a plan. */
export function created(type: string, name: string, after: Readonly<Record<string, unknown>>) {
  const about = { address: `${type}.${name}`, mode: 'managed', type, name };
  const provider_name = 'registry.terraform.io/hashicorp/aws';
  return {
    planned_values: {
      root_module: { resources: [{ ...about, provider_name, schema_version: 0, values: after }] },
    },
    resource_changes: [
      {
        ...about,
        provider_name,
        change: {
          actions: ['create'],
          before: null,
          after,
          after_unknown: {},
          before_sensitive: false,
          after_sensitive: {},
        },
      },
    ],
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: provider_name } },
      root_module: {
        resources: [
          {
            ...about,
            provider_config_key: 'aws',
            expressions: Object.fromEntries(
              Object.entries(after).map(([key, constant_value]) => [key, { constant_value }]),
            ),
            schema_version: 0,
          },
        ],
      },
    },
  };
}
