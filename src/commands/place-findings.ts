/** Puts findings on the lines of the configuration that their input was made of, where that is at hand. */
import type { Finding } from '../finding/finding.ts';
import type { Input } from '../input/input.ts';
import type { Configuration } from '../source/configuration.ts';
import { type FoundConfiguration, findConfiguration } from '../source/find-configuration.ts';
import { type DeclaringSource, declaringSources, locationIn } from '../source/finding-location.ts';
import { blocksOf, type Placing } from './placing.ts';

export interface Looking {
  /** Folders that the command line names. */
  readonly named: readonly string[];
  /** Lines for stderr. */
  readonly notice: (line: string) => void;
  /** Told of each failure, as it is placed, which blocks declare its resource. */
  readonly declared?: (finding: Finding, sources: readonly DeclaringSource[]) => void;
}

/** Each finding with its location, where a configuration tells it; the others as they are. */
export function placeFindings(
  findings: readonly Finding[],
  inputs: readonly Input[],
  placing: Placing,
  looking: Looking,
): Finding[] {
  const byName = new Map(inputs.map((input) => [input.about.name, input]));
  const configurations = new Map<Input, Configuration | undefined>();
  function configurationFor({ input }: Finding): Configuration | undefined {
    const own = input === undefined ? inputs[0] : byName.get(input);
    if (own === undefined) return undefined;
    if (!configurations.has(own))
      configurations.set(
        own,
        configurationOf(own, () => blocksOf(placing, own), looking),
      );
    return configurations.get(own);
  }
  const found = findings.map((finding) => {
    const configuration = configurationFor(finding);
    if (configuration === undefined) return finding;
    const location = locationIn(configuration, finding, placing.placed.get(finding) ?? []);
    const placed = location === undefined ? finding : { ...finding, location };
    if (looking.declared !== undefined && finding.verdict === 'fail')
      looking.declared(placed, declaringSources(configuration, finding));
    return placed;
  });
  const used = [...configurations.values()].flatMap((one) => one ?? []);
  const broken = new Set(used.flatMap((configuration) => configuration.broken()));
  for (const file of broken) looking.notice(`${file} is broken: nothing behind the mistake is found there`);
  return found;
}

/** The configuration of an input; which one is told where it is not the one that anybody would expect. */
export function configurationOf(
  { about }: Input,
  blocks: () => ReadonlySet<string>,
  { named, notice }: Looking,
): Configuration | undefined {
  if (about.kind === 'snapshot') return undefined;
  const found = findConfiguration({ input: about.name, named, blocks, current: process.cwd() });
  if (found === undefined) return undefined;
  const line = noticeOf(found);
  if (line !== undefined) notice(`${about.name}: ${line}`);
  return found.configuration;
}

function noticeOf({ configuration, isObvious, declared, asked }: FoundConfiguration): string | undefined {
  if (isObvious) return undefined;
  const where = configuration.name === '.' ? 'at the top of the repository' : `in ${configuration.name}`;
  const part = declared === asked ? '' : `, which declares ${declared} of its ${asked} blocks`;
  return `placed by the configuration ${where}${part}`;
}
