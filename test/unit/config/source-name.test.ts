/** Names of what is fetched: told from folders, and never shown with what is secret in them. */
import { describe, expect, it } from 'vitest';
import { filePlace, maskCredentials, maskName, schemeOf } from '../../../src/config/source-name.ts';

describe('schemeOf', () => {
  it.each([
    ['git::https://h/r.git?ref=a', 'git'],
    ['oci::h/r@sha256:a', 'oci'],
    ['xyz::whatever', 'xyz'],
    ['./git::folder', undefined],
    ['policies', undefined],
    ['C:\\policies', undefined],
    ['https://h/r', undefined],
  ])('%s', (name, scheme) => {
    expect(schemeOf(name)).toBe(scheme);
  });
});

describe('maskName', () => {
  it.each([
    ['git::https://h.example/r.git//p?ref=abc', 'git::https://h.example/r.git//p?ref=abc'],
    ['git::https://u:hunter2@h.example/r.git?ref=abc', 'git::https://***@h.example/r.git?ref=abc'],
    ['git::https://hunter2@h.example/r.git?ref=abc', 'git::https://***@h.example/r.git?ref=abc'],
    ['git::https://u:hunter2@h.example/a@b.git', 'git::https://***@h.example/a@b.git'],
    ['git::https://h.example/a@b.git', 'git::https://h.example/a@b.git'],
    // No URL: the slash ends the host. What was meant as a password is masked all the same.
    ['git::https://u:hunt/er2@h.example/r.git', 'git::https://***@h.example/r.git'],
    ['git::https://u:hunt er2@h.example/r.git', 'git::https://***@h.example/r.git'],
    ['git::ssh://git@h.example/r.git', 'git::ssh://git@h.example/r.git'],
    ['git::ssh://git:hunter2@h.example/r.git', 'git::ssh://git:***@h.example/r.git'],
    ['git::git@h.example:org/r.git//p?ref=abc', 'git::git@h.example:org/r.git//p?ref=abc'],
    ['git::https://h.example/r.git?token=hunter2&ref=abc', 'git::https://h.example/r.git?token=***&ref=abc'],
    ['oci::u:hunter2@h.example/r@sha256:ab', 'oci::***@h.example/r@sha256:ab'],
    ['oci::https://u:hunter2@h.example/r@sha256:ab', 'oci::https://***@h.example/r@sha256:ab'],
    ['oci::h.example/r:v1@sha256:ab', 'oci::h.example/r:v1@sha256:ab'],
    ['xyz::u:hunter2@h.example', 'xyz::***@h.example'],
  ])('%s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
    expect(maskName(shown)).toBe(shown);
  });
});

describe('maskCredentials', () => {
  it('masks every URL in a text', () => {
    const text = "fatal: unable to access 'https://u:hunter2@h.example/r.git/': via http://x:y@p.example:80";
    const masked = "fatal: unable to access 'https://***@h.example/r.git/': via http://***@p.example:80";
    expect(maskCredentials(text)).toBe(masked);
  });
});

describe('filePlace', () => {
  it('joins folders, and leaves the slashes of URLs', () => {
    expect(filePlace('./policies/', 's3/a.rego')).toBe('policies/s3/a.rego');
    expect(filePlace('git::https://h/r.git//p?ref=a', 'a.rego')).toBe(
      'git::https://h/r.git//p?ref=a: a.rego',
    );
  });
});
