import { describe, expect, it } from 'vitest';
import type { DriftIdentity, DriftReport } from '../../../../src/finding/drift.ts';
import { driftTable } from '../../../../src/report/drift/drift-table.ts';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const LONG = 'module.platform["eu"].module.network.aws_security_group.everything_inside';

function report(more: Partial<DriftReport>): DriftReport {
  return {
    schema: 'https://driftlock.dev/schemas/drift-1.json',
    tool: { name: 'driftlock', version: '0' },
    input: [],
    coverage: [],
    summary: {
      compared: 1234,
      unchanged: 1200,
      changed: 2,
      missing: 1,
      unmanaged: 1001,
      unknown: 1,
      notCompared: [{ type: 'aws_lb', resources: 3 }],
      incomplete: ['snap: aws_kms_key denied: kms:ListKeys AccessDenied'],
    },
    changed: [],
    missing: [],
    unmanaged: [],
    unknown: [],
    ...more,
  };
}

function lines(more: Partial<DriftReport>, width: number, colour = false): readonly string[] {
  return driftTable(report(more), { colour, width }).split('\n');
}

const QUEUE: DriftIdentity = { type: 'aws_sqs_queue', address: 'aws_sqs_queue.q', scope: HERE };

describe('the table of drift', () => {
  it('says of a resource in the cloud which of the state it may be, and of that one that it is open', () => {
    const attributes = [{ path: ['values'], reason: 'link-open' as const }];
    const inside = [{ path: ['values', 'ingress'], reason: 'link-open' as const }];
    const unknown = [
      { ...QUEUE, attributes },
      { ...QUEUE, address: 'aws_security_group.g', attributes: inside },
      { type: 'aws_sqs_queue', id: 'q', scope: HERE, attributes, mayBe: ['aws_sqs_queue.q', 'mal\u001b[2J'] },
    ];
    expect(lines({ unknown }, 90).slice(0, 8)).toEqual([
      '? aws_sqs_queue.q  eu-west-1',
      '    the state does not tell which resource in the cloud this is, if any',
      '',
      '? aws_security_group.g  eu-west-1',
      '    ingress: the state does not tell which resource in the cloud this is, if any',
      '',
      '? aws_sqs_queue q  eu-west-1',
      '    may be aws_sqs_queue.q, mal\\u{1b}[2J: the state does not tell enough to say',
    ]);
  });

  it('names the one account once, and the region with each resource', () => {
    const changed = [
      { ...QUEUE, attributes: [{ path: ['values', 'delay_seconds'], before: 0, after: 60 }] },
      {
        type: 'aws_security_group',
        address: LONG,
        scope: HERE,
        attributes: [{ path: ['values', 'description'], sensitive: true as const }],
      },
    ];
    const attributes = [{ path: ['values', 'tags'], reason: 'denied' as const, api: 'sqs:ListQueueTags' }];
    const unmanaged = [
      { type: 'aws_iam_user', id: 'mal\u001b[2Jlory', scope: { ...HERE, region: 'global' } },
    ];
    expect(lines({ changed, missing: [QUEUE], unmanaged, unknown: [{ ...QUEUE, attributes }] }, 60)).toEqual([
      '~ aws_sqs_queue.q  eu-west-1',
      '    delay_seconds: 0 → 60',
      '',
      '~ module.platform["eu"].module.network.aws_security_group.',
      '  everything_inside  eu-west-1',
      '    description: a sensitive value changed',
      '',
      '? aws_sqs_queue.q  eu-west-1',
      '    tags: could not be read: access was denied',
      '    (sqs:ListQueueTags)',
      '',
      '1 resource in the state and no longer in the cloud',
      '- aws_sqs_queue.q  eu-west-1',
      '',
      '1 resource in the cloud and in no state',
      '+ aws_iam_user mal\\u{1b}[2Jlory  global',
      '',
      '─'.repeat(60),
      '1,234 resources of account 111122223333 compared, 1,200 as',
      'the state has them',
      '2 changed, 1 missing, 1,001 unmanaged, 1 undecided',
      '3 resources of 1 type not compared: the snapshot does not',
      'cover them',
      'incomplete: snap: aws_kms_key denied: kms:ListKeys',
      'AccessDenied',
      '',
    ]);
  });

  it('names accounts with each resource where there are several, below where there is no room', () => {
    const other = { ...QUEUE, address: `${LONG.slice(0, 50)}`, scope: { ...HERE, account: '444455556666' } };
    expect(lines({ missing: [QUEUE, other] }, 60).slice(0, 5)).toEqual([
      '2 resources in the state and no longer in the cloud',
      '- aws_sqs_queue.q  111122223333 · eu-west-1',
      `- ${LONG.slice(0, 50)}`,
      '    444455556666 · eu-west-1',
      '',
    ]);
  });

  it.each([40, 80, 120])('no line is wider than %i columns', (width) => {
    const missing = [QUEUE, { ...QUEUE, address: LONG.repeat(3) }, { ...QUEUE, address: 'ü'.repeat(200) }];
    expect(lines({ missing }, width).filter((line) => line.length > width)).toEqual([]);
  });

  it('colours marks by how much they matter, and nothing without colour', () => {
    const [, first] = lines({ missing: [QUEUE] }, 80, true);
    expect(first).toBe(
      '\u001b[1m\u001b[31m-\u001b[39m\u001b[22m \u001b[1maws_sqs_queue.q\u001b[22m  \u001b[90meu-west-1\u001b[39m',
    );
    expect(lines({ missing: [QUEUE] }, 80).join('')).not.toContain('\u001b');
  });
});
