/** A policy as data: what its annotations, reads and entrypoints say; no Rego needed to read it. */
import type { ReadPath } from '../resource/read-path.ts';
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

export interface Policy {
  /** Package path without the root: `aws.ec2.ebs_volume_encryption`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
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
  readonly aliases: readonly string[];
  readonly relatedResources: readonly string[];
  readonly remediation?: string;
  /** Source file relative to its policy folder. */
  readonly file: string;
  /** Line of its package in that file, from 1. */
  readonly line: number;
  readonly reads: PolicyReads;
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
