/** ARNs of EC2 resources, which their own API mostly leaves out. */
import type { AwsRun } from '../run.ts';

/** `resource` is type and id: `vpc/vpc-1`. Source: Service Authorization Reference, "Resource types defined by Amazon EC2". */
export function ec2Arn({ partition, region, account }: AwsRun, resource: string): string {
  return `arn:${partition}:ec2:${region}:${account}:${resource}`;
}
