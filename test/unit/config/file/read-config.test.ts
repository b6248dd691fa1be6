/** What the configuration file says, and what it may not say. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../src/config/file/read-config.ts';
import { FILE, told } from './refused-config.ts';

const WHOLE = `# yaml-language-server: $schema=x
failOn: high
show: [pass, not-applicable]
policyFolders: [policies, /abs]
inputs:
  - tfplan.json
profile: strict
policies:
  "aws.s3.*": {severity: low, paths: ["!module.x"]}
  CKV_AWS_3:
    enabled: false
    params: {a: [1, {b: null}]}
profiles:
  strict: {extends: base, assumptions: false}
  base: {inputs: []}
`;

test('a whole file', () => {
  const { base, profile, profiles } = readConfig(WHOLE, FILE);
  expect({ base, profile, profiles: [...profiles] }).toEqual({
    base: {
      settings: {
        failOn: { value: 'high', where: `${FILE}:2:9` },
        show: { value: ['pass', 'not-applicable'], where: `${FILE}:3:7` },
      },
      policyFolders: [
        { value: 'conf/policies', where: `${FILE}:4:17` },
        { value: '/abs', where: `${FILE}:4:27` },
      ],
      inputs: { value: ['conf/tfplan.json'], where: `${FILE}:6:3` },
      policies: [
        {
          pattern: 'aws.s3.*',
          where: `${FILE}:9:3`,
          severity: { value: 'low', where: `${FILE}:9:26` },
          paths: { value: ['!module.x'], where: `${FILE}:9:38` },
        },
        {
          pattern: 'CKV_AWS_3',
          where: `${FILE}:10:3`,
          enabled: { value: false, where: `${FILE}:11:14` },
          params: { a: { value: [1, { b: null }], where: `${FILE}:12:14` } },
        },
      ],
    },
    profile: { value: 'strict', where: `${FILE}:7:10` },
    profiles: [
      [
        'strict',
        {
          profile: 'strict',
          where: `${FILE}:14:3`,
          extends: [{ value: 'base', where: `${FILE}:14:21` }],
          settings: { assumptions: { value: false, where: `${FILE}:14:40` } },
          policies: [],
          policyFolders: [],
        },
      ],
      [
        'base',
        {
          profile: 'base',
          where: `${FILE}:15:3`,
          extends: [],
          settings: {},
          policies: [],
          policyFolders: [],
          inputs: { value: [], where: `${FILE}:15:18` },
        },
      ],
    ],
  });
});

describe('refused with its place', () => {
  test.each([
    [
      'an unknown key',
      'failOn: low\npolicys: {}',
      ':2:1',
      'unknown key "policys"',
      'did you mean "policies"?',
    ],
    ['as others spell it', 'fail-on: low', ':1:1', 'unknown key "fail-on"', 'did you mean "failOn"?'],
    [
      'a list for settings',
      'waivers: []',
      ':1:10',
      'waivers must be a mapping of files, longestTerm, mostResources, inline, not an empty list',
      undefined,
    ],
    [
      'an unknown key of a policy',
      'policies:\n  a.b:\n    severty: low',
      ':3:5',
      'unknown key "severty" in policies."a.b"',
      'did you mean "severity"? known: enabled, severity, enforcement, params, paths',
    ],
    [
      'a profile in a profile',
      'profiles: {a: {profiles: {}}}',
      ':1:16',
      /unknown key "profiles" in profiles\.a/,
      /./,
    ],
    [
      'an unknown name',
      'failOn: hihg',
      ':1:9',
      'failOn must be one of critical, high, medium, low, info, not "hihg"',
      /did you mean "high"/,
    ],
    ['a number for a name', 'failOn: 1', ':1:9', /failOn must be one of .*, not 1$/, undefined],
    [
      'no as YAML 1.1 had it',
      'allowIncomplete: no',
      ':1:18',
      'allowIncomplete must be true or false, not "no"',
      undefined,
    ],
    [
      'a quoted switch',
      'assumptions: "false"',
      ':1:14',
      'assumptions must be true or false, not "false"',
      undefined,
    ],
    [
      'nothing after the key',
      'failOn:\nonly: all',
      ':1:8',
      /failOn must be one of .*, not nothing/,
      undefined,
    ],
    [
      'a list for a mapping',
      'policies: [a]',
      ':1:11',
      'policies must be a mapping by id, alias or glob of policies, not a list',
      undefined,
    ],
    [
      'a list of the wrong',
      'policyFolders: [a, 5]',
      ':1:20',
      'policyFolders[1] must be a text that is not empty, not 5',
      undefined,
    ],
    ['one verdict of a list', 'show: [pas]', ':1:8', /show\[0\] must be one of all, /, /did you mean "pass"/],
    [
      'too long',
      'policyTimeout: 86401',
      ':1:16',
      'policyTimeout must be a number above 0, at most 86400, not 86401',
      undefined,
    ],
    ['not a number', 'policyTimeout: .nan', ':1:16', 'the number NaN is not read', undefined],
    [
      'infinity in a parameter',
      'policies: {a: {params: {x: -.inf}}}',
      ':1:28',
      'the number -Infinity is not read',
      undefined,
    ],
    ['a clock without a zone', 'now: 2026-01-31T12:00:00', ':1:6', /now must be a time such as/, undefined],
    ['a name that is empty', 'policies: {"": {}}', ':1:12', 'a key of policies is empty', undefined],
    [
      'an empty path',
      'policies: {a: {paths: ["!"]}}',
      ':1:24',
      /policies\.a\.paths\[0\] must be a glob/,
      undefined,
    ],
    [
      'a key that is no text',
      'policies: {1: {}}',
      ':1:12',
      'a key is a text',
      'write it in quotes: "true", "1"',
    ],
    ['a mapping as key', '? {a: b}\n: c', ':1:3', 'a key is a text', /./],
    [
      'a scalar',
      'failOn',
      ':1:1',
      /the configuration must be a mapping of failOn, show, .*, not "failOn"/,
      undefined,
    ],
    ['a list', '- failOn', ':1:1', /the configuration must be a mapping of .*, not a list/, undefined],
  ])('%s', (_, text, where, message, hint) => {
    expect(told(text)).toEqual({
      where: `${FILE}${where}`,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      hint: hint instanceof RegExp ? expect.stringMatching(hint) : hint,
    });
  });
});
