/** What a plan says beside its resources that the reader of a report must know. */

import { isList, isObject, member, text } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import type { ConfigurationSource } from '../configuration-source.ts';
import { oneLine } from '../malformed-input.ts';

/** One line for each check, of the plan's `checks`, that has failed or could not be carried out. */
export function checkNotices(checks: Json | undefined): readonly string[] {
  if (!isList(checks)) return [];
  return checks.flatMap((check) => {
    const status = text(check, 'status');
    if (status !== 'fail' && status !== 'error') return [];
    const name = text(member(check, 'address'), 'to_display') ?? 'a check';
    const problems = problemsOf(check);
    const told = problems.length === 0 ? '' : `: ${problems.join('; ')}`;
    return [oneLine(`${name} ${status === 'fail' ? 'failed' : 'could not be carried out'}${told}`)];
  });
}

function problemsOf(check: Json): readonly string[] {
  const instances = member(check, 'instances');
  if (!isList(instances)) return [];
  return instances.flatMap((instance) => {
    const problems = member(instance, 'problems');
    if (!isList(problems)) return [];
    return problems.flatMap((problem) => text(problem, 'message') ?? []);
  });
}

/** The majors of a provider whose values are in the shape as they are, by its full address's end. */
const SHAPED: Readonly<Record<string, readonly number[]>> = { 'hashicorp/aws': [5, 6] };

/** One line for each provider whose version constraint allows only majors that the shape does not follow. */
export function providerNotices(source: ConfigurationSource, addresses: Iterable<string>): readonly string[] {
  const lines = new Set<string>();
  for (const address of addresses) {
    const name = address.split('/').slice(-2).join('/');
    const shaped = Object.hasOwn(SHAPED, name) ? SHAPED[name] : undefined;
    if (shaped === undefined) continue;
    for (const key of source.providerConfigKeys(address)) {
      const config = source.providerConfig(key);
      const constraint = isObject(config as Json) ? text(config as Json, 'version_constraint') : undefined;
      const major = constraint === undefined ? undefined : onlyMajor(constraint);
      if (major === undefined || shaped.includes(major)) continue;
      lines.add(
        `made with provider ${name} ${major}: attributes that ${shaped.join(' and ')} lack are kept as they are`,
      );
    }
  }
  return [...lines];
}

/** The one major that a constraint allows (`4.67.0`, `~> 4.0`, `>= 4.1, < 5.0`); undefined where there may be others. */
export function onlyMajor(constraint: string): number | undefined {
  const parts = constraint.split(',').map((part) => /^\s*(=|~>|<|>=|<=|>)?\s*v?(\d+)((?:\.\d+)*)/.exec(part));
  for (const part of parts) {
    const isPinned = part?.[1] === undefined || part[1] === '=' || (part[1] === '~>' && part[3] !== '');
    if (part && isPinned) return Number(part[2]);
  }
  const low = parts.find((part) => part?.[1] === '>=');
  const high = parts.find((part) => part?.[1] === '<' && /^(\.0)*$/.test(part[3] ?? ''));
  return low && high && Number(high[2]) === Number(low[2]) + 1 ? Number(low[2]) : undefined;
}
