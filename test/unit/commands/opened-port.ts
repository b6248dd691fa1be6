/** Security groups whose port is closed in a state and open in the cloud. */
import { join } from 'node:path';
import type { Manifest } from '../../../src/finding/manifest.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { ACCOUNT, collected, REGION } from '../drift/made.ts';
import { stateFile } from './state-file.ts';

const PORTS = { from_port: 22, to_port: 22 };
const GROUP = 'aws_security_group';
const RULE = 'aws_vpc_security_group_ingress_rule';

export const OPEN_PORTS = 'aws.ec2.security_group_open_ports';

export interface Opened {
  /** What is found in the cloud. */
  readonly cidr?: string;
  /** Groups `g`, `g1`, `g2`, … */
  readonly count?: number;
  /** Beside that of the groups and their rules, which were read. */
  readonly coverage?: Manifest['coverage'];
}

export interface OpenedPort {
  readonly state: readonly string[];
  readonly snapshot: string;
}

/** Writes both below `folder`; they are taken as `drift` takes them. */
export async function openedPort(
  folder: string,
  { cidr = '0.0.0.0/0', count = 1, coverage = [] }: Opened = {},
): Promise<OpenedPort> {
  const places = Array.from({ length: count }, (_, place) => place);
  const groups = places.map((place) => {
    const id = `sg-${place + 1}`;
    const arn = `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${id}`;
    return { id, arn, name: `g${place || ''}` };
  });
  const writer = await createSnapshot(join(folder, 'snapshot'), 'aws', { key: undefined });
  const section = writer.section();
  for (const group of groups) {
    const id = group.id.replace('sg', 'sgr');
    const arn = `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group-rule/${id}`;
    const rule = { id, arn, security_group_id: group.id, ip_protocol: 'tcp', tags_all: { made: 'by hand' } };
    const live = [...collected(GROUP, group), ...collected(RULE, { ...rule, ...PORTS, cidr_ipv4: cidr })];
    for (const one of live) await section.add(one);
  }
  await section.close();
  await writer.finish({
    schema: 'https://driftlock.dev/schemas/snapshot-1.json',
    format_version: '1.0',
    tool: { name: 'driftlock', version: '0.0.0' },
    cloud: 'aws',
    identity: `arn:aws:iam::${ACCOUNT}:user/u`,
    asked: { accounts: [ACCOUNT], regions: [REGION], types: [GROUP, RULE] },
    started: '2026-11-21T00:00:00.000Z',
    ended: '2026-11-21T00:00:01.000Z',
    redaction_key: null,
    coverage: [
      ...[GROUP, RULE].map((type) => ({
        scope: { account: ACCOUNT, region: REGION },
        type,
        status: 'complete' as const,
        count,
      })),
      ...coverage,
    ],
    not_filled: {},
    requests: {},
  });
  const ingress = [{ protocol: 'tcp', ...PORTS, cidr_blocks: ['10.0.0.0/8'] }];
  const declared = groups.map((group) => ({ type: GROUP, name: group.name, values: { ...group, ingress } }));
  return { state: [stateFile(join(folder, 'state.json'), declared)], snapshot: join(folder, 'snapshot') };
}
