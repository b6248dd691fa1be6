/** Replicas, what is restored, and a global cluster in a real plan: what the databases' policies say where nobody set it. */
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { runCli } from '../cli/run-cli.ts';

const PLAN = fileURLToPath(new URL('../fixtures/replicas/create.plan.json.gz', import.meta.url));

/** Addresses by policy and verdict. */
const EXPECTED: Readonly<Record<string, Partial<Record<Verdict, readonly string[]>>>> = {
  'aws.rds.instance_encryption': {
    fail: ['aws_db_instance.bare', 'aws_db_instance.express', 'aws_rds_cluster.bare'],
    pass: [
      'aws_db_instance.encrypted',
      'aws_db_instance.replica_by_arn',
      'aws_db_instance.replica_by_name',
      'aws_db_instance.replica_with_key',
    ],
    unknown: [
      'aws_db_instance.replica_of_another',
      'aws_db_instance.replica_of_bare',
      'aws_db_instance.restored',
      'aws_db_instance.restored_with_standby',
      'aws_rds_cluster.secondary',
    ],
  },
  'aws.rds.instance_backup_retention': {
    fail: ['aws_db_instance.bare', 'aws_db_instance.express', 'aws_rds_cluster.bare'],
    'not-applicable': [
      'aws_db_instance.replica_by_arn',
      'aws_db_instance.replica_by_name',
      'aws_db_instance.replica_of_another',
      'aws_db_instance.replica_of_bare',
      'aws_db_instance.replica_with_key',
    ],
    pass: ['aws_db_instance.encrypted'],
    unknown: [
      'aws_db_instance.restored',
      'aws_db_instance.restored_with_standby',
      'aws_rds_cluster.secondary',
    ],
  },
  'aws.rds.instance_deletion_protection': {
    fail: [
      'aws_db_instance.bare',
      'aws_db_instance.express',
      'aws_db_instance.restored',
      'aws_db_instance.restored_with_standby',
      'aws_rds_cluster.bare',
      'aws_rds_cluster.secondary',
    ],
    'not-applicable': [
      'aws_db_instance.replica_by_arn',
      'aws_db_instance.replica_by_name',
      'aws_db_instance.replica_of_another',
      'aws_db_instance.replica_of_bare',
      'aws_db_instance.replica_with_key',
    ],
    pass: ['aws_db_instance.encrypted'],
  },
  'aws.rds.instance_minor_version_upgrade': {
    pass: [
      'aws_db_instance.bare',
      'aws_db_instance.encrypted',
      'aws_db_instance.express',
      'aws_db_instance.replica_by_name',
      'aws_db_instance.replica_of_another',
      'aws_db_instance.replica_of_bare',
      'aws_db_instance.replica_with_key',
      'aws_db_instance.restored',
      'aws_db_instance.restored_with_standby',
    ],
    unknown: ['aws_db_instance.replica_by_arn'],
  },
  'aws.rds.instance_multi_az': {
    fail: ['aws_db_instance.bare'],
    'not-applicable': [
      'aws_db_instance.express',
      'aws_db_instance.replica_by_arn',
      'aws_db_instance.replica_by_name',
      'aws_db_instance.replica_of_another',
      'aws_db_instance.replica_of_bare',
      'aws_db_instance.replica_with_key',
    ],
    pass: ['aws_db_instance.encrypted', 'aws_db_instance.restored_with_standby'],
    unknown: ['aws_db_instance.restored'],
  },
};

let findings: readonly Finding[] = [];

beforeAll(async () => {
  const chosen = Object.keys(EXPECTED).flatMap((id) => ['--policy', id]);
  const { stdout, stderr } = await runCli(['scan', PLAN, '-f', 'json', '--show', 'all', ...chosen]);
  if (stdout === '') throw new Error(stderr);
  findings = (JSON.parse(stdout) as Report).findings;
}, 60_000);

test.each(Object.entries(EXPECTED))('%s', (id, expected) => {
  const own = findings.filter(({ policy }) => policy === id);
  const addressesOf = (verdict: Verdict) =>
    own.filter((one) => one.verdict === verdict).map(({ resource }) => resource.address ?? '');
  const said = [...new Set(own.map(({ verdict }) => verdict))];
  expect(Object.fromEntries(said.map((verdict) => [verdict, addressesOf(verdict).sort()]))).toEqual(expected);
});
