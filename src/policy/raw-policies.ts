/** Which rules of raw policies are judged by: those that conftest would ask for, in the chosen namespaces. */
import { globPattern } from '../config/glob-pattern.ts';
import { nearest, suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import { SEVERITIES, type Severity } from '../finding/finding.ts';
import type { RawPolicy } from '../finding/raw-policy.ts';
import type { Annotation, ModuleInfo, RuleInfo } from '../toolchain/rego-types.ts';
import { policyInvalid } from './policy-error.ts';

/** Rules that conftest asks for; all others are helpers. */
const JUDGING = /^(deny|violation|warn)((?:_[a-zA-Z0-9]+)*)$/;
/** What looks like one and is none: `deny[msg] if` of Rego v1, `deny.x contains`. */
const MISTAKEN = /^(deny|violation|warn)(_[a-zA-Z0-9]+)*[.[]/;

/** Conftest's results have no severity: a rule's annotation `custom.severity` may give one. */
const DEFAULT_SEVERITY: Severity = 'high';

/**
 * The rules by name, in order of their ids. `namespaces` may hold `*`; none stands for all. Throws DriftlockError
 * `policy-unknown` for a namespace that is not there, `policy-invalid` where no rule is left or one is an object.
 */
export function rawPolicies(
  modules: Readonly<Record<string, ModuleInfo>>,
  namespaces: readonly string[],
  notice: (line: string) => void,
): RawPolicy[] {
  const infos = Object.values(modules);
  const known = [...new Set(infos.map(namespaceOf))].sort();
  const chosen = new Set(
    namespaces.length === 0 ? known : namespaces.flatMap((name) => matching(known, name)),
  );
  const found = new Map<string, RawPolicy>();
  for (const info of infos) {
    if (!chosen.has(namespaceOf(info))) continue;
    for (const rule of info.rules) {
      const policy = policyOf(info, rule, notice);
      if (policy !== undefined && !found.has(policy.id)) found.set(policy.id, policy);
    }
  }
  if (found.size > 0) return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const where = [...chosen].join(', ');
  throw new DriftlockError('policy-invalid', `no rule deny, violation or warn in namespace ${where}`, {
    hint: otherNamespaces(infos, chosen),
  });
}

function namespaceOf({ package: parts }: ModuleInfo): string {
  return parts.join('.');
}

function matching(known: readonly string[], name: string): string[] {
  const pattern = globPattern(name);
  const found = known.filter((one) => pattern.test(one));
  if (found.length > 0) return found;
  throw new DriftlockError('policy-unknown', `no raw policy has the namespace "${name}"`, {
    hint: suggestion(name, known),
  });
}

function otherNamespaces(infos: readonly ModuleInfo[], chosen: ReadonlySet<string>): string {
  const judging = infos.filter(({ rules }) => rules.some(({ name }) => JUDGING.test(name)));
  const others = [...new Set(judging.map(namespaceOf))].filter((name) => !chosen.has(name));
  if (others.length === 0) return 'such a rule is: deny contains <message> if <condition>';
  return `others have such rules: --namespace ${others.join(', --namespace ')}, or --all-namespaces`;
}

function policyOf(info: ModuleInfo, rule: RuleInfo, notice: (line: string) => void): RawPolicy | undefined {
  const { name, kind, annotations = [], file, row, col } = rule;
  const [, word, rest = ''] = JUDGING.exec(name) ?? [];
  if (word === undefined ? MISTAKEN.test(name) : kind === 'object')
    throw policyInvalid(
      '',
      rule,
      `${name} is an object or part of one, not a set of messages`,
      `in Rego v1: ${name.replace(/[.[].*$/, '')} contains <message> if <condition>`,
    );
  if (word === undefined || kind === 'function') return undefined;
  const id = [...info.package, name].join('.');
  const [annotation] = annotations;
  return {
    id,
    package: info.package,
    name,
    exception: rest.slice(1),
    severity: severityOf(annotations, notice) ?? DEFAULT_SEVERITY,
    enforcement: word === 'warn' ? 'warn' : 'block',
    title: annotation?.title ?? id,
    relatedResources: (annotation?.relatedResources ?? []).map(({ ref }) => ref),
    file,
    row,
    col,
    reads: [],
  };
}

/** Conftest takes any custom annotation: one that is no severity of ours is told and counts for nothing. */
function severityOf(
  annotations: readonly Annotation[],
  notice: (line: string) => void,
): Severity | undefined {
  for (const { custom, file, row } of annotations) {
    if (custom === undefined || !Object.hasOwn(custom, 'severity')) continue;
    const given = custom.severity;
    const text = typeof given === 'string' ? given.toLowerCase() : '';
    const severity = SEVERITIES.find((one) => one === text);
    if (severity !== undefined) return severity;
    const alike = nearest(text, SEVERITIES);
    const offer = alike === undefined ? `it is one of ${SEVERITIES.join(', ')}` : `did you mean ${alike}?`;
    notice(`${file}:${row}: custom.severity ${JSON.stringify(given)} is not known, ${offer}`);
  }
  return undefined;
}
