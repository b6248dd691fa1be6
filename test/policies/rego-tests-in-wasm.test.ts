/**
 * Every Rego test rule, compiled to WebAssembly by stock OPA, says what it says in OPA itself: built-ins differ between
 * the two (order of sets, what counts as an address), and `opa test` runs only the one.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sdk from '@open-policy-agent/opa-wasm';
import { describe, expect, test } from 'vitest';

const { loadPolicySync } = (sdk as unknown as { default: typeof sdk }).default;

const POLICIES = fileURLToPath(new URL('../../policies/', import.meta.url));

const OPA = [process.env.OPA ?? 'opa', join(homedir(), 'go/bin/opa')].find(
  (command) => spawnSync(command, ['version']).status === 0,
);
if (OPA === undefined) console.warn('SKIPPED: Rego tests in WebAssembly need opa in PATH or in OPA');

/** `policies/lib/cidr_test/test_public` for each test rule. */
function testRules(): string[] {
  const files = readdirSync(POLICIES, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('_test.rego'))
    .flatMap((file) => {
      const text = readFileSync(join(POLICIES, file), 'utf8');
      const path = /^package (\S+)$/m.exec(text)?.[1]?.replaceAll('.', '/');
      const names = [...text.matchAll(/^(test_\w+)/gm)].map(([, name]) => name);
      return [...new Set(names)].map((name) => `${path}/${name}`);
    });
}

/** The module with the rules as entrypoints. */
function compiled(rules: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'driftlock-rego-tests-'));
  try {
    const bundle = join(folder, 'bundle.tar.gz');
    const entrypoints = rules.flatMap((rule) => ['-e', rule]);
    execFileSync(OPA ?? 'opa', ['build', '-t', 'wasm', ...entrypoints, '-o', bundle, POLICIES]);
    execFileSync('tar', ['xzf', bundle, '-C', folder, '/policy.wasm'], { stdio: 'pipe' });
    return readFileSync(join(folder, 'policy.wasm'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What OPA itself says of each rule: true, or an object with true for each case. */
function native(rules: readonly string[]): unknown[] {
  const out = execFileSync(OPA ?? 'opa', ['eval', '-d', POLICIES, '-f', 'raw', 'data.policies'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const policies = JSON.parse(out) as unknown;
  return rules.map((rule) =>
    rule
      .split('/')
      .slice(1)
      .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], policies),
  );
}

describe.skipIf(OPA === undefined)('Rego tests in WebAssembly', () => {
  test('say what they say in OPA', () => {
    const rules = testRules();
    expect(rules.length).toBeGreaterThan(50);
    const policy = loadPolicySync(compiled(rules) as unknown as BufferSource, { initial: 64 }, {});
    policy.setData({});
    const results = rules.map((rule) => [rule, policy.evaluate({ none: true }, rule)[0]?.result]);
    expect(results).toEqual(native(rules).map((result, place) => [rules[place], result]));
  });
});
