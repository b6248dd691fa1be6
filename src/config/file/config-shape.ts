/** The shape of `driftlock.yaml`: every key that it may have. */
import { SEVERITIES } from '../../finding/finding.ts';
import { SETTINGS } from '../settings.ts';
import type { RecordShape, Shape } from './shape.ts';

const TEXT = { kind: 'text', pattern: '\\S', expects: 'a text that is not empty' } as const;

/** Which comments in the configuration count as waivers. */
const INLINE = ['all', 'own', 'none'];

const SWITCH = { kind: 'switch' } as const;

const POLICY_SHAPE = {
  kind: 'record',
  description: 'What is said of the policies that the id, alias or glob names.',
  keys: {
    enabled: { ...SWITCH, description: 'false: the policy judges nothing. Default: true.' },
    severity: {
      kind: 'choice',
      of: SEVERITIES,
      description: 'Instead of the severity that its METADATA says.',
    },
    enforcement: {
      kind: 'choice',
      of: ['block', 'warn'],
      description: 'warn: its findings are reported and never make exit code 1.',
    },
    params: {
      kind: 'map',
      of: { kind: 'anything' },
      names: 'parameter',
      description: 'Parameters of the policy; those of --params win.',
    },
    paths: {
      kind: 'list',
      of: {
        kind: 'text',
        pattern: '^!?[^!\\s]',
        expects: 'a glob of addresses, such as module.legacy.*, or one after ! for what is left out',
      },
      description:
        'Judges only resources whose address, or a module or resource that they lie in, fits one of these globs; those after ! are left out.',
    },
  },
} as const satisfies RecordShape;

const RAW_SHAPE = {
  kind: 'record',
  description: 'Policies for the JSON of a plan, as conftest has them: docs/conftest.md.',
  keys: {
    folders: {
      kind: 'list',
      of: TEXT,
      description:
        'Folders or files of Rego, relative to this file, or fetched (git::…, oci::…); those of --raw-policies come on top.',
    },
    namespaces: {
      kind: 'list',
      of: TEXT,
      description: 'Packages that are judged by, * stands for any characters. Default: main.',
    },
    data: {
      kind: 'list',
      of: TEXT,
      description:
        'JSON and YAML that they find below data: files or folders, relative to this file; those of --data come on top.',
    },
    regoVersion: {
      kind: 'choice',
      of: ['auto', 'v0', 'v1'],
      description: 'Default: auto, which is v1, and v0 for each file that only parses as that.',
    },
  },
} as const satisfies RecordShape;

/** Of `waivers`: docs/waivers.md. */
const WAIVERS_SHAPE = {
  kind: 'record',
  description: 'Where waivers stand, and what they may be: docs/waivers.md.',
  keys: {
    files: {
      kind: 'list',
      of: TEXT,
      description:
        'Waiver files, relative to this file. Default: the driftlock.waivers.yaml that lies in this folder or above, up to the root of the repository.',
    },
    longestTerm: {
      kind: 'integer',
      least: 1,
      most: 36_500,
      description: 'Days that a waiver may last, from `granted`, else from today. Default: 365.',
    },
    mostResources: {
      kind: 'integer',
      least: 1,
      most: 1_000_000,
      description: 'Resources that a waiver may be about without `broad: true`. Default: 10.',
    },
    inline: {
      kind: 'choice',
      of: INLINE,
      description:
        'Comments in the configuration that count: all; own, which is driftlock:ignore alone; none. Default: all.',
    },
  },
} as const satisfies RecordShape;

const LISTS = {
  policies: {
    kind: 'map',
    of: POLICY_SHAPE,
    names: 'id, alias or glob of policies',
    description:
      'By id, alias or glob. Ids and aliases win over globs, then the later entry over the earlier.',
  },
  policyFolders: {
    kind: 'list',
    of: TEXT,
    description:
      "Folders of a team's own policies, relative to this file, or fetched (git::…, oci::…); those of --policies come on top.",
  },
  rawPolicies: RAW_SHAPE,
  waivers: WAIVERS_SHAPE,
  baseline: {
    ...TEXT,
    description:
      'A JSON report of an earlier scan, relative to this file: only failures that it does not have make exit code 1.',
  },
  inputs: {
    kind: 'list',
    of: TEXT,
    description: 'What scan and explain judge where the command line names nothing; relative to this file.',
  },
} as const satisfies Record<string, Shape>;

type SettingName = keyof typeof SETTINGS;

const SETTING_SHAPES = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, { file, description }]): [string, Shape] => [
    name,
    { description, ...file },
  ]),
) as Readonly<Record<SettingName, Shape>>;

const SECTION = { ...SETTING_SHAPES, ...LISTS };

const EXTENDS = {
  kind: 'either',
  of: [TEXT, { kind: 'list', of: TEXT }],
  description: 'Profiles that this one begins with; of several the later wins.',
} as const satisfies Shape;

export const CONFIG_SHAPE: RecordShape = {
  kind: 'record',
  description: 'What driftlock reads from driftlock.yaml: docs/config.md.',
  keys: {
    ...SECTION,
    profile: {
      ...TEXT,
      description:
        'The profile that is used where neither --profile nor DRIFTLOCK_PROFILE names one: of this file, or one that driftlock brings (recommended, strict, change-safety, tags).',
    },
    profiles: {
      kind: 'map',
      of: { kind: 'record', keys: { extends: EXTENDS, ...SECTION } },
      names: 'name of a profile',
      description: 'Named overlays over the same keys, chosen by --profile.',
    },
  },
};
