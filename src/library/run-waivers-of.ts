/** The option `waivers` of the library, as `--waivers`, `--no-waivers` and `waivers` of driftlock.yaml have it. */
import { type RunWaivers, runWaivers } from '../commands/run-waivers.ts';
import { distinct, NOBODY, type SettledWaivers, USUAL } from '../commands/settled-waivers.ts';
import { suggestion } from '../config/nearest.ts';
import type { Policy } from '../finding/policy.ts';
import { namesBesideRaw } from '../policy/policies-named.ts';
import { invalid, numberOf, oneOf, textsOf } from './check-options.ts';
import type { WaiversOptions } from './waivers-options.ts';

const NAMES = ['files', 'longestTerm', 'mostResources', 'inline'] satisfies (keyof WaiversOptions)[];
const INLINE = ['all', 'own', 'none'] as const;

/** `now` in epoch seconds. Throws DriftlockError: `usage` for an option that is not what it may be, and as waiver files do. */
export async function runWaiversOf(
  given: unknown,
  policies: readonly Policy[],
  now: number,
): Promise<RunWaivers> {
  if (given === false) return {};
  return await runWaivers(settled(given), { policies, named: namesBesideRaw(policies, false) }, now);
}

function settled(given: unknown): SettledWaivers {
  const options = optionsOf(given);
  const of = <T>(value: T) => ({ value, source: NOBODY });
  const whole = { least: 1, whole: true };
  const longest = { ...whole, otherwise: USUAL.longestTerm, most: 36_500 };
  const most = { ...whole, otherwise: USUAL.mostResources, most: 1_000_000 };
  const files = textsOf('waivers', options.files ?? []);
  if (files.includes('')) throw invalid('waivers', 'names no file', 'waivers: "driftlock.waivers.yaml"');
  return {
    files: distinct(files.map(of)),
    longestTerm: of(numberOf('waivers.longestTerm', options.longestTerm, longest)),
    mostResources: of(numberOf('waivers.mostResources', options.mostResources, most)),
    inline: of(oneOf('waivers.inline', options.inline ?? USUAL.inline, INLINE)),
    notices: [],
  };
}

/** Names alone are files. */
function optionsOf(given: unknown): WaiversOptions {
  if (given === undefined) return {};
  if (typeof given === 'string' || Array.isArray(given)) return { files: given };
  if (typeof given !== 'object' || given === null)
    throw invalid('waivers', 'is neither files, options of waivers, nor false', 'waivers: "waivers.yaml"');
  const unknown = Object.keys(given).find((name) => !NAMES.some((one) => one === name));
  if (unknown !== undefined)
    throw invalid(`waivers.${unknown}`, 'is not an option of scan()', suggestion(unknown, NAMES));
  return given;
}
