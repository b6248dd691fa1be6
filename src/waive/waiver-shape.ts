/** The shape of a waiver file: every key that it may have. */
import type { RecordShape, Shape } from '../config/file/shape.ts';

const TEXT = { kind: 'text', pattern: '\\S', expects: 'a text that is not empty' } as const;

/** That a day is one of the calendar (no 30 February) only the reader knows. */
const DAY = {
  kind: 'text',
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  expects: 'a day such as 2027-01-31',
} as const;

function oneOrSeveral(description: string): Shape {
  return { kind: 'either', of: [TEXT, { kind: 'list', of: TEXT, least: 1 }], description };
}

/** What every entry says of itself. */
const GRANT = {
  id: {
    kind: 'text',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]*$',
    expects: 'a name such as legacy-buckets or SEC-123',
    description: 'Names it in reports; no other entry of any waiver file has it.',
  },
  reason: { ...TEXT, description: 'Why this is accepted.' },
  owner: { ...TEXT, description: 'Who answers for it: a person or a team.' },
  approver: { ...TEXT, description: 'Who agreed to it.' },
  ticket: { ...TEXT, description: 'Where it was decided: a ticket or its address.' },
  granted: {
    ...DAY,
    description:
      'The first day on which it holds, and from which its term counts. Default: it holds, and today.',
  },
  expires: { ...DAY, description: 'The last day on which it holds, to its end in UTC.' },
} as const satisfies Record<string, Shape>;

const SCOPE = {
  kind: 'record',
  description: 'Only in these accounts and regions; one that is not known is none of them.',
  keys: {
    account: oneOrSeveral('Ids, or globs of them; any of them will do.'),
    region: oneOrSeveral('Names, or globs of them; any of them will do. global: what lies in no region.'),
  },
} as const satisfies RecordShape;

const WAIVER = {
  kind: 'record',
  description: 'Accepts that resources fail policies.',
  required: ['id', 'policy', 'resource', 'reason', 'owner', 'expires'],
  keys: {
    ...GRANT,
    policy: oneOrSeveral('Ids, aliases (CKV_AWS_3) or globs of policies; any of them will do.'),
    resource: oneOrSeveral(
      'Globs of addresses, ids or ARNs; any of them will do. Only * is special, and \\* is the character itself. A module stands for all that lies in it.',
    ),
    tags: {
      kind: 'map',
      of: oneOrSeveral('Values, or globs of them; any of them will do.'),
      names: 'tag',
      description: 'Only resources with all of these tags; one that is not known is not there.',
    },
    scope: SCOPE,
    verdicts: {
      kind: 'list',
      of: { kind: 'choice', of: ['fail', 'unknown'] },
      least: 1,
      description:
        'What is accepted: fail, and with unknown also that it cannot be known. Default: fail alone. What is unknown stays so in reports.',
    },
    broad: {
      kind: 'switch',
      description:
        'true: it may be about more resources than waivers.mostResources of driftlock.yaml allows.',
    },
  },
} as const satisfies RecordShape;

const GAP = {
  kind: 'record',
  description: 'Accepts that something cannot be read.',
  required: ['id', 'type', 'reason', 'owner', 'expires'],
  keys: {
    ...GRANT,
    type: oneOrSeveral('Resource types, or globs of them; any of them will do.'),
    action: oneOrSeveral(
      'Calls that fail (s3:GetBucketPolicy), or globs of them; any of them will do. Default: any call.',
    ),
    causes: {
      kind: 'list',
      of: { kind: 'choice', of: ['denied', 'throttled', 'failed', 'stale', 'partial'] },
      least: 1,
      description:
        'What stands in the way: denied, throttled, failed, stale, or partial where only some resources of the type were read. Default: denied alone.',
    },
    scope: SCOPE,
  },
} as const satisfies RecordShape;

export const WAIVER_SHAPE: RecordShape = {
  kind: 'record',
  description: 'What driftlock reads from driftlock.waivers.yaml: docs/waivers.md.',
  keys: {
    waivers: { kind: 'list', of: WAIVER, description: 'Failures that are accepted for a time.' },
    gaps: { kind: 'list', of: GAP, description: 'Gaps in the evidence that are accepted for a time.' },
  },
};
