/** What a finding is about, as people call it: the address, or the account or region. */
import type { Finding } from '../../finding/finding.ts';
import { PLAN_TYPE } from '../../finding/raw-policy.ts';
import { pathText } from './path-text.ts';

type Subject = Finding['resource'];

const CLOUDS: Readonly<Record<string, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

/** The cloud and kind of a type that stands for an account or region as a whole (input/scope/account-records.ts). */
function scopeType(type: string): { cloud: string; kind: 'account' | 'region' } | undefined {
  const [, cloud, kind] = /^driftlock_([a-z]+)_(account|region)$/.exec(type) ?? [];
  if (cloud === undefined || (kind !== 'account' && kind !== 'region')) return undefined;
  return { cloud: CLOUDS[cloud] ?? cloud, kind };
}

/** Whether the subject is an account or region. */
export function isScope({ type, address }: Subject): boolean {
  return address === undefined && scopeType(type) !== undefined;
}

/** Whether it is what raw policies judge: a plan, no resource of it. */
function isPlan({ type, address }: Subject): boolean {
  return address === undefined && type === PLAN_TYPE;
}

/** `the AWS account of provider aws`, of a provider configuration in a module `… of provider aws in module.a`. */
function unnamedScope(cloud: string, kind: string, id: string | undefined): string {
  const configuration = id?.startsWith('provider.') ? id.slice('provider.'.length) : undefined;
  if (configuration === undefined) return `the ${cloud} ${kind}${id === undefined ? '' : ` ${id}`}`;
  const at = configuration.lastIndexOf(':');
  const provider = configuration.slice(at + 1);
  const place = at < 0 ? '' : ` in ${configuration.slice(0, at)}`;
  return `the ${cloud} ${kind} of provider ${provider}${place}`;
}

/** A text of unknown origin: to be made visible. */
export function subjectName(subject: Subject): string {
  const { address, key, id, type, path, scope } = subject;
  if (isPlan(subject)) return 'the plan as a whole';
  const whole = isScope(subject) ? scopeType(type) : undefined;
  if (whole !== undefined) {
    const { cloud, kind } = whole;
    const known = scope[kind];
    return known === undefined ? unnamedScope(cloud, kind, id) : `${cloud} ${kind} ${known}`;
  }
  const name = (address ?? `${type} ${id ?? key ?? ''}`).trim() || '(a resource without a name)';
  return path === undefined || path.length === 0 ? name : `${name} › ${pathText(path)}`;
}

/** What else tells the subject apart, for the right of its heading: the type where the address hides it, the scope. */
export function subjectFacts(subject: Subject): string[] {
  const { type, address, scope } = subject;
  const whole = isScope(subject) ? scopeType(type)?.kind : undefined;
  return [
    ...(address?.includes(type) === false ? [type] : []),
    ...(scope.account === undefined || whole === 'account' ? [] : [scope.account]),
    // What lies in no region is told by its type already.
    ...(scope.region === undefined || scope.region === 'global' || whole === 'region' ? [] : [scope.region]),
  ];
}
