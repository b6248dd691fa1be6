import { expect, test } from 'vitest';
import { assumptionTexts } from '../../../../src/report/table/assumption-texts.ts';
import type { Assumption, Path } from '../../../../src/resource/resource.ts';

function elsewhere(...path: Path): Assumption {
  return { kind: 'nothing-elsewhere', path };
}

const ACCOUNT = ['refs', 'account', 0, 'referrers'] as const;

test.each<[string, readonly Assumption[], readonly string[]]>([
  ['none', [], []],
  ['one type', [elsewhere('referrers', 'aws_a', 'bucket')], ['no aws_a outside of this plan refers to it']],
  [
    'one type by two attributes',
    [elsewhere('referrers', 'aws_a', 'bucket'), elsewhere('referrers', 'aws_a', 'target_bucket')],
    ['no aws_a outside of this plan refers to it'],
  ],
  [
    'several types, with those of others between',
    [
      elsewhere('referrers', 'aws_a', 'bucket'),
      elsewhere(...ACCOUNT, 'aws_c', 'account'),
      elsewhere('referrers', 'aws_b', 'bucket'),
      elsewhere('refs', 'role', 0, 'referrers', 'aws_p', 'role'),
    ],
    [
      'nothing outside of this plan refers to it: aws_a, aws_b',
      'the account has no aws_c outside of this plan',
      'no aws_p outside of this plan refers to what role names',
    ],
  ],
  [
    'several of the account',
    [elsewhere('referrers', 'aws_a', 'account'), elsewhere('referrers', 'aws_b', 'account')],
    ['the account has none of these outside of this plan: aws_a, aws_b'],
  ],
  [
    'what names nothing here',
    [elsewhere('refs', 'role'), elsewhere('refs', 'key')],
    ['what role, key name is not in this plan and counts as absent'],
  ],
  [
    'what names nothing, once',
    [elsewhere('refs', 'role')],
    ['what role names is not in this plan and counts as absent'],
  ],
  ['a path that is no link', [elsewhere('values', 'a')], ['nothing outside of this plan bears on values.a']],
  [
    'references',
    [
      { kind: 'reference-set', path: ['values', 'a'] },
      { kind: 'reference-set', path: ['values', 'b'] },
    ],
    ['values.a, values.b refer to other resources and are set once applied'],
  ],
  [
    'references to what is known',
    [
      { kind: 'reference-set', path: ['values', 'a'], detail: 'aws_kms_key.main.arn' },
      { kind: 'reference-set', path: ['values', 'b'], detail: 'aws_kms_key.main.arn' },
      { kind: 'reference-set', path: ['values', 'c'], detail: 'aws_kms_key.other.arn' },
    ],
    [
      'values.a, values.b refer to aws_kms_key.main.arn and are set once applied',
      'values.c refers to aws_kms_key.other.arn and is set once applied',
    ],
  ],
  [
    'a reference',
    [{ kind: 'reference-set', path: ['values', 'a'] }],
    ['values.a refers to another resource and is set once applied'],
  ],
  [
    'defaults, with what they are',
    [
      { kind: 'documented-default', path: ['values', 'a'], detail: 'false' },
      { kind: 'documented-default', path: ['values', 'b'] },
    ],
    ['values.a is false', 'values.b has its documented default'],
  ],
  [
    'defaults that are alike, of the resource and of what it is linked to',
    [
      { kind: 'documented-default', path: ['values', 'a'], detail: 'absent unless set (x.org, 2026-11-21)' },
      {
        kind: 'documented-default',
        path: ['refs', 'k', 0, 'values', 'b'],
        detail: 'absent unless set (x.org, 2026-11-21)',
      },
      { kind: 'documented-default', path: ['values', 'c'], detail: 'true unless set (x.org, 2026-11-21)' },
    ],
    [
      'values.a, refs.k[0].values.b are absent unless set (x.org, 2026-11-21)',
      'values.c is true unless set (x.org, 2026-11-21)',
    ],
  ],
  [
    'what the cloud makes where nobody declares it',
    [
      {
        kind: 'documented-default',
        path: ['referrers', 'aws_b', 'bucket'],
        detail: '{"on":true} unless set (x.org, 2026-11-21)',
      },
      {
        kind: 'documented-default',
        path: ['refs', 'log', 0, 'referrers', 'aws_b', 'bucket'],
        detail: '{"on":false} unless set (x.org, 2026-11-21)',
      },
    ],
    [
      'it comes with aws_b {"on":true} unless set (x.org, 2026-11-21)',
      'what log names comes with aws_b {"on":false} unless set (x.org, 2026-11-21)',
    ],
  ],
  [
    'instance keys and the account',
    [
      { kind: 'instance-key', path: ['referrers', 'aws_a', 'bucket'] },
      { kind: 'instance-key', path: ['referrers', 'aws_b', 'bucket'] },
      { kind: 'one-account', path: ['refs', 'account'] },
    ],
    [
      'resources with the same instance key belong together: aws_a, aws_b',
      'everything in this plan lies in the one account that it tells',
    ],
  ],
  [
    'many types',
    Array.from({ length: 20 }, (_, index) => elsewhere('referrers', `t${index}`, 'x')),
    [
      `nothing outside of this plan refers to it: ${Array.from({ length: 12 }, (_, index) => `t${index}`).join(', ')} and 8 more`,
    ],
  ],
])('%s', (_, assumes, texts) => {
  expect(assumptionTexts(assumes, 'this plan')).toEqual(texts);
});
