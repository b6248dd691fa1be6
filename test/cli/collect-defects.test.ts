/** `driftlock collect` as a process against answers that no mapping expects: a gap of what they are about, and no more. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/finding/manifest.ts';
import type { Report } from '../../src/finding/report.ts';
import { type Answer, startFakeAws } from './fake-aws.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const BUCKETS = `<ListAllMyBucketsResult><Owner><ID>o</ID></Owner><Buckets>
  <Bucket><Name>good</Name><BucketRegion>us-east-1</BucketRegion></Bucket>
  <Bucket><Name>odd</Name><BucketRegion>../../elsewhere</BucketRegion></Bucket>
  <Bucket><Name>last</Name><BucketRegion>us-east-1</BucketRegion></Bucket>
</Buckets></ListAllMyBucketsResult>`;
const TABLES: Readonly<Record<string, string>> = {
  ListTables: '{"TableNames":["t"]}',
  DescribeTable: '{"Table":{"TableName":"t","TableStatus":"ACTIVE","KeySchema":"hunter2"}}',
};
const KEYS: Readonly<Record<string, string>> = {
  ListAliases: '{"Aliases":[{"AliasName":"alias/a","TargetKeyId":"k"}]}',
  ListKeys: '{"Keys":7}',
};

async function collected(name: string, types: string, answer: Answer, ...more: readonly string[]) {
  const aws = await startFakeAws(answer);
  try {
    const out = join(folder.path, name);
    const words = ['collect', 'aws', '-o', out, '--types', types, ...more];
    return { out, ...(await runCli(words, { environment: aws.environment })) };
  } finally {
    aws.close();
  }
}

function coverageIn(out: string): readonly (readonly unknown[])[] {
  const { coverage } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
  return coverage.map(({ type, status, count, listed, error }) => [type, status, count, listed, error]);
}

const DEFECT = (collector: string) =>
  expect.stringMatching(
    new RegExp(
      `^(\\d of \\d: )?a defect of driftlock \\S+ in its collector ${collector}, please report it: `,
    ),
  );

describe('an answer that no mapping expects', () => {
  test('one record is lost, those beside it and other types are kept; nothing passes for want of it', async () => {
    const { code, stderr, stdout, out } = await collected(
      'odd-region',
      'aws_s3_bucket,aws_kms_alias',
      ({ operation }) => (operation === 'GET /' ? BUCKETS : KEYS[operation]),
    );
    expect([code, stderr]).toEqual([3, '']);
    expect(coverageIn(out)).toEqual([
      ['aws_kms_alias', 'complete', 1, undefined, undefined],
      ['aws_s3_bucket', 'partial', 2, undefined, DEFECT('aws/s3/buckets')],
    ]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('partial: aws_s3_bucket: 1 of 3: a defect of driftlock');
    expect(stdout).not.toContain('  at ');
    const scanned = await runCli(['scan', out, '-f', 'json', '--show', 'all']);
    const { coverage } = JSON.parse(scanned.stdout) as Report;
    expect(scanned.code).not.toBe(0);
    expect(coverage.find(({ type }) => type === 'aws_s3_bucket')?.status).toBe('partial');
  });

  test('a listing that is none', async () => {
    const { code, stderr, out } = await collected(
      'odd-listing',
      'aws_kms_*,aws_dynamodb_table',
      ({ operation }) => KEYS[operation] ?? TABLES[operation],
    );
    expect([code, stderr]).toEqual([3, '']);
    const found = coverageIn(out);
    expect(found).toEqual([
      ['aws_dynamodb_table', 'failed', 0, undefined, DEFECT('aws/dynamodb/tables')],
      ['aws_kms_key', 'failed', 0, undefined, DEFECT('aws/kms/keys')],
      ['aws_kms_key_policy', 'failed', 0, undefined, DEFECT('aws/kms/keys')],
      ['aws_kms_alias', 'partial', 1, undefined, DEFECT('aws/kms/keys')],
    ]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});
