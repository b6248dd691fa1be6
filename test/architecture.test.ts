/** The boundaries of docs/architecture.md, held by a test. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Files below a folder, by their path from the root with `/`. */
function files(folder: string, extensions: readonly string[]): string[] {
  const at = join(ROOT, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/(^|\/)(fixtures|samples|node_modules)\//.test(file))
    .sort();
}

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Code without comments, in which anything may stand. */
function code(file: string): string {
  return text(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = code(file);
  const statements = [...source.matchAll(/^(?:import|export)\s(type\s)?[^;'"]*?from\s'([^']+)'/gm)];
  const bare = [...source.matchAll(/^import\s'([^']+)'/gm)].map(([, to]) => ({ to, typeOnly: false }));
  const dynamic = [...source.matchAll(/\bimport\('([^']+)'\)/g)].map(([, to]) => ({ to, typeOnly: false }));
  return [
    ...statements.map(([, type, to]) => ({ to, typeOnly: type !== undefined })),
    ...bare,
    ...dynamic,
  ].map(({ to = '', typeOnly }) => ({ from: file, to, typeOnly }));
}

/** The part of src that a file belongs to: its folder, or a root file by name. */
function part(file: string): string {
  return (
    file
      .replace(/^src\//, '')
      .replace(/\.ts$/, '')
      .split('/')[0] ?? ''
  );
}

const SOURCES = files('src', ['.ts']);
const IMPORTS = SOURCES.flatMap(importsOf);

const GROUND = ['errors', 'io', 'visible-text'];
const WORDS = [...GROUND, 'toolchain', 'store', 'source', 'config', 'finding', 'resource'];

/** Who may import whom, below the own folder. In the layer of words: config → finding → resource. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands', 'compiled-code', 'errors', 'io'],
  'compiled-code': ['config'],
  library: ['commands', 'policy', ...WORDS],
  commands: [
    'input',
    'collect',
    'drift',
    'snapshot',
    'policy',
    'evaluate',
    'report',
    'compare',
    'waive',
    ...WORDS,
  ],
  input: WORDS,
  collect: WORDS,
  drift: WORDS,
  snapshot: WORDS,
  policy: WORDS,
  evaluate: WORDS,
  compare: WORDS,
  report: WORDS,
  waive: WORDS,
  config: [...GROUND, 'finding', 'resource'],
  source: [...GROUND, 'finding', 'resource'],
  finding: [...GROUND, 'resource'],
  resource: GROUND,
  toolchain: GROUND,
  errors: [],
  io: ['errors'],
  'visible-text': [],
};

/** Types of these are free for all. */
const FREE_TYPES = ['resource', 'finding'];

function target({ from, to }: Import): string | undefined {
  if (!to.startsWith('.')) return undefined;
  return relative(ROOT, resolve(ROOT, dirname(from), to)).replaceAll('\\', '/');
}

describe('imports', () => {
  test('there are sources, and each part of src stands in the table', () => {
    expect(IMPORTS.length).toBeGreaterThan(100);
    expect([...new Set(SOURCES.map(part))].filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  test('go one way', () => {
    const wrong = IMPORTS.filter((one) => {
      const to = target(one);
      if (to === undefined || !to.startsWith('src/')) return false;
      const [mine, theirs] = [part(one.from), part(to)];
      if (mine === theirs || (one.typeOnly && FREE_TYPES.includes(theirs))) return false;
      return !MAY_IMPORT[mine]?.includes(theirs);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('lead to files that exist, by their extension; out of src only to package.json', () => {
    const wrong = IMPORTS.flatMap((one) => {
      const to = target(one);
      if (to === undefined) return [];
      const fine =
        existsSync(join(ROOT, to)) &&
        (to.startsWith('src/') ? /\.(ts|json)$/.test(to) : to === 'package.json');
      return fine ? [] : [`${one.from} imports ${one.to}`];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['@open-policy-agent/opa-wasm', /^src\/evaluate\//],
    ['commander', /^src\/commands\//],
    ['picocolors', /^src\/report\//],
    ['fastest-levenshtein', /^src\/(config|resource)\//],
  ])('only one part imports %s', (name, where) => {
    const from = IMPORTS.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map((one) => one.from);
    expect(from.filter((file) => !where.test(file))).toEqual([]);
  });

  test('of Node go by node:', () => {
    const names = IMPORTS.filter(({ to }) =>
      /^(fs|path|os|util|url|crypto|stream|zlib|child_process|worker_threads)(\/|$)/.test(to),
    );
    expect(names.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

describe('streams, exit and environment', () => {
  const rules: readonly (readonly [what: string, pattern: RegExp, where: RegExp])[] = [
    ['end the process', /\bprocess\.(exit|abort|exitCode)\b/, /^src\/cli\.ts$/],
    ['touch standard streams', /\bconsole\.|\bprocess\.(stdout|stderr)\b/, /^src\/(cli|io)\.ts$/],
    ['read the environment', /\bprocess\.env\b/, /^src\/config\//],
  ];

  test.each(rules)('only the right files %s', (_, pattern, where) => {
    expect(SOURCES.filter((file) => !where.test(file) && pattern.test(code(file)))).toEqual([]);
  });
});

describe('files', () => {
  const written = ['src', 'test', 'scripts', 'policies'].flatMap((folder) =>
    files(folder, ['.ts', '.mts', '.mjs', '.go', '.rego']),
  );

  test('have 300 lines at most', () => {
    const long = written.map((file) => [file, text(file).trimEnd().split('\n').length] as const);
    expect(long.filter(([, lines]) => lines > 300)).toEqual([]);
  });

  test('say in their first line what they are for', () => {
    const silent = [...SOURCES, ...files('scripts', ['.mjs', '.mts', '.ts'])].filter(
      (file) => !/^(#![^\n]*\n)?\/\*\*/.test(text(file)),
    );
    expect(silent).toEqual([]);
  });

  test('are named in kebab-case, after what they hold', () => {
    const names = [...SOURCES, ...files('scripts', ['.mjs', '.mts', '.ts'])];
    const wrong = names.filter((file) => {
      const name = basename(file).replace(/\.(d\.)?(ts|mts|mjs)$/, '');
      return (
        !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ||
        /(^|-)(utils?|helpers?|common|manager|base|misc)(-|$)/.test(name)
      );
    });
    expect(wrong).toEqual([]);
    const drawers = names.filter((file) => /\/(utils?|helpers?|common|misc|shared)\//.test(file));
    expect(drawers).toEqual([]);
  });

  test('have no default exports, no classes but errors, no enums', () => {
    const wrong = SOURCES.filter((file) =>
      /^export default\b|^(export\s+)?(const\s+)?enum\s|^(export\s+)?(abstract\s+)?class\s+\w+(?!.*\bextends\s+\w*Error\b)/m.test(
        code(file),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('policies', () => {
  const rego = files('policies', ['.rego']);
  const policies = rego.filter((file) => !file.endsWith('_test.rego') && !file.startsWith('policies/lib/'));

  function packageOf(file: string): string {
    return /^package\s+(\S+)/m.exec(text(file))?.[1] ?? '';
  }

  test('there are some', () => {
    expect(policies.length).toBeGreaterThan(0);
  });

  test('have the package that their path says; tests that of what they test, with or without _test', () => {
    const wrong = rego.filter((file) => {
      const said = packageOf(file);
      const path = file.replace(/\.rego$/, '').replaceAll('/', '.');
      return said !== path && said !== path.replace(/_test$/, '');
    });
    expect(wrong.map((file) => `${file}: package ${packageOf(file)}`)).toEqual([]);
  });

  test('have a test beside them', () => {
    const untested = rego.filter(
      (file) =>
        !file.endsWith('_test.rego') && !existsSync(join(ROOT, file.replace(/\.rego$/, '_test.rego'))),
    );
    expect(untested).toEqual([]);
  });

  test('have a test of what is not known: test/policies/<cloud>/<service>/<name>.json', () => {
    const untested = policies.filter(
      (file) => !existsSync(join(ROOT, 'test', file.replace(/\.rego$/, '.json'))),
    );
    expect(untested).toEqual([]);
  });
});
