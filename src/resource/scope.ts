/** Account and region of an AWS resource: as the file tells, from its ARN, or global. */
import type { Json, JsonObject, Path, Scope, Unknown } from './resource.ts';

/**
 * Types of services that have no region, by prefix. Sources: AWS General Reference "Global services"
 * (IAM, Organizations, Route 53, CloudFront, Shield Advanced, Global Accelerator, Network Manager, Savings Plans,
 * Cost Explorer, Budgets, CUR, WAF classic), read 2026-11. S3 buckets and Route 53 Resolver are regional.
 */
const GLOBAL_PREFIXES = [
  'aws_account_',
  'aws_bcmdataexports_',
  'aws_budgets_',
  'aws_ce_',
  'aws_cloudfront_',
  'aws_cloudfrontkeyvaluestore_',
  'aws_costoptimizationhub_',
  'aws_cur_',
  'aws_globalaccelerator_',
  'aws_iam_',
  'aws_networkmanager_',
  'aws_organizations_',
  'aws_route53_',
  'aws_route53domains_',
  'aws_shield_',
  'aws_waf_',
  'driftlock_aws_iam_',
];
const REGIONAL_EXCEPTIONS = ['aws_route53_resolver_'];
const GLOBAL_TYPES = new Set([
  'aws_s3_account_public_access_block',
  'aws_s3control_multi_region_access_point',
]);

/** `region` of these is another region that the resource names; of all others it is their own. */
const OTHER_REGION = new Set([
  'aws_cloudformation_stack_set_instance',
  'aws_config_aggregate_authorization',
  'aws_dx_hosted_connection',
  'aws_servicequotas_template',
  'aws_ssmincidents_replication_set',
]);

const NO_UNKNOWN: readonly Unknown[] = [];
const ACCOUNT: Path = ['scope', 'account'];
const REGION: Path = ['scope', 'region'];

const globals = new Map<string, boolean>();

/** Whether resources of the type belong to an account and to no region. */
export function isGlobalType(type: string): boolean {
  let known = globals.get(type);
  if (known === undefined) {
    const starts = (prefix: string) => type.startsWith(prefix);
    known = GLOBAL_TYPES.has(type) || (GLOBAL_PREFIXES.some(starts) && !REGIONAL_EXCEPTIONS.some(starts));
    globals.set(type, known);
  }
  return known;
}

/**
 * The scope of an AWS resource. What `given` (the provider's configuration) lacks comes from the ARN in `values`
 * (`arn:partition:service:region:account:…`); `region` of the values wins over both, since provider 6 lets each
 * resource name its region and a bucket tells its own.
 */
export function awsScope(type: string, given: Scope, values: JsonObject): Scope {
  const arn = arnParts(values.arn);
  const account = given.account ?? arn?.account;
  const region = isGlobalType(type) ? 'global' : (ownRegion(type, values) ?? given.region ?? arn?.region);
  if (account === given.account && region === given.region) return given;
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

/** Entries for the parts of a scope that nothing tells. */
export function unknownScope(scope: Scope, from: string): readonly Unknown[] {
  if (scope.account !== undefined && scope.region !== undefined) return NO_UNKNOWN;
  const entries = from === 'plan' || from === 'hcl' ? UNTOLD_IN_PLAN : UNTOLD;
  if (scope.account === undefined) return scope.region === undefined ? entries.both : entries.account;
  return entries.region;
}

/** Account and region of an ARN, each undefined where the ARN has none. */
export function arnParts(arn: Json | undefined): { account?: string; region?: string } | undefined {
  if (typeof arn !== 'string' || !arn.startsWith('arn:')) return undefined;
  const [, , , region, account] = arn.split(':', 6);
  return {
    ...(account !== undefined && /^\d{12}$/.test(account) && { account }),
    ...(region !== undefined && region !== '' && { region }),
  };
}

const UNTOLD_IN_PLAN = untold('after-apply');
const UNTOLD = untold('unsupported');

function untold(reason: Unknown['reason']) {
  const account = { path: ACCOUNT, reason };
  const region = { path: REGION, reason };
  return { account: [account], region: [region], both: [account, region] };
}

function ownRegion(type: string, values: JsonObject): string | undefined {
  return typeof values.region === 'string' && !OTHER_REGION.has(type) ? values.region : undefined;
}
