import { describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import type { PolicyMetadata, PolicyModule } from '../../../src/policy/metadata.ts';
import { judgedTypes } from '../../../src/policy/policy-groups.ts';

const KNOWN = [
  { type: 'aws_iam_user', attributes: ['id', 'user'] },
  { type: 'driftlock_aws_account', attributes: ['account_id'] },
  { type: 'driftlock_aws_iam_entry', attributes: ['user'] },
];

function judged(resources: readonly string[], having: readonly string[] = []) {
  const module = { folder: '', file: 'a.rego', text: '', info: { row: 1 } } as unknown as PolicyModule;
  return judgedTypes(module, { resources, having } as unknown as PolicyMetadata, KNOWN);
}

describe("the tool's own types", () => {
  it('are judged where they are named', () => {
    expect(judged(['driftlock_aws_iam_entry'])).toEqual(['driftlock_aws_iam_entry']);
    expect(judged(['driftlock_aws_*'])).toEqual(['driftlock_aws_account', 'driftlock_aws_iam_entry']);
  });

  it('fit no pattern that does not name them: such a one judges what people declared', () => {
    expect(judged(['*'])).toEqual(['aws_iam_user']);
    expect(judged(['*'], ['user'])).toEqual(['aws_iam_user']);
  });

  it('are known by name', () => {
    let thrown: unknown;
    try {
      judged(['driftlock_aws_iam_entries']);
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof DriftlockError)) throw new Error('nothing was thrown', { cause: thrown });
    expect({ message: thrown.message, hint: thrown.hint }).toEqual({
      message: 'driftlock_aws_iam_entries is not a resource type of our own',
      hint: 'did you mean "driftlock_aws_iam_entry"? known: driftlock_aws_account, driftlock_aws_iam_entry',
    });
  });
});
