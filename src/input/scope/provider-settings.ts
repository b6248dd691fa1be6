/** What a provider's configuration tells of the account and region it works in. */

import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { Json, JsonObject, Scope } from '../../resource/resource.ts';

/** The known value of an expression of a provider configuration, undefined where it is not known. */
export type ValueOf = (expression: Json | undefined) => Json | undefined;

/** How one provider's configuration spells a scope; one member per provider, by namespace and type. */
interface ProviderRule {
  readonly scope: (expressions: JsonObject, known: ValueOf) => Scope;
  /** The arguments that decide whose credentials are used. */
  readonly credentials: readonly string[];
}

const REGION = /^[a-z]{2,}(-[a-z]+)*-?[a-z]*\d+$/;

const RULES: Readonly<Record<string, ProviderRule>> = {
  'hashicorp/aws': {
    scope: awsSettings,
    credentials: [
      'access_key',
      'secret_key',
      'token',
      'profile',
      'shared_config_files',
      'shared_credentials_files',
      'assume_role',
      'assume_role_with_web_identity',
      'allowed_account_ids',
      'forbidden_account_ids',
    ],
  },
  'hashicorp/azurerm': {
    scope: (expressions, known) => scopeOf(word(known(expressions.subscription_id)), undefined),
    credentials: ['subscription_id', 'tenant_id', 'client_id'],
  },
  'hashicorp/google': {
    scope: googleSettings,
    credentials: ['project', 'credentials', 'impersonate_service_account'],
  },
  'hashicorp/google-beta': {
    scope: googleSettings,
    credentials: ['project', 'credentials', 'impersonate_service_account'],
  },
};

/** The rule of a provider by its full address, whatever its registry. */
export function providerRule(provider: string): ProviderRule | undefined {
  const name = provider.split('/').slice(-2).join('/');
  return Object.hasOwn(RULES, name) ? RULES[name] : undefined;
}

/** Whether the address is that of the AWS provider, from whatever registry. */
export function isAwsProvider(provider: string): boolean {
  return provider === 'hashicorp/aws' || provider.endsWith('/hashicorp/aws');
}

/**
 * The account is the one that is allowed, else that of the last role assumed (each with source: provider
 * documentation of hashicorp/aws, "Provider Configuration").
 */
function awsSettings(expressions: JsonObject, known: ValueOf): Scope {
  const allowed = known(expressions.allowed_account_ids);
  const only = isList(allowed) && allowed.length === 1 ? word(allowed[0]) : undefined;
  const roles = isList(expressions.assume_role) ? expressions.assume_role : [];
  const role = word(known(member(roles.at(-1), 'role_arn')));
  const account = [only, role?.split(':')[4]].find((id) => id !== undefined && /^\d{12}$/.test(id));
  return scopeOf(account, regionName(known(expressions.region)));
}

function googleSettings(expressions: JsonObject, known: ValueOf): Scope {
  return scopeOf(word(known(expressions.project)), regionName(known(expressions.region)));
}

function scopeOf(account: string | undefined, region: string | undefined): Scope {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

/** The value where it has the form of a region's name: `us-east-1`, `us-gov-west-1`, `europe-west4`. */
export function regionName(value: Json | undefined): string | undefined {
  const name = word(value);
  return name !== undefined && REGION.test(name) ? name : undefined;
}

function word(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * What the credentials of a configuration are, in one string to compare; undefined where any of them refers to
 * something, as two references that look alike may stand in different templates.
 */
export function credentialsOf(provider: string, expressions: JsonObject): string | undefined {
  const used = (providerRule(provider)?.credentials ?? []).flatMap((name) => {
    const expression = member(expressions, name);
    return expression === undefined ? [] : [[name, expression] as const];
  });
  return used.some(([, expression]) => !isConstant(expression)) ? undefined : JSON.stringify(used);
}

function isConstant(expression: Json): boolean {
  if (isList(expression)) return expression.every(isConstant);
  if (!isObject(expression)) return false;
  if (Object.hasOwn(expression, 'constant_value')) return true;
  return !Object.hasOwn(expression, 'references') && Object.values(expression).every(isConstant);
}
