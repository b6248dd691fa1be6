import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../src/finding/manifest.ts';
import { collectTable } from '../../../../src/report/collect/collect-table.ts';

const REGIONS = ['a-1', 'b-1', 'c-1', 'd-1', 'e-1', 'f-1', 'g-1', 'h-1'];
const DENIED =
  'UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/audit is not authorized to perform: ec2:DescribeVolumes because no identity-based policy allows the ec2:DescribeVolumes action';

type Gap = Pick<Manifest['coverage'][number], 'type' | 'status' | 'api' | 'error'>;

function table(gap: Gap, regions: readonly (string | undefined)[], width = 80): readonly string[] {
  const manifest = {
    asked: { accounts: ['123456789012'], regions: REGIONS, types: [gap.type] },
    resources: 0,
    requests: { [gap.api ?? '']: 1234 },
    coverage: regions.map((region) => ({
      ...gap,
      scope: { account: '123456789012', ...(region === undefined ? {} : { region }) },
      count: 0,
    })),
  };
  const text = collectTable(manifest as unknown as Manifest, { colour: false, width, folder: 'snap' });
  return text.split('\n').slice(2, -2);
}

const VOLUMES: Gap = {
  type: 'aws_ebs_volume',
  status: 'denied',
  api: 'ec2:DescribeVolumes',
  error: DENIED,
};

describe('gaps', () => {
  it('in every region: their number, and of a denial why, not who', () => {
    expect(table(VOLUMES, REGIONS)).toEqual([
      '  ! denied: aws_ebs_volume in all 8 regions: ec2:DescribeVolumes',
      '    UnauthorizedOperation because no identity-based policy allows the',
      '    ec2:DescribeVolumes action',
    ]);
  });

  it.each([
    [['a-1'], 'a-1'],
    [REGIONS.slice(0, 6), 'a-1, b-1, c-1, d-1, e-1, f-1'],
    [REGIONS.slice(1), 'b-1, c-1, d-1, e-1 and 3 more regions'],
  ])('in %j', (regions, words) => {
    const [line] = table({ ...VOLUMES, error: 'Broken: x' }, regions, 200);
    expect(line).toBe(`  ! denied: aws_ebs_volume in ${words}: ec2:DescribeVolumes Broken: x`);
  });

  it.each([
    [
      '2 of 3: AccessDenied: User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: s3:GetBucketAcl on resource: "arn:aws:s3:::b" with an explicit deny in a service control policy',
      '2 of 3: AccessDenied with an explicit deny in a service control policy',
    ],
    ['AccessDenied: Access Denied', 'AccessDenied: Access Denied'],
    ['Evil: \u001b[31mred', 'Evil: \\u{1b}[31mred'],
  ])('the cause of %j', (error, words) => {
    expect(table({ ...VOLUMES, error }, [undefined], 200)).toEqual([
      `  ! denied: aws_ebs_volume: ec2:DescribeVolumes ${words}`,
    ]);
  });
});
