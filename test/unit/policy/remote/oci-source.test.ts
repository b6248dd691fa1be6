/** Names of policies in registries: every form that is taken, and what the others are told. */
import { describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import { parseOciSource } from '../../../../src/policy/remote/oci-source.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('parseOciSource', () => {
  it.each([
    [`oci::r.example/org/p@${DIGEST}`, 'https://r.example', 'r.example', 'org/p'],
    [`oci::r.example:5000/p:v1@${DIGEST}`, 'https://r.example:5000', 'r.example:5000', 'p'],
    [`oci::https://r.example/p@${DIGEST}`, 'https://r.example', 'r.example', 'p'],
    [`oci::127.0.0.1:5000/a/b/c@${DIGEST}`, 'http://127.0.0.1:5000', '127.0.0.1:5000', 'a/b/c'],
    [`oci::localhost/p@${DIGEST}`, 'http://localhost', 'localhost', 'p'],
    [`oci::[::1]:5000/p@${DIGEST}`, 'http://[::1]:5000', '[::1]:5000', 'p'],
    [`oci::docker.io/org/p@${DIGEST}`, 'https://registry-1.docker.io', 'docker.io', 'org/p'],
  ])('%s', (name, origin, registry, repository) => {
    expect(parseOciSource(name)).toEqual({ name, origin, registry, repository, digest: DIGEST });
  });

  it.each([
    ['oci::r.example/p', 'no digest is pinned', 'crane digest r.example/p:latest'],
    ['oci::r.example/p:v1', 'no digest is pinned', 'crane digest r.example/p:v1'],
    ['oci::r.example/p@sha256:abc', '"sha256:abc" is not a digest', 'crane digest'],
    [`oci::r.example/p@${DIGEST.toUpperCase()}`, 'is not a digest', 'crane digest'],
    [`oci::r.example/p@sha512:${'0'.repeat(128)}`, 'is not a digest', 'crane digest'],
    [`oci::org/p@${DIGEST}`, '"org" is not the host of a registry', 'oci::<registry>'],
    [`oci::p@${DIGEST}`, '"" is not the host of a registry', 'oci::<registry>'],
    [`oci::http://r.example/p@${DIGEST}`, 'is not the host of a registry', 'oci::<registry>'],
    [`oci::r.example/Org/p@${DIGEST}`, '"Org/p" cannot be the name of a repository', 'oci::'],
    [`oci::r.example/../p@${DIGEST}`, 'cannot be the name of a repository', 'oci::'],
    [`oci::r.example/p?x=1@${DIGEST}`, 'cannot be the name of a repository', 'oci::'],
    [`oci::r.example/p:a b@${DIGEST}`, '"a b" cannot be a tag', 'oci::'],
    [`oci::u:hunter2@r.example/p@${DIGEST}`, 'credentials do not belong', 'docker login'],
  ])('refuses %s', (name, message, hint) => {
    let thrown: unknown;
    try {
      parseOciSource(name);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DriftlockError);
    const error = thrown as DriftlockError;
    expect([error.code, error.message, error.hint]).toEqual([
      'usage',
      expect.stringContaining(message),
      expect.stringContaining(hint),
    ]);
    expect(JSON.stringify([error.message, error.where, error.hint])).not.toContain('hunter2');
  });
});
