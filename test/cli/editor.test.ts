/** What docs/editor.md tells people to do works: schemas, settings, annotations. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const PAGE = readFileSync(join(ROOT, 'docs/editor.md'), 'utf8');
const SCHEMAS = readdirSync(join(ROOT, 'reports'));

/** Texts of the page's blocks of a language. */
function blocks(language: string): string[] {
  return [...PAGE.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

function schemaOf(file: string): SchemaObject {
  return JSON.parse(readFileSync(join(ROOT, 'reports', file), 'utf8')) as SchemaObject;
}

test('the table names every schema there is, and no other', () => {
  const named = [...PAGE.matchAll(/^\| \[(.*?)\]\(\.\.\/reports\/(.*?)\) \|/gm)];
  expect(named.map(([, text]) => text)).toEqual(named.map(([, , file]) => file));
  expect(named.map(([, file = '']) => file).sort()).toEqual([...SCHEMAS].sort());
});

test.each(SCHEMAS)('%s is a schema of the draft that it names', (file) => {
  const schema = schemaOf(file);
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://driftlock.dev/schemas/${file.replace('.schema.json', '.json')}`,
    title: expect.stringMatching(/\S/),
  });
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
  expect(ajv.compile(schema)({})).toBe(/^(config|waivers)-/.test(file));
});

test('every path to a schema on the page leads to one', () => {
  const paths = [...PAGE.matchAll(/node_modules\/driftlock\/(reports\/[\w.-]+\.json)/g)];
  expect(paths.length).toBe(2);
  for (const [, path = ''] of paths) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
});

test('Regal is configured as the page says, and in nothing else', () => {
  const [, regal] = blocks('yaml');
  expect(readFileSync(join(ROOT, '.regal.yaml'), 'utf8')).toBe(regal);
  expect(parse(regal ?? '')).toEqual({
    rules: { idiomatic: { 'directory-package-mismatch': { level: 'ignore' } } },
  });
});

describe('a policy with the annotation of the page', () => {
  const [header = ''] = blocks('rego');
  const policy = (name: string) =>
    `${header}\n# METADATA\n# entrypoint: true\ndeny contains "the name" if not _named\n\n_named if startswith(input.values.${name}, "acme-")\n`;
  const FILE = 'policies/acme/s3/bucket_named.rego';

  test('is one to driftlock', async () => {
    folder.write(FILE, policy('bucket'));
    expect(await runCli(['policy', 'check'], { cwd: folder.path })).toEqual({
      code: 0,
      stdout: 'no problems in 1 policy, 1 file\n',
      stderr: '',
    });
  });

  test("is checked, and the task's pattern finds what is wrong", async () => {
    folder.write(FILE, policy('bukcet'));
    const { stdout, code } = await runCli(['policy', 'check', 'policies', '--no-color'], {
      cwd: folder.path,
    });
    expect(code).toBe(1);
    const task = blocks('json')
      .map((text) => JSON.parse(text))
      .find(({ tasks }) => tasks !== undefined);
    expect(task.tasks[0].command).toBe('npx driftlock policy check policies --no-color');
    const { regexp } = task.tasks[0].problemMatcher.pattern;
    expect([...(new RegExp(regexp).exec(stdout.split('\n')[0] ?? '') ?? [])].slice(1)).toEqual([
      FILE,
      '14',
      '35',
      'error',
      '`input.values.bukcet`: aws_s3_bucket has no attribute `bukcet`; did you mean `bucket`?',
      'unknown-place',
    ]);
  });

  const isMissing = spawnSync('opa', ['version']).error !== undefined;
  if (isMissing) console.log('SKIPPED: stock opa, which is not on the PATH');

  test.skipIf(isMissing)('is checked by stock OPA with the schema of driftlock', async () => {
    const { stdout } = await runCli(['policy', 'input-schema', 'aws_s3_bucket']);
    folder.write('schemas/aws_s3_bucket.json', stdout);
    function check(name: string) {
      folder.write(FILE, policy(name));
      return spawnSync('opa', ['check', '--schema', 'schemas', 'policies'], {
        cwd: folder.path,
        encoding: 'utf8',
      });
    }
    expect(check('bucket')).toMatchObject({ status: 0, stderr: '' });
    const wrong = check('bukcet');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('undefined ref: input.values.bukcet');
  });

  test.skipIf(isMissing)(
    'METADATA that stock OPA reads fits the schema, and a misspelt field does not',
    () => {
      const isMetadata = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(
        schemaOf('policy-metadata-1.schema.json'),
      );
      function annotations(path: string): unknown[] {
        const { stdout } = spawnSync('opa', ['inspect', '-a', '-f', 'json', path], { encoding: 'utf8' });
        const read = JSON.parse(stdout) as {
          annotations: { annotations: { scope: string }; location: { file: string } }[];
        };
        return read.annotations
          .filter(({ location }) => !location.file.includes('/lib/'))
          .map((one) => one.annotations)
          .filter(({ scope }) => scope === 'package');
      }
      const bundled = annotations(join(ROOT, 'policies'));
      expect(bundled.length).toBeGreaterThan(10);
      expect(bundled.filter((one) => !isMetadata(one))).toEqual([]);
      folder.write(FILE, policy('bucket').replace('severity', 'severty'));
      expect(annotations(join(folder.path, 'policies')).map((one) => isMetadata(one))).toEqual([false]);
    },
  );
});
