/** What a place refers to, in words. */
import { describe, expect, test } from 'vitest';
import { expressionOf } from '../../../src/evaluate/expression-of.ts';
import type { ReferenceTarget } from '../../../src/resource/references.ts';
import { assuming, made } from './made-assuming.ts';

describe('expressionOf', () => {
  const path = ['values', 'kms_key_id'];
  const of = (targets: readonly ReferenceTarget[], open = false) =>
    expressionOf(assuming(made(), { referencesOf: () => () => ({ targets, open }) }), path);

  test('is what the place refers to', () => {
    expect(of([{ block: 'aws_kms_key.a', attribute: 'arn' }])).toBe('aws_kms_key.a.arn');
    expect(
      of(
        [
          { block: 'aws_kms_key.a', attribute: 'arn' },
          { block: 'aws_kms_key.b', instance: 'module.m["x"].aws_kms_key.b[0]' },
          { block: 'aws_kms_key.a', attribute: 'arn', beside: true },
        ],
        true,
      ),
    ).toBe('aws_kms_key.a.arn, module.m["x"].aws_kms_key.b[0]');
  });

  test('is not told where no configuration names a resource', () => {
    expect(of([], true)).toBeUndefined();
    expect(expressionOf(assuming(made()), path)).toBeUndefined();
    expect(expressionOf(assuming(made({ address: undefined as never })), path)).toBeUndefined();
    expect(expressionOf(assuming(made()), ['refs', 'x', 0, 'values', 'y'])).toBeUndefined();
  });
});
