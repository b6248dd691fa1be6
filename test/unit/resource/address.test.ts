/** Addresses read and written back whole, whatever their keys hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatAddress,
  localAddress,
  modulePath,
  parseAddress,
  parseTraversal,
} from '../../../src/resource/address.ts';

test('keys with dots, brackets, quotes and escapes', () => {
  const text = 'module.a["x.y"].module.b[2].data.aws_ami.c["say \\"hi\\" $${x} [0]"]';
  expect(parseAddress(text)).toEqual({
    modules: [
      { name: 'a', key: 'x.y' },
      { name: 'b', key: 2 },
    ],
    mode: 'data',
    type: 'aws_ami',
    name: 'c',
    key: 'say "hi" $\u007bx} [0]',
  });
  expect(formatAddress(parseAddress(text) as never)).toBe(text);
});

test('block and module path leave keys out', () => {
  const address = parseAddress('module.a["x"].module.b.aws_s3_bucket.c[0]');
  expect(address && [localAddress(address), modulePath(address.modules)]).toEqual([
    'aws_s3_bucket.c',
    'module.a.module.b',
  ]);
});

test.each([
  '',
  'a',
  'module.a',
  'a.b.c',
  'a..b',
  '.a.b',
  'a.b[',
  'a.b["x]',
  'a.b[x]',
  'a.b["x"].c',
  'a b.c',
  'a.b]',
])('no address: %j', (text) => expect(parseAddress(text)).toBeUndefined());

test('a traversal with splats', () => {
  expect(parseTraversal('aws_s3_bucket.b[*].id')).toEqual([
    { name: 'aws_s3_bucket' },
    { name: 'b' },
    { splat: true },
    { name: 'id' },
  ]);
});

test('escapes of an instance key as Terraform and as Go write them', () => {
  expect(parseAddress('a.b["\\u00e9\\U0001F600\\n\\t\\\\"]')?.key).toBe('é😀\n\t\\');
});

const name = fc.stringMatching(/^[a-z_][a-z0-9_-]*$/).filter((text) => text !== 'module' && text !== 'data');
const key = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.nat()), { nil: undefined });
const step = fc
  .record({ name, key })
  .map(({ name: called, key: own }) => (own === undefined ? { name: called } : { name: called, key: own }));

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.array(step), fc.boolean(), name, name, key, (modules, data, type, called, own) => {
      const mode = data ? ('data' as const) : ('managed' as const);
      const address = { modules, mode, type, name: called, ...(own === undefined ? {} : { key: own }) };
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }),
  );
});

test('any text is read or refused, in linear time', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseTraversal(text)));
  const long = `a.b["${'\\"'.repeat(200_000)}"]`;
  expect(typeof parseAddress(long)?.key).toBe('string');
});
