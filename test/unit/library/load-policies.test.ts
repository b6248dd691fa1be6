/** `loadPolicies` of the library: what `driftlock policy` prints, and a team's mistakes with their places. */
import { afterAll, expect, test } from 'vitest';
import { DriftlockError, type LoadOptions, loadPolicies } from '../../../src/library/index.ts';
import { runCli, temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('gives each bundled policy as policy show -f json prints it, by id', async () => {
  const { policies } = await loadPolicies();
  const ids = policies.map(({ id }) => id);
  const { stdout } = await runCli(['policy', 'list', '-f', 'json']);
  expect(ids).toEqual((JSON.parse(stdout) as { policies: { id: string }[] }).policies.map(({ id }) => id));
  const shown = await Promise.all(
    ids.map((id) => runCli(['policy', 'show', id, '-f', 'json', '--profile', 'strict'])),
  );
  expect(shown.map(({ stdout: one }) => JSON.parse(one))).toEqual(policies);
});

test('a mistake in a policy, METADATA that is missing, is an error with its place', async () => {
  const file = folder.write('acme/broken.rego', 'package acme.broken\n\ndeny contains "x" if input.a\n');
  const error = await loadPolicies(folder.path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DriftlockError);
  expect(error).toMatchObject({ code: 'policy-invalid', where: `${file}:1:1` });
});

test.each<[string, unknown, unknown, string]>([
  ['an option that does not exist', [], { onnotice: () => undefined }, 'onnotice'],
  ['folders that are no texts', [1], {}, 'folders'],
])('refuses %s', async (_, folders, options, where) => {
  const error = await loadPolicies(folders as string[], options as LoadOptions).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'usage', where });
});
