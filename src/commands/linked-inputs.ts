/** Opens inputs and joins their resources by links: what every verb that looks at resources starts from. */
import { policiesByType } from '../evaluate/select.ts';
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';
import type { Input } from '../input/input.ts';
import { openInput } from '../input/open-input.ts';
import { spellings } from '../resource/carriers/index.ts';
import { explicitKeys, withoutEchoes } from '../resource/carriers/without-echoes.ts';
import { checkLinkReads } from '../resource/links/check-link-reads.ts';
import { buildLinkIndex, linksOf, linkTypes } from '../resource/links/link-index.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { Links, Resource } from '../resource/resource.ts';

export interface LinkedInputs {
  readonly inputs: readonly Input[];
  linksOf(input: Input, resource: Resource): Links;
}

interface Opening {
  readonly terraform: boolean;
  readonly notice: (line: string) => void;
}

function linkReads(policy: Policy): ReadPath[] {
  return [...policy.reads.applies, ...policy.reads.all].filter(
    ([first]) => first === undefined || first === 'refs' || first === 'referrers',
  );
}

/** A policy may judge types whose links differ: each link that it reads must exist for one of them. */
function checkPolicies(judged: ReadonlyMap<string, readonly Policy[]>): void {
  const types = new Map<Policy, string[]>();
  for (const [type, policies] of judged)
    for (const policy of policies) types.set(policy, [...(types.get(policy) ?? []), type]);
  for (const [policy, judgedTypes] of types) {
    const reads = linkReads(policy);
    if (reads.length > 0) checkLinkReads(judgedTypes, reads);
  }
}

/** The reads of links that the chosen policies have, by each type that they judge. */
function wantedLinks(judged: ReadonlyMap<string, readonly Policy[]>): Record<string, ReadPath[]> {
  const wanted: Record<string, ReadPath[]> = {};
  for (const [type, policies] of judged) {
    const reads = policies.flatMap(linkReads);
    if (reads.length > 0) wanted[type] = reads;
  }
  return wanted;
}

/** The chosen policies of all catalogues by the types that they judge. */
function policiesOfTypes(
  catalogues: readonly PolicyCatalogue[],
  chosen: ReadonlySet<string>,
): Map<string, Policy[]> {
  const judged = new Map<string, Policy[]>();
  for (const catalogue of catalogues) {
    for (const [type, policies] of policiesByType(catalogue, chosen)) {
      const known = judged.get(type);
      if (known === undefined) judged.set(type, [...policies]);
      else known.push(...policies);
    }
  }
  return judged;
}

/** Types as files have them that links or carriers need before the first resource is judged. */
function typesToKeep(linked: ReadonlySet<string>, judged: Iterable<string>): Set<string> {
  const keep = new Set([...linked].flatMap((type) => [type, ...spellings(type)]));
  // A carried record is dropped where the fact is declared on its own: those declarations must be known first.
  for (const type of judged) if (spellings(type).length > 0) keep.add(type);
  return keep;
}

function explicitFacts(inputs: readonly Input[], types: ReadonlySet<string>): Set<string> {
  const explicit = new Set<string>();
  for (const input of inputs)
    for (const resource of input.resources(types))
      for (const key of explicitKeys(resource)) explicit.add(key);
  return explicit;
}

function* filtered(
  resources: Iterable<Resource>,
  keep: (resource: Resource) => boolean,
): Generator<Resource> {
  for (const resource of resources) if (keep(resource)) yield resource;
}

/** Opens `names` with the links that the chosen policies read. Throws DriftlockError for what cannot be read. */
export async function openLinked(
  names: readonly string[],
  catalogues: readonly PolicyCatalogue[],
  chosen: ReadonlySet<string>,
  { terraform, notice }: Opening,
): Promise<LinkedInputs> {
  const judged = policiesOfTypes(catalogues, chosen);
  checkPolicies(judged);
  const wanted = wantedLinks(judged);
  const keepTypes = typesToKeep(linkTypes(wanted), judged.keys());
  const opened: Input[] = [];
  for (const name of names) opened.push(await openInput(name, { keepTypes, terraform }));
  for (const { about, notices } of opened) for (const line of notices) notice(`${about.name}: ${line}`);
  const keep = withoutEchoes(explicitFacts(opened, keepTypes));
  const inputs = opened.map((input) => ({
    ...input,
    complete: input.about.complete,
    resources: (types?: ReadonlySet<string>) => filtered(input.resources(types), keep),
  }));
  const index = buildLinkIndex(inputs, wanted);
  const place = new Map<Input, number>(inputs.map((input, at) => [input, at]));
  return {
    inputs,
    linksOf: (input, resource) => linksOf(index, resource, place.get(input) ?? -1),
  };
}
