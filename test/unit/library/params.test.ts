/** Parameters that callers give are held to what policies declare. */
import { expect, test } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import { scan } from '../../../src/library/scan.ts';

const PLAN = 'examples/create.plan.json';
const TAGS = 'aws.resource.required_tags';

test.each([
  [{ required: 5 }, `the parameter "required" of ${TAGS} must be a list, each a text, or a text, not 5`],
  [{ require: ['owner'] }, `${TAGS} has no parameter "require"`],
])('%j is refused', async (given, message) => {
  const error: unknown = await scan(PLAN, { params: { [TAGS]: given } }).catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.where, error.message]).toEqual(['config', 'params', message]);
});

test('what is declared is taken', async () => {
  const { findings } = await scan(PLAN, { select: TAGS, params: { [TAGS]: { required: 'owner' } } });
  expect([...new Set(findings.flatMap(({ messages }) => messages))]).toEqual(['the tag owner is missing']);
});
