/** Policies in every idiom, from the fixtures: what the reads are held against. */
import { readdirSync, readFileSync } from 'node:fs';

const FIXTURES = new URL('../../fixtures/reads/', import.meta.url);

/** Sources by file name. */
export const modules: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FIXTURES).map((name) => [name, readFileSync(new URL(name, FIXTURES), 'utf8')]),
);

/** Package paths of the policies among them, by id. */
export const policies: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(modules)
    .filter(([, text]) => text.includes('package idioms'))
    .map(([file]) => file.replace('.rego', ''))
    .map((name) => [`idioms.${name}`, ['idioms', name]]),
);

const OTHERS = new URL('../../fixtures/conditions/', import.meta.url);
const others = readdirSync(OTHERS);

/** With those that conditions are held against as well. */
export const all = {
  modules: {
    ...modules,
    ...Object.fromEntries(
      others.map((name) => [`conditions/${name}`, readFileSync(new URL(name, OTHERS), 'utf8')]),
    ),
  },
  policies: {
    ...policies,
    ...Object.fromEntries(
      others
        .map((file) => file.replace('.rego', ''))
        .map((name) => [`conditions.${name}`, ['conditions', name]]),
    ),
  },
};
