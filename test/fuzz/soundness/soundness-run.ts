/** Draws cases of each policy of a set and holds the verdicts on them. */
import { judges, policiesByType } from '../../../src/evaluate/select.ts';
import type { CompiledPolicies } from '../../../src/policy/compile-policies.ts';
import { randomOf } from '../random.ts';
import { type Drawing, drawCase } from './draw-case.ts';
import { holdCase } from './hold-case.ts';
import type { Decider } from './judged.ts';
import type { Peers } from './peers.ts';
import { policyConstants } from './policy-constants.ts';
import { type SoundnessTally, soundnessTally } from './soundness-tally.ts';
import type { Subject } from './subject.ts';
import type { Truth } from './truth.ts';

export interface RunOptions {
  readonly compiled: CompiledPolicies;
  /** Texts that hold the constants which a policy tells apart, by the file of the policy. */
  readonly sources: Readonly<Record<string, string>>;
  readonly subjects: readonly Subject[];
  readonly peers: Peers;
  readonly decide: Decider;
  readonly truth: Truth;
  /** Which of the set's policies. */
  readonly only: (policyId: string) => boolean;
  /** Cases of each policy. */
  readonly cases: number;
  readonly seed: number;
}

export async function soundnessRun(options: RunOptions): Promise<SoundnessTally> {
  const tally = soundnessTally();
  const { catalogue } = options.compiled;
  for (const policy of catalogue.policies.filter(({ id }) => options.only(id))) {
    const judged = policiesByType(catalogue, new Set([policy.id]));
    const subjects = options.subjects.filter(
      ({ resource }) => judged.has(resource.type) && judges(policy, resource),
    );
    if (subjects.length === 0) throw new Error(`no recorded resource is judged by ${policy.id}`);
    const drawing: Drawing = {
      subjects,
      reads: [...policy.reads.applies, ...policy.reads.denies.flat()],
      constants: policyConstants(options.sources[policy.file] ?? ''),
      peers: options.peers,
    };
    // Each policy has numbers of its own: one more policy changes no other's cases.
    const random = randomOf(options.seed + numberOf(policy.id));
    for (let at = 0; at < options.cases; at++) {
      const drawn = drawCase(drawing, random);
      const held = await holdCase(policy.id, drawn, options.decide, options.truth, random);
      if (held !== undefined) tally.add(policy.id, held, drawn.kinds);
    }
  }
  return tally;
}

function numberOf(text: string): number {
  let sum = 0;
  for (const character of text) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return sum;
}
