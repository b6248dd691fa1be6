/** What raw policies can judge: plans, and those that OPA can take in. */
import { DriftlockError } from '../errors.ts';
import type { Input } from '../input/input.ts';

/**
 * Bytes of a plan, uncompressed. Measured: 18.6 MB (10,001 resources) take OPA in WebAssembly some 10 s to take in, and
 * 1.1 GB; 1.5 GB where some of it is sensitive and is asked about again without. There is no more than 4 GB.
 */
const LARGEST_PLAN = 20_000_000;

/** Throws DriftlockError for an input that raw policies cannot judge. */
export function checkRawInputs(inputs: readonly Input[]): void {
  for (const { about, bytes } of inputs) {
    if (about.kind !== 'terraform-plan')
      throw new DriftlockError(
        'input-unsupported',
        'raw policies judge the JSON of a plan, and this is none',
        {
          where: about.name,
          hint: 'leave it out, or judge it in a run without raw policies; a profile of driftlock.yaml can hold them',
        },
      );
    if (bytes !== undefined && bytes.length <= LARGEST_PLAN) continue;
    const size = bytes === undefined ? 'more' : `${(bytes.length / 1e6).toFixed(1)} MB`;
    throw new DriftlockError(
      'input-unsupported',
      `raw policies judge plans of at most ${LARGEST_PLAN / 1e6} MB, and this one has ${size}: OPA holds it in memory as a whole, at up to 80 times its size`,
      {
        where: about.name,
        hint: 'split the plan, or write them as policies of Driftlock, which judge plans of any size',
      },
    );
  }
}
