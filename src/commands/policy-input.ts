/** `driftlock policy input`: what policies see of one resource. */
import { nearest } from '../config/nearest.ts';
import { settingValues } from '../config/settings.ts';
import { DriftlockError } from '../errors.ts';
import { policyInput } from '../evaluate/policy-input.ts';
import { policiesByType } from '../evaluate/select.ts';
import { maskInput, sensitivePlaces } from '../evaluate/sensitive.ts';
import { unknownPlaces } from '../evaluate/unknown-reads.ts';
import type { Input } from '../input/input.ts';
import { writeOut } from '../io.ts';
import { choosePolicies } from '../policy/choose-policies.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { jsonText } from '../report/json.ts';
import { pathText } from '../report/table/path-text.ts';
import type { Reason, Resource, Unknown } from '../resource/resource.ts';
import { findPolicy } from './find-policy.ts';
import { openLinked } from './linked-inputs.ts';
import { notice } from './notice.ts';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly policy?: string;
  readonly policies?: readonly string[];
  readonly terraform?: boolean;
}

/** The address, with the place inside it of a record that was folded out of it: as the table prints it. */
function nameOf({ address, declared }: Resource): string {
  const isWhole = declared === undefined || declared.path.length === 0;
  return isWhole ? (address ?? '') : `${address} › ${pathText(declared.path)}`;
}

/** The record meant: the one so named, else the one at that address whose type is judged. */
function pick(resources: Iterable<Resource>, address: string, judged: ReadonlySet<string>): Resource {
  const at: Resource[] = [];
  const others = new Set<string>();
  for (const resource of resources) {
    if (nameOf(resource) === address || resource.address === address) at.push(resource);
    else if (resource.address !== undefined) others.add(resource.address);
  }
  if (at.length === 0) {
    const alike = nearest(address, others);
    const hint =
      alike === undefined ? 'addresses are printed by `terraform state list`' : `did you mean ${alike}?`;
    throw new DriftlockError('usage', `no resource has the address ${address}`, { hint });
  }
  const exact = at.filter((resource) => nameOf(resource) === address && resource.deposed === undefined);
  const wanted = at.filter(({ type }) => judged.has(type));
  const [found, second] = exact.some(({ type }) => judged.has(type)) || wanted.length === 0 ? exact : wanted;
  if (found !== undefined && second === undefined) return found;
  throw new DriftlockError('usage', `several records stand at ${address}`, {
    hint: `name one of them: ${at.map(nameOf).join(', ')}`,
  });
}

/** One line for each reason; a list of links that is open is in the input as far as it is known. */
function unknownLines(places: readonly Unknown[]): string[] {
  const byReason = new Map<Reason, Set<string>>();
  for (const { path, reason } of places)
    byReason.set(reason, (byReason.get(reason) ?? new Set()).add(pathText(path)));
  return [...byReason].map(([reason, found]) => {
    return `not known (${reason}), so ${leftWords(reason)}: ${[...found].join(', ')}`;
  });
}

function leftWords(reason: Reason): string {
  if (reason === 'link-open') return 'perhaps not whole in the input';
  return reason === 'contradiction' ? 'in the input in several ways' : 'not in the input';
}

/** Prints the input as JSON, sensitive values masked; what is not known is named on standard error. Exit code 0. */
export async function printInput(file: string, address: string, flags: Flags): Promise<number> {
  const catalogues = (await loadPolicySets(flags.policies ?? [], notice)).map(({ catalogue }) => catalogue);
  const policies = catalogues.flatMap((catalogue) => catalogue.policies);
  const select = flags.policy === undefined ? [] : [findPolicy(policies, flags.policy).id];
  const chosen = choosePolicies(catalogues, select);
  const byTypes = catalogues.map((catalogue) => policiesByType(catalogue, chosen));
  const opening = { terraform: flags.terraform === true, notice };
  const { inputs, linksOf } = await openLinked([file], byTypes, opening);
  const [source] = inputs as [Input];
  const resource = pick(source.resources(), address, new Set(byTypes.flatMap((one) => [...one.keys()])));
  const links = linksOf(source, resource);
  const sensitive = sensitivePlaces(resource, links);
  const input = maskInput(policyInput(resource, links, settingValues({}).now), sensitive);
  for (const line of unknownLines(unknownPlaces(resource, links))) notice(line);
  if (sensitive.length > 0)
    notice(
      sensitive.length === 1
        ? 'one sensitive value is masked'
        : `${sensitive.length} sensitive values are masked`,
    );
  writeOut(jsonText(input));
  return 0;
}
