/** Resources to judge, as the product shapes and links those of the recorded plans and states. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openLinked } from '../../../src/commands/linked-inputs.ts';
import type { PoliciesByType } from '../../../src/evaluate/select.ts';
import type { Links, Resource } from '../../../src/resource/resource.ts';

/** One resource with its links: what a policy is asked about. */
export interface Subject {
  readonly name: string;
  readonly resource: Resource;
  readonly links: Links;
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/**
 * Everything in `files` (below test/fixtures) that the policies of `sets` judge, each file linked by itself. An account
 * is taken to be seen whole: that a file never shows one is not for this to hold.
 */
export async function loadSubjects(
  files: readonly string[],
  sets: readonly PoliciesByType[],
): Promise<Subject[]> {
  const types = new Set(sets.flatMap((set) => [...set.keys()]));
  const subjects: Subject[] = [];
  for (const file of files) {
    const linked = await openLinked([`${FIXTURES}${file}`], sets, { terraform: false, notice: () => {} });
    for (const input of linked.inputs) {
      for (const resource of input.resources(undefined, linked.judged)) {
        if (!types.has(resource.type)) continue;
        const links = linked.linksOf(input, resource);
        if (links.unknown.some(({ path }) => path.length === 1)) continue;
        const name = `${file}: ${resource.address ?? resource.key ?? resource.type}`;
        subjects.push({ name, resource: asWhole(resource), links });
      }
    }
  }
  return subjects;
}

const POLICIES = fileURLToPath(new URL('../../policies/', import.meta.url));

interface PolicyCase {
  readonly note: string;
  readonly resource: Resource;
  readonly links?: Partial<Links>;
}

/** The resources that the bundled policies are tested with (test/policies), as far as all of their links are known. */
export function policyCaseSubjects(): Subject[] {
  const files = readdirSync(POLICIES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return files.sort().flatMap((file) => {
    const cases = JSON.parse(readFileSync(`${POLICIES}${file}`, 'utf8')) as readonly PolicyCase[];
    return cases
      .filter(({ links }) => !/"unknown":\[[^\]]/.test(JSON.stringify(links ?? {})))
      .map(({ note, resource, links }) => ({
        name: `${file}: ${note}`,
        resource: asWhole(resource),
        links: { refs: {}, referrers: {}, unknown: [], assumes: [], ...links },
      }));
  });
}

function asWhole(resource: Resource): Resource {
  return resource.type.startsWith('driftlock_') ? { ...resource, observed: { from: 'live' } } : resource;
}
