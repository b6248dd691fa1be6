/** Finds the waivers that are about a finding, without holding every waiver against every finding. */
import type { Glob } from '../config/glob-pattern.ts';
import type { Finding } from '../finding/finding.ts';
import { fitsScope } from './fits-scope.ts';
import { type ResourceFacts, resourceNames } from './named-resource.ts';
import type { WaiverRule } from './waiver-rule.ts';

/** Rules that name a policy: by the names of resources that hold no star, and those that have globs. */
interface OfPolicy {
  readonly exact: Map<string, WaiverRule[]>;
  readonly globs: { readonly rule: WaiverRule; readonly globs: readonly Glob[] }[];
}

export interface WaivableFinding {
  readonly finding: Finding;
  /** Left out where nothing is known beside the finding. */
  readonly facts?: ResourceFacts;
}

function add(map: Map<string, OfPolicy>, policy: string, rule: WaiverRule): void {
  const known = map.get(policy) ?? { exact: new Map<string, WaiverRule[]>(), globs: [] };
  map.set(policy, known);
  for (const { text } of rule.resources) {
    const rules = known.exact.get(text);
    if (rules === undefined) known.exact.set(text, [rule]);
    else rules.push(rule);
  }
  const globs = rule.resources.filter(({ text }) => text.includes('*')).map(({ glob }) => glob);
  if (globs.length > 0) known.globs.push({ rule, globs });
}

function hasTags({ tags }: WaiverRule, { tags: given }: Pick<ResourceFacts, 'tags'>): boolean {
  return Object.entries(tags).every(([name, globs]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof value === 'string' && globs.some((glob) => glob.test(value));
  });
}

/** One rule alone is about everything, also what has no name. */
function fitsAny(globs: readonly Glob[], names: readonly string[]): boolean {
  return globs.some((glob) => glob.test('') || names.some((name) => glob.test(name)));
}

/** Gives all rules that are about a finding of a verdict that they accept, in the order of the rules. */
export function waiverMatcher(
  rules: readonly WaiverRule[],
): (waivable: WaivableFinding) => readonly WaiverRule[] {
  const byPolicy = new Map<string, OfPolicy>();
  const order = new Map(rules.map((rule, index) => [rule, index]));
  for (const rule of rules) for (const policy of rule.policies) add(byPolicy, policy, rule);
  return ({ finding, facts = { tags: {} } }) => {
    const { verdict, resource } = finding;
    const known = byPolicy.get(finding.policy);
    if (known === undefined || (verdict !== 'fail' && verdict !== 'unknown')) return [];
    const names = resourceNames(resource, facts);
    const found = new Set(names.flatMap((name) => known.exact.get(name) ?? []));
    for (const { rule, globs } of known.globs) if (!found.has(rule) && fitsAny(globs, names)) found.add(rule);
    return [...found]
      .filter((rule) => (verdict === 'fail' ? rule.acceptsFail : rule.acceptsUnknown))
      .filter((rule) => fitsScope(rule.scope, resource.scope) && hasTags(rule, facts))
      .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  };
}
