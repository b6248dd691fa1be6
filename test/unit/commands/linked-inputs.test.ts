/** The record of an account that several inputs show. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLinked } from '../../../src/commands/linked-inputs.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';

const provider = 'registry.terraform.io/hashicorp/aws';
const ACCOUNT = '111122223333';
const TYPE = 'driftlock_aws_account';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linked-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function state(name = 'state.json'): string {
  const file = join(folder, name);
  const resource = {
    address: 'aws_sns_topic.t',
    mode: 'managed',
    type: 'aws_sns_topic',
    name: 't',
    provider_name: provider,
    schema_version: 0,
    values: { arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:t`, name: 't' },
  };
  const bucket = {
    ...resource,
    address: 'aws_s3_bucket.b',
    type: 'aws_s3_bucket',
    name: 'b',
    values: { bucket: name, arn: `arn:aws:s3:::${name}` },
  };
  const values = { root_module: { resources: [resource, bucket] } };
  writeFileSync(file, JSON.stringify({ format_version: '1.0', terraform_version: '1.11.4', values }));
  return file;
}

async function snapshot(name: string, more: readonly string[] = []): Promise<string> {
  const path = join(folder, name);
  const record: Resource = {
    type: TYPE,
    provider,
    mode: 'managed',
    schema: { provider },
    id: ACCOUNT,
    scope: { account: ACCOUNT, region: 'global' },
    values: { account_id: ACCOUNT },
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'live' },
  };
  const writer = await createSnapshot(path, 'aws', { key: undefined });
  const section = writer.section();
  await section.add(record);
  await section.close();
  await writer.finish({
    schema: 'https://driftlock.dev/schemas/snapshot-1.json',
    format_version: '1.0',
    tool: { name: 'driftlock', version: '0.0.0' },
    cloud: 'aws',
    identity: 'arn:aws:iam::111122223333:user/u',
    asked: { accounts: [ACCOUNT], regions: ['eu-west-1'], types: [TYPE] },
    started: '2026-11-21T00:00:00.000Z',
    ended: '2026-11-21T00:00:01.000Z',
    redaction_key: null,
    coverage: [TYPE, ...more].map((type) => ({
      scope: { account: ACCOUNT },
      type,
      status: 'complete' as const,
      count: type === TYPE ? 1 : 0,
    })),
    not_filled: {},
    requests: {},
  });
  return path;
}

async function records(names: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { inputs } = await openLinked(names, [], { terraform: false, notice: () => undefined });
  return inputs.map((input) =>
    [...input.resources()].filter(({ type }) => type === TYPE).map(({ observed }) => observed.from),
  );
}

test('is that of the snapshot, whatever comes first', async () => {
  const [file, live] = [state(), await snapshot('live')];
  expect(await records([file])).toEqual([['state']]);
  expect(await records([live, file])).toEqual([['live'], []]);
  expect(await records([file, live])).toEqual([[], ['live']]);
});

test('is that of the first of two snapshots', async () => {
  expect(await records([await snapshot('one'), state(), await snapshot('two')])).toEqual([['live'], [], []]);
});

/** One policy on buckets that reads their account; nothing of it is evaluated. */
const reading = new Map([
  [
    'aws_s3_bucket',
    [{ id: 'p', reads: { applies: [], denies: [], all: [['refs', 'account', null, 'values']] } } as never],
  ],
]);

test('is linked to what tells no account, in every file', async () => {
  const names = [state('a.json'), state('b.json'), await snapshot('live')];
  const { inputs, linksOf } = await openLinked(names, [reading], {
    terraform: false,
    notice: () => undefined,
  });
  const accounts = inputs.flatMap((input) =>
    [...input.resources()]
      .filter(({ type }) => type === 'aws_s3_bucket')
      .map((bucket) => {
        const { refs, unknown, assumes } = linksOf(input, bucket);
        return [refs.account?.map(({ scope }) => scope.account), unknown, assumes.map(({ kind }) => kind)];
      }),
  );
  expect(accounts).toEqual([
    [[ACCOUNT], [], ['one-account']],
    [[ACCOUNT], [], ['one-account']],
  ]);
});

const INGRESS = 'aws_vpc_security_group_ingress_rule';

test.each([
  ['of which everything was asked', ['aws_security_group', INGRESS], [], []],
  ['whose rules nobody asked for', ['aws_security_group'], [INGRESS], [INGRESS]],
  ['of which nothing was asked', [], ['aws_security_group', INGRESS], ['aws_security_group', INGRESS]],
])('a snapshot %s', async (_, asked, notAsked, open) => {
  const reads = {
    applies: [],
    denies: [],
    all: [['referrers', INGRESS, 'security_group_id', null, 'values']],
  };
  const sets = [new Map([['aws_security_group', [{ id: 'p', reads } as never]]])];
  const { inputs } = await openLinked([await snapshot('live', asked)], sets, {
    terraform: false,
    notice: () => undefined,
  });
  const [input] = inputs;
  const missing = input?.coverage.filter(({ status }) => status === 'not-asked').map(({ type }) => type);
  expect([missing, [...(input?.openTypes ?? [])]]).toEqual([notAsked, open]);
});
