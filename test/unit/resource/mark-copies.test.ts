import { expect, it } from 'vitest';
import { markCopies } from '../../../src/resource/mark-copies.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { secretTexts } from '../../../src/resource/secret-texts.ts';

const RECORD: Resource = {
  type: 'aws_x',
  provider: 'registry.terraform.io/hashicorp/aws',
  mode: 'managed',
  schema: { provider: 'registry.terraform.io/hashicorp/aws' },
  address: 'aws_x.hush-name-1',
  key: '["1","eu-west-1","aws_x","plain"]',
  id: 'plain',
  scope: { account: '1', region: 'eu-west-1' },
  values: { id: 'plain', size: 80, on: true },
  tags: {},
  unknown: [],
  sensitive: [],
  observed: { from: 'plan' },
};
const SECRETS = secretTexts(['hush-name-1', 'true', '80']);
const mark = (more: Partial<Resource>) => markCopies({ ...RECORD, ...more }, SECRETS);

it('a record without copies is the same record', () => {
  expect(markCopies(RECORD, SECRETS)).toBe(RECORD);
});

it('copies are listed at every depth, and the values stay', () => {
  const values = {
    id: 'plain',
    list: ['a', { deep: 'arn:hush-name-1/*' }, null],
    whole: 'hush-name-1',
    known: 'hush-name-1',
    map: { a: 1, 'x hush-name-1': 'b' },
    none: null,
  };
  const tags = { Note: 'of hush-name-1', Team: 'core' };
  const sensitive = [['values', 'known']];
  expect(mark({ values, tags, sensitive })).toEqual({
    ...RECORD,
    values,
    tags,
    sensitive: [
      ['values', 'known'],
      ['values', 'list', 1, 'deep'],
      ['values', 'whole'],
      ['values', 'map'],
      ['tags', 'Note'],
    ],
  });
});

it('what is printed of them goes: id and key, each only where it tells', () => {
  const { id: _, key: __, ...rest } = RECORD;
  const values = { id: 'hush-name-1' };
  expect(mark({ values, id: 'hush-name-1', key: '["1",null,"aws_x","hush-name-1"]' })).toEqual({
    ...rest,
    values,
    sensitive: [['values', 'id']],
  });
  const key = '["1","eu-west-1","aws_x","in hush-name-1"]';
  expect(mark({ key })).toEqual({ ...rest, id: 'plain' });
  expect(mark({ id: 'arn:hush-name-1' })).toEqual({ ...rest, key: RECORD.key });
});

it('values before lose them, and their places are named', () => {
  const before = { list: ['a', 'hush-name-1', 'b'], whole: 'hush-name-1', other: 1 };
  expect(mark({ change: { actions: ['update'], before } })).toEqual({
    ...RECORD,
    sensitive: [
      ['change', 'before', 'list', 1],
      ['change', 'before', 'whole'],
    ],
    change: { actions: ['update'], before: { list: ['a', null, 'b'], other: 1 } },
  });
});

it('an attribute whose name is a sensitive value hides nothing, a tag of that name does', () => {
  const secrets = secretTexts(['description']);
  const values = { description: 'x', block: [{ description: 'y' }], tags: { description: 'z' } };
  expect(markCopies({ ...RECORD, values, tags: values.tags }, secrets).sensitive).toEqual([
    ['values', 'tags'],
    ['tags'],
  ]);
});
