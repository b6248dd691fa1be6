/** Which profiles have a policy: the shipped files, and files that say something else. */
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BUNDLED_PROFILES } from '../../../src/config/bundled-profiles.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';
import { policyProfiles } from '../../../src/policy/policy-profiles.ts';
import { ROOT, temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const IDS = ['aws.s3.a', 'aws.s3.b', 'aws.ec2.c'];

/** The files of all profiles, one with this text. */
function profiles(text: string): string {
  const at = ['profiles', String(Math.random())].join('/');
  for (const name of BUNDLED_PROFILES) folder.write(`${at}/${name}.yaml`, 'policies: []');
  return path.dirname(folder.write(`${at}/strict.yaml`, text));
}

test('policies carry the profiles that the files give them, and strict has all', async () => {
  const { policies } = (await loadBundledPolicies()).catalogue;
  const ids = policies.map(({ id }) => id);
  const members = policyProfiles(path.join(ROOT, 'rules/profiles'), ids);
  expect(policies.map(({ id, profiles: own }) => [id, own])).toEqual([...members]);
  expect([...members].filter(([, own]) => !own.includes('strict'))).toEqual([]);
});

test('globs and ids, without what is excepted', () => {
  expect([...policyProfiles(profiles("policies: ['aws.s3.*', aws.ec2.c]\nexcept: [aws.s3.b]"), IDS)]).toEqual(
    [
      ['aws.s3.a', ['strict']],
      ['aws.s3.b', []],
      ['aws.ec2.c', ['strict']],
    ],
  );
});

describe('a file of another form is an error with its name', () => {
  test.each<[string, string]>([
    ['policies: [aws.s3.x]', 'strict.yaml: there is no policy aws.s3.x'],
    ['policies: []\nexcept: ["gcp.*"]', 'strict.yaml: there is no policy gcp.*'],
    ['policies: aws.s3.a', 'strict.yaml: policies is not a list of policies'],
    ['policy: []', 'strict.yaml: policy is not known'],
    ['[]', 'strict.yaml: no mapping'],
  ])('%j', (text, said) => {
    expect(() => policyProfiles(profiles(text), IDS)).toThrow(said);
  });

  test('a profile that the command line does not know', () => {
    const at = profiles('policies: []');
    folder.write(path.join(path.relative(folder.path, at), 'lax.yaml'), 'policies: []');
    expect(() => policyProfiles(at, IDS)).toThrow('BUNDLED_PROFILES does not name it');
  });
});
