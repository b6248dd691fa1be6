/** The finding that a fingerprint means: which policy, of which resource. */
import { DriftlockError } from '../errors.ts';
import { judges, type PoliciesByType } from '../evaluate/select.ts';
import { fingerprints } from '../finding/fingerprint.ts';
import type { Policy } from '../finding/policy.ts';
import type { Input } from '../input/input.ts';
import type { Resource } from '../resource/resource.ts';
import { nameOf, type Picked } from './pick-resource.ts';

/** At least as many digits as nobody has in the name of a policy. */
const FINGERPRINT = /^[0-9a-f]{8,32}$/i;
/** Findings that are named where several are meant. */
const MOST_NAMED = 5;

/** Whether the text can be a fingerprint, or the beginning of one. */
export function isFingerprint(text: string): boolean {
  return FINGERPRINT.test(text);
}

type Source = Pick<Input, 'resources' | 'configurationRoot'>;

interface Found<I> {
  readonly policy: Policy;
  readonly resource: Resource;
  readonly inputs: readonly [I, ...I[]];
}

/**
 * A fingerprint that older runs stored will do. Throws DriftlockError (usage) where none of the policies has such a
 * finding, whatever its verdict, and where several begin like that.
 */
export function findFingerprint<I extends Source>(
  inputs: readonly I[],
  policies: PoliciesByType,
  wanted: string,
): Picked<I> & { readonly policy: Policy } {
  const found = findings(inputs, policies, wanted.toLowerCase());
  const [first, second] = found;
  if (first === undefined)
    throw new DriftlockError('usage', `no finding has the fingerprint ${wanted}`, {
      hint: 'scan -f json tells them; the inputs and --policies have to be those of that run, and raw policies are not explained',
    });
  if (second !== undefined) {
    const names = found
      .slice(0, MOST_NAMED)
      .map(({ policy, resource }) => `${policy.id} of ${nameOf(resource)}`);
    const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
    throw new DriftlockError('usage', `${found.length} findings have the fingerprint ${wanted}`, {
      hint: `give more of its digits, or policy and address: ${names.join(', ')}${more}`,
    });
  }
  const [input, ...others] = first.inputs;
  return { policy: first.policy, resource: first.resource, input, others };
}

function findings<I extends Source>(
  inputs: readonly I[],
  policies: PoliciesByType,
  wanted: string,
): Found<I>[] {
  const found = new Map<string, Found<I>>();
  for (const input of inputs)
    for (const resource of input.resources())
      for (const policy of policies.get(resource.type) ?? []) {
        if (!judges(policy, resource)) continue;
        const all = fingerprints(policy.id, resource, input.configurationRoot);
        if (!all.some((one) => one.startsWith(wanted))) continue;
        const name = JSON.stringify([policy.id, nameOf(resource), resource.key, resource.deposed]);
        const known = found.get(name);
        found.set(name, known === undefined ? { policy, resource, inputs: [input] } : alsoIn(known, input));
      }
  return [...found.values()];
}

function alsoIn<I>(found: Found<I>, input: I): Found<I> {
  return found.inputs.includes(input) ? found : { ...found, inputs: [...found.inputs, input] };
}
