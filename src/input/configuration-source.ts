/** Access to a plan's `configuration`, whole in memory or kept as bytes and parsed where asked for. */
import type { JsonObject } from '../resource/resource.ts';

/**
 * `expressions` are as in plan JSON: `{constant_value}`, `{references: []}`, or lists of blocks. Where the source is at
 * hand, `compound` beside references says that their values are not handed on as they are (`text`: they stand in a text with more).
 */
export interface ConfigurationResource {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly provider_config_key?: string;
  readonly expressions?: JsonObject;
  readonly schema_version?: number;
  readonly count_expression?: JsonObject;
  readonly for_each_expression?: JsonObject;
  readonly depends_on?: readonly string[];
}

export interface ConfigurationModuleCall {
  readonly source?: string;
  readonly expressions?: JsonObject;
  readonly count_expression?: JsonObject;
  readonly for_each_expression?: JsonObject;
}

/** `modulePath` holds no instance keys: '' for the root, `module.a.module.b`. */
export interface ConfigurationSource {
  resource(modulePath: string, localAddress: string): ConfigurationResource | undefined;
  /** `provider_config_key` of that block, without parsing the rest of it. */
  providerConfigKeyOf(modulePath: string, localAddress: string): string | undefined;
  moduleCall(modulePath: string): ConfigurationModuleCall | undefined;
  /** The `expression` of an output of that module. */
  output(modulePath: string, name: string): JsonObject | undefined;
  /** The expression of a local value, where the source is at hand: plans have none of them. */
  local(modulePath: string, name: string): JsonObject | undefined;
  /** Names of all outputs of that module: `module.m[each.key].id` is listed as `module.m` without saying which. */
  outputNames?(modulePath: string): readonly string[] | undefined;
  /** By provider_config_key as the resource has it: `aws`, `aws.west`, `module.a:aws`. */
  providerConfig(key: string): { readonly full_name?: string; readonly expressions?: JsonObject } | undefined;
  /** Keys of all provider configurations of that provider's short or full name. */
  providerConfigKeys(fullName: string): readonly string[];
}
