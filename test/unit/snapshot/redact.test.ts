import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path, Resource } from '../../../src/resource/resource.ts';
import { hashOf, keyId, redact } from '../../../src/snapshot/redact.ts';

const KEY = 'a key of at least sixteen characters';

function resource(type: string, values: Resource['values'], sensitive: readonly Path[] = []): Resource {
  const provider = 'registry.terraform.io/hashicorp/aws';
  return {
    type,
    provider,
    mode: 'managed',
    schema: { provider },
    scope: { account: '111122223333', region: 'eu-west-1' },
    values,
    tags: {},
    unknown: [],
    sensitive,
    observed: { from: 'live' },
  };
}

describe('a resource before it is written', () => {
  it('loses what its schema or the table of secrets names, and keeps a keyed hash of it', () => {
    const given = resource('aws_lambda_function', {
      function_name: 'f',
      environment: [{ variables: { TOKEN: 's3cr3t' } }],
    });
    const path = ['values', 'environment', 0, 'variables'];
    expect(redact(given, { key: KEY })).toEqual({
      ...given,
      values: { function_name: 'f', environment: [{}] },
      unknown: [{ path, reason: 'redacted' }],
      redacted: [{ path, hash: hashOf({ TOKEN: 's3cr3t' }, given, path, KEY) }],
    });
  });

  it('has no hash without a key', () => {
    const given = resource('aws_ssm_parameter', { name: '/p', value: 's3cr3t' });
    const written = redact(given, { key: undefined });
    expect(written.redacted).toBeUndefined();
    expect(written.unknown).toEqual([{ path: ['values', 'value'], reason: 'redacted' }]);
    expect(JSON.stringify(written)).not.toContain('s3cr3t');
  });

  it('of which nothing is sensitive stays as it is', () => {
    const given = resource('aws_ebs_volume', { id: 'vol-1', encrypted: false });
    expect(redact(given, { key: KEY })).toEqual(given);
  });

  it('keeps the places of other elements of a list', () => {
    const given = resource('t', { list: ['a', 'secret', 'c'] }, [['values', 'list', 1]]);
    expect(redact(given, { key: KEY }).values).toEqual({ list: ['a', null, 'c'] });
  });

  it('a name that is both id and secret is in neither', () => {
    const given = {
      ...resource('t', { id: 'secret', name: 'secret' }, [
        ['values', 'id'],
        ['values', 'name'],
      ]),
      id: 'secret',
    };
    expect(JSON.stringify(redact(given, { key: KEY }))).not.toContain('secret"');
  });

  it('no sensitive text is left anywhere, whatever lies where', () => {
    const values = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }), {
      minKeys: 1,
      maxKeys: 4,
    });
    fc.assert(
      fc.property(values, fc.nat(), (extra, pick) => {
        const names = Object.keys(extra);
        const name = names[pick % names.length] as string;
        const marked = { ...extra, [name]: { deep: ['MARKED-SECRET'], more: { MARKED: 'MARKED-SECRET' } } };
        const written = redact(resource('t', marked as Resource['values'], [['values', name]]), { key: KEY });
        expect(JSON.stringify(written)).not.toContain('MARKED-SECRET');
        for (const other of names.filter((one) => one !== name))
          expect(written.values[other]).toEqual((marked as Resource['values'])[other]);
      }),
    );
  });
});

describe('the hash', () => {
  it('differs by value, by resource, by place and by key, and not by the order of keys', () => {
    const path = ['values', 'a'];
    const whose = { type: 't', key: 'one' };
    const one = hashOf({ x: '1', y: '2' }, whose, path, KEY);
    expect(hashOf({ y: '2', x: '1' }, whose, path, KEY)).toBe(one);
    const others = [
      hashOf({ x: '1' }, whose, path, KEY),
      hashOf({ x: '1', y: '2' }, { type: 't', key: 'two' }, path, KEY),
      hashOf({ x: '1', y: '2' }, { type: 'u', key: 'one' }, path, KEY),
      hashOf({ x: '1', y: '2' }, whose, ['values', 'b'], KEY),
      hashOf({ x: '1', y: '2' }, whose, path, `${KEY}!`),
    ];
    expect(new Set([one, ...others]).size).toBe(6);
  });

  it('the id of a key does not tell the key', () => {
    expect(keyId(KEY)).toMatch(/^[0-9a-f]{16}$/);
    expect(keyId(KEY)).not.toBe(keyId(`${KEY}!`));
  });
});
