/** What undecided verdicts need of the bundled policies: files of the build, parsed only as far as somebody asks. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { PolicyConditions } from '../finding/condition.ts';
import type { PolicyDetails } from '../finding/policy.ts';

/** The files' names behind the cloud's, and their texts; `conditions` has a line for each policy: id, tab, JSON. */
export function detailFiles({ conditions, ...rest }: PolicyDetails): Readonly<Record<string, string>> {
  const lines = Object.entries(conditions).map(([id, one]) => `${id}\t${JSON.stringify(one)}\n`);
  return { '.conditions.tsv': lines.join(''), '.sources.json': JSON.stringify(rest) };
}

/** Reads the conditions, parses those of a policy when they are asked for, and reads the sources when they are. */
export async function bundledDetails(folder: URL, cloud: string): Promise<PolicyDetails> {
  const text = await readFile(new URL(`${cloud}.conditions.tsv`, folder), 'utf8');
  let rest: Omit<PolicyDetails, 'conditions'> | undefined;
  const more = () => {
    rest ??= JSON.parse(readFileSync(new URL(`${cloud}.sources.json`, folder), 'utf8')) as Omit<
      PolicyDetails,
      'conditions'
    >;
    return rest;
  };
  return {
    conditions: conditionsOf(text),
    get sources() {
      return more().sources;
    },
    get packages() {
      return more().packages;
    },
  };
}

function conditionsOf(text: string): PolicyDetails['conditions'] {
  const conditions: Record<string, PolicyConditions> = {};
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const tab = text.indexOf('\t', start);
    let found: PolicyConditions | undefined;
    Object.defineProperty(conditions, text.slice(start, tab), {
      enumerable: true,
      get: () => {
        found ??= JSON.parse(text.slice(tab + 1, end)) as PolicyConditions;
        return found;
      },
    });
    start = end + 1;
  }
  return conditions;
}
