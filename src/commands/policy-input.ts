/** `driftlock policy input`: what policies see of one resource. */
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import { settledSettings } from '../config/settings.ts';
import { mayBeMissing } from '../evaluate/open-lists.ts';
import { policyInput } from '../evaluate/policy-input.ts';
import { policiesByType } from '../evaluate/select.ts';
import { maskInput, sensitivePlaces } from '../evaluate/sensitive.ts';
import { unknownPlaces } from '../evaluate/unknown-reads.ts';
import type { Input } from '../input/input.ts';
import { writeOut } from '../io.ts';
import { choosePolicies } from '../policy/choose-policies.ts';
import { type PolicyChoice, runPolicies } from '../policy/run-policies.ts';
import { jsonText } from '../report/json.ts';
import { pathText } from '../report/table/path-text.ts';
import type { Reason, Unknown } from '../resource/resource.ts';
import { findPolicy } from './find-policy.ts';
import { openLinked } from './linked-inputs.ts';
import { notice } from './notice.ts';
import { pickResource } from './pick-resource.ts';
import { sourceOptions, type VariableFlags } from './variable-options.ts';

interface Flags extends Readonly<Record<string, unknown>>, ConfigFlags, PolicyChoice, VariableFlags {
  readonly policy?: string;
  readonly terraform?: boolean;
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
  const config = await loadConfig(flags);
  for (const line of config.notices) notice(line);
  const { loaded, policies } = await runPolicies(config, flags, notice);
  const catalogues = loaded.map(({ catalogue }) => catalogue);
  const select = flags.policy === undefined ? [] : [findPolicy(policies, flags.policy).id];
  const chosen = choosePolicies(catalogues, select);
  const byTypes = catalogues.map((catalogue) => policiesByType(catalogue, chosen));
  const opening = {
    terraform: flags.terraform === true,
    configuration: sourceOptions(flags, [file]),
    // What scan sees of a plan beside its configuration.
    source: [],
    notice,
  };
  const { inputs, linksOf } = await openLinked([file], byTypes, opening);
  const [source] = inputs as [Input];
  const judged = new Set(byTypes.flatMap((one) => [...one.keys()]));
  const { resource } = pickResource([source], address, judged);
  const links = linksOf(source, resource);
  const sensitive = sensitivePlaces(resource, links);
  const input = maskInput(
    policyInput(resource, links, settledSettings({}, config.layers).now.value),
    sensitive,
  );
  const places = unknownPlaces(resource, links).filter((place) => !mayBeMissing(place));
  for (const line of unknownLines(places)) notice(line);
  if (sensitive.length > 0)
    notice(
      sensitive.length === 1
        ? 'one sensitive value is masked'
        : `${sensitive.length} sensitive values are masked`,
    );
  writeOut(jsonText(input));
  return 0;
}
