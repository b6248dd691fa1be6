/** `WWW-Authenticate` as registries send it, and as nobody should. */
import { describe, expect, it } from 'vitest';
import { readChallenges } from '../../../../src/policy/remote/auth-challenge.ts';

describe('readChallenges', () => {
  it.each([
    // The example of the distribution specification's token page.
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:samalba/my-app:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:samalba/my-app:pull,push',
          },
        },
      ],
    ],
    ['Basic realm=registry', [{ scheme: 'basic', parameters: { realm: 'registry' } }]],
    // RFC 9110 §11.6.1 has this one for several challenges in one field.
    [
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
      [
        { scheme: 'basic', parameters: { realm: 'simple' } },
        { scheme: 'newauth', parameters: { realm: 'apps', type: '1', title: 'Login to "apps"' } },
      ],
    ],
    ['Negotiate', [{ scheme: 'negotiate', parameters: {} }]],
    ['BEARER REALM = "x" , Service=y', [{ scheme: 'bearer', parameters: { realm: 'x', service: 'y' } }]],
    ['', []],
    ['"', []],
    ['Bearer realm="unclosed', [{ scheme: 'bearer', parameters: {} }]],
  ])('%s', (header, challenges) => {
    expect(readChallenges(header)).toEqual(challenges);
  });

  it('ends soon on anything', () => {
    const started = performance.now();
    for (const text of ['a'.repeat(16_000), 'a=,'.repeat(5_000), ', '.repeat(8_000), '"\\'.repeat(8_000)])
      readChallenges(`Bearer ${text}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
