/** One record per AWS account and per region that an input's resources lie in, for policies on what an account lacks. */
import { compareText } from '../../finding/compare-text.ts';
import { naturalKey } from '../../resource/keys/natural-key.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Observed, Resource, Scope, Unknown } from '../../resource/resource.ts';
import { unknownScope } from '../../resource/scope.ts';
import { isAwsProvider } from './provider-settings.ts';

const ACCOUNT = 'driftlock_aws_account';
const REGION = 'driftlock_aws_region';

/** What a resource tells of the account that it lies in. */
export type AccountPlace = Pick<RawResource, 'provider' | 'providerConfig' | 'scope' | 'observed'>;

export interface AccountRecords {
  add(place: AccountPlace): void;
  /** Accounts, then regions, each by what tells them apart. */
  records(): readonly Resource[];
}

/** Whether the type is one of those that are made here. */
export function isAccountType(type: string): boolean {
  return type === ACCOUNT || type === REGION;
}

interface Place {
  readonly provider: string;
  readonly providerConfig: string | undefined;
  readonly scope: Scope;
  readonly observed: Observed;
}

/**
 * Collects accounts by id, else by the provider configuration that reaches them, and regions within those. A record
 * that tells neither adds an account or region only where the input has no other such of that provider.
 */
export function createAccountRecords(): AccountRecords {
  const accounts = new Map<string, Place>();
  const regions = new Map<string, Place>();
  const untold = new Map<string, Place>();
  const untoldRegions = new Map<string, Place>();
  let last: AccountPlace | undefined;
  function add(raw: AccountPlace): void {
    // Most resources lie where the one before them lies.
    if (last !== undefined && isSamePlace(raw, last)) return;
    last = raw;
    const { provider, providerConfig, scope, observed } = raw;
    if (!isAwsProvider(provider)) return;
    const { account, region } = scope;
    const known = accountOf({ provider, scope, ...(providerConfig !== undefined && { providerConfig }) });
    const place: Place = { provider, providerConfig, scope: {}, observed };
    const named: Scope = account === undefined ? {} : { account };
    const into = known === undefined ? untold : accounts;
    const key = known ?? provider;
    if (!into.has(key)) into.set(key, { ...place, scope: { ...named, region: 'global' } });
    if (region === undefined || region === 'global') return;
    const intoRegions = known === undefined ? untoldRegions : regions;
    const regional = `${key} ${region}`;
    if (!intoRegions.has(regional)) intoRegions.set(regional, { ...place, scope: { ...named, region } });
  }
  function records(): readonly Resource[] {
    const told = new Set([...accounts.values()].map(({ provider }) => provider));
    const others = inOrder(untold).filter(({ provider }) => !told.has(provider));
    const toldRegions = new Set(
      [...regions.values()].map(({ provider, scope }) => `${provider} ${scope.region}`),
    );
    const otherRegions = inOrder(untoldRegions, (name) => !toldRegions.has(name));
    return [
      ...[...inOrder(accounts), ...others].map(accountRecord),
      ...[...inOrder(regions), ...otherRegions].map(regionRecord),
    ];
  }
  return { add, records };
}

/** The order in which a file is gone through must not show. */
function inOrder(places: ReadonlyMap<string, Place>, keep = (_name: string) => true): readonly Place[] {
  return [...places]
    .filter(([name]) => keep(name))
    .sort(([one], [other]) => compareText(one, other))
    .map(([, place]) => place);
}

function isSamePlace(one: AccountPlace, other: AccountPlace): boolean {
  return (
    one.provider === other.provider &&
    one.providerConfig === other.providerConfig &&
    one.scope.account === other.scope.account &&
    one.scope.region === other.scope.region
  );
}

/**
 * What tells the account of a resource apart from the others of its input: the account id, else provider and
 * provider configuration (`registry.terraform.io/hashicorp/aws#aws`). Undefined where nothing tells: the resource
 * may then lie in any account of that provider. The account records themselves answer alike.
 */
export function accountOf(
  resource: Pick<Resource, 'provider' | 'scope' | 'providerConfig'>,
): string | undefined {
  if (resource.scope.account !== undefined) return resource.scope.account;
  return resource.providerConfig === undefined
    ? undefined
    : `${resource.provider}#${resource.providerConfig}`;
}

function accountRecord(place: Place): Resource {
  const { account } = place.scope;
  const unknown: Unknown[] = [...unknownScope(place.scope, place.observed.from)];
  const reason = unknown[0]?.reason;
  if (reason !== undefined) unknown.push({ path: ['values', 'account_id'], reason });
  return record(ACCOUNT, place, account === undefined ? {} : { account_id: account }, unknown, account);
}

function regionRecord(place: Place): Resource {
  const region = place.scope.region as string;
  return record(REGION, place, { region }, unknownScope(place.scope, place.observed.from), region);
}

function record(
  type: string,
  { provider, providerConfig, scope, observed }: Place,
  values: Resource['values'],
  unknown: readonly Unknown[],
  id: string | undefined,
): Resource {
  const shown = id ?? (providerConfig === undefined ? undefined : `provider.${providerConfig}`);
  const made: Resource = {
    type,
    provider,
    mode: 'managed',
    schema: { provider },
    ...(shown !== undefined && { id: shown }),
    scope,
    values,
    tags: {},
    unknown,
    sensitive: [],
    ...(providerConfig !== undefined && scope.account === undefined && { providerConfig }),
    observed,
  };
  const key = naturalKey(made);
  return key === undefined ? made : { ...made, key };
}
