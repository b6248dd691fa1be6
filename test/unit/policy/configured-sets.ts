/** Loaded policies and layers of a configuration, for tests of what the one says of the others. */
import type { Layer } from '../../../src/config/file/config.ts';
import { readConfig } from '../../../src/config/file/read-config.ts';
import { DriftlockError } from '../../../src/errors.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { LoadedPolicies } from '../../../src/policy/load-policy-sets.ts';

export function policy(id: string, more: Partial<Policy> = {}): Policy {
  return {
    id,
    title: id,
    description: '',
    severity: 'high',
    enforcement: 'block',
    resources: ['aws_x'],
    having: [],
    mode: 'managed',
    onChange: false,
    related: [],
    needs: [],
    aliases: [],
    profiles: ['recommended'],
    relatedResources: [],
    file: 'x.rego',
    line: 1,
    reads: { applies: [], denies: [], all: [] },
    ...more,
  };
}

const PARAMS: Policy['params'] = {
  most: { type: ['integer'], default: 5 },
  names: { type: ['array', 'string'], items: ['string'], required: true },
};

function set(origin: 'bundled' | 'team', policies: readonly Policy[]): LoadedPolicies {
  const catalogue = { format: 1 as const, compiler: '', policies, groups: {}, types: {}, digest: '' };
  return { origin, catalogue, wasm: new Uint8Array(), details: () => Promise.reject(new Error('none')) };
}

export const LOADED = [
  set('bundled', [
    policy('aws.s3.a', { aliases: ['CKV_1', 'CKV_SHARED'], params: PARAMS }),
    policy('aws.s3.b', {
      profiles: ['recommended', 'tags'],
      aliases: ['CKV_2', 'ckv_shared'],
      enforcement: 'warn',
    }),
    policy('aws.ec2.c'),
  ]),
  set('team', [policy('acme.free')]),
];

const FILE = 'driftlock.yaml';

export function layers(...texts: readonly string[]): readonly Layer[] {
  return texts.map((text, depth) => {
    const { base } = readConfig(text, FILE);
    return depth === 0 ? base : { ...base, profile: `p${depth}` };
  });
}

export function refused(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (!(error instanceof DriftlockError)) throw error;
    return { code: error.code, where: error.where, message: error.message, hint: error.hint };
  }
  return undefined;
}
