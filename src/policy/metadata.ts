/** A policy's METADATA: read strictly, every mistake with its line. */
import { suggestion } from '../config/nearest.ts';
import type { Policy } from '../finding/policy.ts';
import type { Annotation, ModuleInfo } from '../toolchain/rego-types.ts';
import { type CustomFields, FIELDS, type FieldName, METADATA_FIELDS } from './metadata-fields.ts';
import { type Params, paramDeclarations } from './param-declarations.ts';
import { policyInvalid } from './policy-error.ts';

export type PolicyMetadata = Omit<Policy, 'id' | 'file' | 'line' | 'reads' | 'fallible'>;

/** One policy's file: where it is, its text, and what OPA says of it. */
export interface PolicyModule {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  readonly info: ModuleInfo;
}

/** Throws DriftlockError `policy-invalid` with file and line for what is missing, unknown or of the wrong kind. */
export function policyMetadata(module: PolicyModule): PolicyMetadata {
  const annotation = module.info.annotations?.find(({ scope }) => scope === 'package');
  if (annotation === undefined)
    throw policyInvalid(
      module.folder,
      module.info,
      'a policy has a METADATA block above its package',
      EXAMPLE,
    );
  checkNames(module, annotation);
  const title = annotation.title?.trim();
  if (title === undefined || title === '') throw wrong(module, annotation, undefined, 'title is missing');
  const custom = customFields(module, annotation);
  const { severity, resources } = custom;
  if (severity === undefined) throw wrong(module, annotation, 'custom', 'custom.severity is missing');
  if (resources === undefined) throw wrong(module, annotation, 'custom', 'custom.resources is missing');
  if (custom.having !== undefined && !resources.some((name) => name.includes('*')))
    throw wrong(module, annotation, 'having', 'custom.having goes with a pattern in custom.resources');
  const params = paramsOf(module, annotation, custom);
  const required = Object.entries(params ?? {}).flatMap(([name, one]) => (one.required === true ? name : []));
  return {
    title,
    description: annotation.description?.trim() ?? '',
    severity,
    enforcement: custom.enforcement ?? 'block',
    resources,
    having: custom.having ?? [],
    mode: custom.mode ?? 'managed',
    onChange: custom.on === 'change',
    related: custom.related ?? [],
    needs: [...new Set([...(custom.needs ?? []), ...required])],
    ...(params === undefined ? {} : { params }),
    aliases: custom.aliases ?? [],
    relatedResources: annotation.relatedResources?.map(({ ref }) => ref) ?? [],
    ...(custom.remediation === undefined ? {} : { remediation: custom.remediation }),
  };
}

function paramsOf(
  module: PolicyModule,
  annotation: Annotation,
  { params, needs = [] }: CustomFields,
): Params | undefined {
  if (params === undefined) return undefined;
  const read = paramDeclarations(params, needs);
  if ('params' in read) return read.params;
  const { key, message, hint } = read.problem;
  throw wrong(module, annotation, key, message, hint);
}

const EXAMPLE = 'docs/writing-policies.md shows one';

function customFields(module: PolicyModule, annotation: Annotation): CustomFields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(annotation.custom ?? {})) {
    if (!isField(name)) {
      const hint = suggestion(name, Object.keys(FIELDS));
      throw wrong(module, annotation, name, `custom.${name} is not known`, hint);
    }
    const { expects, read } = FIELDS[name];
    const found = read(value);
    if (found === undefined) throw wrong(module, annotation, name, `custom.${name} must be ${expects}`);
    fields[name] = found;
  }
  return fields as CustomFields;
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

/** OPA passes over a field that it does not know; a misspelt `titel` would go unnoticed. */
function checkNames(module: PolicyModule, annotation: Annotation): void {
  for (const [row, line] of blockLines(module, annotation)) {
    const name = /^# ?([A-Za-z_-]+)\s*:/.exec(line)?.[1];
    if (name === undefined || METADATA_FIELDS.includes(name)) continue;
    const hint = suggestion(name, METADATA_FIELDS);
    throw policyInvalid(
      module.folder,
      { file: module.file, row, col: 1 },
      `${name} is not a field of METADATA`,
      hint,
    );
  }
}

/** The comment lines below `# METADATA`, with their numbers. */
function blockLines(module: PolicyModule, annotation: Annotation): [row: number, line: string][] {
  const lines = module.text.split(/\r?\n/);
  const found: [number, string][] = [];
  for (let row = annotation.row + 1; lines[row - 1]?.startsWith('#'); row++)
    found.push([row, lines[row - 1] ?? '']);
  return found;
}

function wrong(
  module: PolicyModule,
  annotation: Annotation,
  key: string | undefined,
  message: string,
  hint?: string,
) {
  const at = blockLines(module, annotation).find(
    ([, line]) => key !== undefined && new RegExp(`^#\\s*(["']?)${escaped(key)}\\1\\s*:`).test(line),
  );
  const row = at?.[0] ?? annotation.row;
  return policyInvalid(module.folder, { file: module.file, row, col: 1 }, message, hint);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
