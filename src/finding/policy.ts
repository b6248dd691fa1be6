/** A policy as data: what its annotations, reads and entrypoints say; no Rego needed to read it. */
import type { ReadPath } from '../resource/read-path.ts';
import type { Json } from '../resource/resource.ts';
import type { PolicyConditions } from './condition.ts';
import type { Severity } from './finding.ts';

/** What a policy may read, from `input` down (`values`, `tags`, `refs`, `referrers`, `scope`, `change`, …). */
export interface PolicyReads {
  readonly applies: readonly ReadPath[];
  /** Reads of each deny rule's body, in source order, helpers inlined, messages left out. */
  readonly denies: readonly (readonly ReadPath[])[];
  /** Reads of everything, messages and paths of members included. */
  readonly all: readonly ReadPath[];
}

/** How far an attacker or a mistake still is from the harm: `rules/severity.md` says what each means. */
export const EXPOSURES = ['direct', 'next', 'remote'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** What is harmed: `rules/severity.md` says what each means. */
export const IMPACTS = ['account', 'data', 'service', 'order'] as const;
export type Impact = (typeof IMPACTS)[number];

export const PARAM_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;
export type ParamType = (typeof PARAM_TYPES)[number];

/** What a policy says of one of its parameters. */
export interface ParamDeclaration {
  /** It may be any of these. */
  readonly type: readonly ParamType[];
  /** Of the members, where it is an array. */
  readonly items?: readonly ParamType[];
  readonly description?: string;
  /** What the policy sees where a run gives none. */
  readonly default?: Json;
  /** Without it the policy asks for nothing: it stands in `needs` too. */
  readonly required?: true;
}

/** A value of the configuration file, and where it stands there: `driftlock.yaml:12:5`. */
export interface ConfiguredValue<T> {
  readonly value: T;
  readonly where: string;
  /** The profile that says so; left out for the file itself. */
  readonly profile?: string;
}

/** What the configuration of a run says of a policy; severity and enforcement stand in the policy itself as well. */
export interface PolicyConfiguration {
  /** None of these profiles of the package has it: it is judged only where it is named or enabled. */
  readonly outsideProfiles?: readonly string[];
  readonly enabled?: ConfiguredValue<boolean>;
  readonly severity?: ConfiguredValue<Severity>;
  readonly enforcement?: ConfiguredValue<'block' | 'warn'>;
  readonly params?: Readonly<Record<string, ConfiguredValue<Json>>>;
  /** Globs of addresses, those after `!` left out. */
  readonly paths?: ConfiguredValue<readonly string[]>;
}

export interface Policy {
  /** Package path without the root: `aws.ec2.ebs_volume_encryption`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** What the severity rests on, where METADATA says it. */
  readonly exposure?: Exposure;
  readonly impact?: Impact;
  readonly enforcement: 'block' | 'warn';
  /** Types or patterns, as written. */
  readonly resources: readonly string[];
  /** With a pattern: attributes that a type must have. */
  readonly having: readonly string[];
  readonly mode: 'managed' | 'data';
  readonly onChange: boolean;
  readonly related: readonly string[];
  /** Parameters without which the policy asks for nothing: it is left out of a run that does not give them. */
  readonly needs: readonly string[];
  /** The parameters that it takes; where left out, it says nothing of them. */
  readonly params?: Readonly<Record<string, ParamDeclaration>>;
  readonly aliases: readonly string[];
  /** Controls of frameworks that it serves: `cis_aws_5.0/1.15`; left out where there are none. */
  readonly controls?: readonly string[];
  /** Of a bundled one: the profiles of the package that it is in. */
  readonly profiles?: readonly string[];
  readonly relatedResources: readonly string[];
  readonly remediation?: string;
  /** Terraform configuration of which the policy passes, of several lines. */
  readonly fix?: string;
  /** Of a team's policy: its folder or file, or where that is fetched from, as it was named; credentials are masked. */
  readonly folder?: string;
  /** Source file relative to its policy folder. */
  readonly file: string;
  /** Line of its package in that file, from 1. */
  readonly line: number;
  readonly reads: PolicyReads;
  /** Left out where there is none or it says nothing of this policy. */
  readonly configured?: PolicyConfiguration;
  /** Calls of built-ins that may fail while the verdict is found; a team's policy that has any is judged twice. */
  readonly fallible?: readonly FallibleCall[];
}

/** A built-in's name and where it is called. */
export interface FallibleCall {
  readonly name: string;
  readonly file: string;
  readonly row: number;
  readonly col: number;
  /** Only a wrong type fails it, and where a resource's schema is at hand that rules it out. */
  readonly settled?: true;
}

/** What undecided verdicts need beside the catalogue; read only when one comes up. */
export interface PolicyDetails {
  readonly conditions: Readonly<Record<string, PolicyConditions>>;
  readonly sources: { readonly modules: Readonly<Record<string, string>>; readonly rego: 'auto' | 'v1' };
  /** Path of each policy's package without `data`, by id. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
}

/** A compiled set of policies: one WebAssembly module and what lies in it. */
export interface PolicyCatalogue {
  readonly format: 1;
  readonly compiler: string;
  readonly policies: readonly Policy[];
  /** Entrypoint `group/<name>` by group name → ids of the policies that it judges. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Resource type → group name. */
  readonly types: Readonly<Record<string, string>>;
  /** SHA-256 (hex) of sources and compiler that the module was made from. */
  readonly digest: string;
}
