/** Which provider configuration, account and region each resource of one file belongs to. */
import { localAddress, modulePath, parseAddress } from '../../resource/address.ts';
import { text } from '../../resource/json-kind.ts';
import type { JsonObject, Scope } from '../../resource/resource.ts';
import { arnParts } from '../../resource/scope.ts';
import type { ConfigurationResource, ConfigurationSource } from '../configuration-source.ts';
import { knownExpression } from './known-expression.ts';
import { credentialsOf, isAwsProvider, providerRule, regionName } from './provider-settings.ts';

/** What a record itself tells of where it is. */
export interface Located {
  readonly provider: string;
  readonly mode: 'managed' | 'data';
  readonly values: JsonObject;
  /** The provider's identity object, where the file has one. */
  readonly identity?: JsonObject | undefined;
  /** Key of the provider configuration, where the file tells. */
  readonly config?: string | undefined;
}

export interface Scopes {
  /** The provider configuration of a block that names `key`: that one, or the only one that the provider has. */
  configOf(key: string | undefined, provider: string): string | undefined;
  /** Learns which account a provider configuration works in, from a managed resource that tells its own. */
  learn(located: Located): void;
  /** Account and region as far as the record, its provider's configuration or what was learnt tells. */
  scopeOf(located: Located): Scope;
  /** The first of the provider configurations that share the credentials of `config`. */
  accountConfig(provider: string, config: string | undefined): string | undefined;
  /** Whether that configuration is shown, and shows that it adds no tags to the provider's resources. */
  addsNoTags(provider: string, config: string | undefined): boolean;
}

const NO_SCOPE: Scope = {};

/** Scopes of one file; `source` is an empty configuration for a state. */
export function createScopes(source: ConfigurationSource, variables: JsonObject | undefined): Scopes {
  const learnt = new Map<string, string | null>();
  const settingsOf = remembered((provider, config) => readSettings(source, variables, provider, config));
  const representative = remembered((provider, config) => firstWithCredentials(source, provider, config));
  const isConfigured = remembered((_, config) => source.providerConfig(config) !== undefined);
  const onlyConfig = remembered((provider) => ({ key: onlyConfigOf(source, provider) }));
  const addsNone = remembered((provider, config) => withoutTags(source, provider, config));
  const ofConfig = new Map<string, Map<string, Scope>>();
  function accountConfig(provider: string, config: string | undefined): string | undefined {
    return config === undefined ? undefined : representative(provider, config);
  }
  function learntKey({ provider, config }: Located): string | undefined {
    const account = accountConfig(provider, config);
    return account === undefined ? undefined : `${provider} ${account}`;
  }
  return {
    accountConfig,
    addsNoTags: (provider, config) => config !== undefined && addsNone(provider, config),
    configOf(key, provider) {
      if (key !== undefined && isConfigured(provider, key)) return key;
      return onlyConfig(provider, '').key;
    },
    learn(located) {
      const key = learntKey(located);
      const account = ownScope(located).account;
      if (key === undefined || account === undefined || located.mode !== 'managed') return;
      const known = learnt.get(key);
      learnt.set(key, known === undefined || known === account ? account : null);
      ofConfig.clear();
    },
    scopeOf(located) {
      const { provider, config } = located;
      const own = ownScope(located);
      const isTold = own.account !== undefined || own.region !== undefined || config === undefined;
      const before = isTold ? undefined : ofConfig.get(provider)?.get(config);
      if (before !== undefined) return before;
      const given = config === undefined ? {} : settingsOf(provider, config);
      const key = own.account === undefined && given.account === undefined ? learntKey(located) : undefined;
      const account = own.account ?? given.account ?? (key === undefined ? null : learnt.get(key));
      const region = own.region ?? given.region;
      const scope = { ...(account && { account }), ...(region !== undefined && { region }) };
      if (isTold) return scope;
      const ofProvider = ofConfig.get(provider) ?? new Map<string, Scope>();
      ofConfig.set(provider, ofProvider.set(config, scope));
      return scope;
    },
  };
}

function remembered<Value>(
  make: (provider: string, config: string) => Value,
): (provider: string, config: string) => Value {
  const made = new Map<string, Map<string, Value>>();
  return (provider, config) => {
    const known = made.get(provider)?.get(config);
    if (known !== undefined) return known;
    const value = make(provider, config);
    const ofProvider = made.get(provider);
    if (ofProvider === undefined) made.set(provider, new Map([[config, value]]));
    else ofProvider.set(config, value);
    return value;
  };
}

/** The block of a resource's address in the configuration; undefined where it has none any more. */
export function blockOf(source: ConfigurationSource, address: string): ConfigurationResource | undefined {
  const parsed = parseAddress(address);
  return parsed === undefined ? undefined : source.resource(modulePath(parsed.modules), localAddress(parsed));
}

/** The `provider_config_key` of that block. */
export function configKeyOf(source: ConfigurationSource, address: string): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  return source.providerConfigKeyOf(modulePath(parsed.modules), localAddress(parsed));
}

function onlyConfigOf(source: ConfigurationSource, provider: string): string | undefined {
  const [only, ...others] = source.providerConfigKeys(provider);
  return others.length === 0 ? only : undefined;
}

function ownScope({ provider, values, identity }: Located): Scope {
  if (!isAwsProvider(provider)) return otherScope(provider, values);
  const arn = arnParts(values.arn);
  if (arn === undefined && identity === undefined) return NO_SCOPE;
  const account = text(identity, 'account_id') ?? arn?.account;
  const region = text(identity, 'region') ?? regionName(arn?.region);
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

function otherScope(provider: string, values: JsonObject): Scope {
  if (providerRule(provider) === undefined) return {};
  const subscription = text(values, 'id')?.match(/^\/subscriptions\/([^/]+)/)?.[1];
  const account = text(values, 'project') ?? subscription;
  const region = text(values, 'region') ?? text(values, 'location');
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

function readSettings(
  source: ConfigurationSource,
  variables: JsonObject | undefined,
  provider: string,
  config: string,
): Scope {
  const found = source.providerConfig(config);
  const rule = providerRule(provider);
  if (rule === undefined || found?.expressions === undefined) return {};
  const path = text(found as JsonObject, 'module_address') ?? '';
  return rule.scope(found.expressions, (expression) => knownExpression(source, variables, path, expression));
}

/**
 * Only the AWS provider is known to add what `default_tags` says and nothing else; what it takes from its environment
 * it knows when it plans. Of a dynamic block a plan shows nothing.
 */
function withoutTags(source: ConfigurationSource, provider: string, config: string): boolean {
  const found = source.providerConfig(config);
  return (
    isAwsProvider(provider) && found !== undefined && !Object.hasOwn(found.expressions ?? {}, 'default_tags')
  );
}

function firstWithCredentials(source: ConfigurationSource, provider: string, config: string): string {
  const own = credentialsOf(provider, source.providerConfig(config)?.expressions ?? {});
  if (own === undefined) return config;
  const same = source
    .providerConfigKeys(provider)
    .find((key) => credentialsOf(provider, source.providerConfig(key)?.expressions ?? {}) === own);
  return same ?? config;
}
