/** A policy's METADATA: read strictly, every mistake with its line. */
import { suggestion } from '../config/nearest.ts';
import type { DriftlockError } from '../errors.ts';
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
  const { metadata, problems } = readMetadata(module);
  const [first] = problems;
  if (metadata === undefined) throw first;
  return metadata;
}

/** The same with all mistakes at once; without any there is metadata. */
export function readMetadata(module: PolicyModule): {
  readonly metadata?: PolicyMetadata;
  readonly problems: readonly DriftlockError[];
} {
  const annotation = module.info.annotations?.find(({ scope }) => scope === 'package');
  if (annotation === undefined) {
    const message = 'a policy has a METADATA block above its package';
    return { problems: [policyInvalid(module.folder, module.info, message, EXAMPLE)] };
  }
  const { custom, problems: ofFields } = customFields(module, annotation);
  const { severity, resources } = custom;
  const title = annotation.title?.trim() ?? '';
  const problems = [...nameProblems(module, annotation)];
  if (title === '') problems.push(wrong(module, annotation, undefined, 'title is missing'));
  problems.push(...ofFields);
  const given = annotation.custom ?? {};
  for (const name of ['severity', 'resources'])
    if (!Object.hasOwn(given, name))
      problems.push(wrong(module, annotation, 'custom', `custom.${name} is missing`));
  if (custom.having !== undefined && resources?.some((name) => name.includes('*')) === false)
    problems.push(
      wrong(module, annotation, 'having', 'custom.having goes with a pattern in custom.resources'),
    );
  const params = paramsOf(module, annotation, custom, problems);
  if (problems.length > 0 || severity === undefined || resources === undefined) return { problems };
  return { metadata: metadataOf(annotation, title, { ...custom, severity, resources }, params), problems };
}

function metadataOf(
  annotation: Annotation,
  title: string,
  custom: CustomFields & Required<Pick<CustomFields, 'severity' | 'resources'>>,
  params: Params | undefined,
): PolicyMetadata {
  const required = Object.entries(params ?? {}).flatMap(([name, one]) => (one.required === true ? name : []));
  return {
    title,
    description: annotation.description?.trim() ?? '',
    severity: custom.severity,
    ...(custom.exposure === undefined ? {} : { exposure: custom.exposure }),
    ...(custom.impact === undefined ? {} : { impact: custom.impact }),
    enforcement: custom.enforcement ?? 'block',
    resources: custom.resources,
    having: custom.having ?? [],
    mode: custom.mode ?? 'managed',
    onChange: custom.on === 'change',
    related: custom.related ?? [],
    needs: [...new Set([...(custom.needs ?? []), ...required])],
    ...(params === undefined ? {} : { params }),
    aliases: custom.aliases ?? [],
    relatedResources: annotation.relatedResources?.map(({ ref }) => ref) ?? [],
    ...(custom.remediation === undefined ? {} : { remediation: custom.remediation }),
    ...(custom.fix === undefined ? {} : { fix: custom.fix.trimEnd() }),
  };
}

/** Undefined where METADATA says nothing of them, and where it says what is wrong. */
function paramsOf(
  module: PolicyModule,
  annotation: Annotation,
  { params, needs = [] }: CustomFields,
  problems: DriftlockError[],
): Params | undefined {
  if (params === undefined) return undefined;
  const read = paramDeclarations(params, needs);
  if ('params' in read) return read.params;
  const { key, message, hint } = read.problem;
  problems.push(wrong(module, annotation, key, message, hint));
  return undefined;
}

const EXAMPLE = 'docs/writing-policies.md shows one';

function customFields(
  module: PolicyModule,
  annotation: Annotation,
): { readonly custom: CustomFields; readonly problems: DriftlockError[] } {
  const fields: Record<string, unknown> = {};
  const problems: DriftlockError[] = [];
  for (const [name, value] of Object.entries(annotation.custom ?? {})) {
    if (!isField(name)) {
      const hint = suggestion(name, Object.keys(FIELDS));
      problems.push(wrong(module, annotation, name, `custom.${name} is not known`, hint));
      continue;
    }
    const { expects, read } = FIELDS[name];
    const found = read(value);
    if (found === undefined)
      problems.push(wrong(module, annotation, name, `custom.${name} must be ${expects}`));
    fields[name] = found;
  }
  return { custom: fields as CustomFields, problems };
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

/** OPA passes over a field that it does not know; a misspelt `titel` would go unnoticed. */
function nameProblems(module: PolicyModule, annotation: Annotation): DriftlockError[] {
  return blockLines(module, annotation).flatMap(([row, line]) => {
    const name = /^# ?([A-Za-z_-]+)\s*:/.exec(line)?.[1];
    if (name === undefined || METADATA_FIELDS.includes(name)) return [];
    const hint = suggestion(name, METADATA_FIELDS);
    const place = { file: module.file, row, col: 1 };
    return [policyInvalid(module.folder, place, `${name} is not a field of METADATA`, hint)];
  });
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
): DriftlockError {
  const row = key === undefined ? undefined : rowOf(blockLines(module, annotation), key);
  return policyInvalid(
    module.folder,
    { file: module.file, row: row ?? annotation.row, col: 1 },
    message,
    hint,
  );
}

/** The line that begins with the key, or else holds it in a map that is written in one line. */
function rowOf(lines: readonly (readonly [row: number, line: string])[], key: string): number | undefined {
  const name = `(["']?)${escaped(key)}\\1\\s*:`;
  const own = new RegExp(`^#\\s*${name}`);
  const inline = new RegExp(`^#.*[{,]\\s*${name}`);
  return (lines.find(([, line]) => own.test(line)) ?? lines.find(([, line]) => inline.test(line)))?.[0];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
