/** The functions of the bundled policies (`data.policies.lib`), for policies that import them. */
import { loadBundledPolicies } from './load-bundled-policies.ts';

type Modules = Readonly<Record<string, string>>;

/** Says so in a comment too: then there is a module more, which changes nothing. */
const MENTIONED = /\bpolicies\s*(?:\.\s*lib\b|\[\s*["`]lib["`]\s*\])/;
const OWN = /^\s*package\s+policies\s*\.\s*lib\b/m;

/** The modules, and where one of them imports the library and none belongs to it, the library's beside them. */
export async function withLibrary(modules: Modules): Promise<Modules> {
  const texts = Object.values(modules);
  if (!texts.some((text) => MENTIONED.test(text)) || texts.some((text) => OWN.test(text))) return modules;
  const { sources } = await (await loadBundledPolicies()).details();
  const library = Object.entries(sources.modules)
    .filter(([file]) => file.startsWith('lib/'))
    .map(([file, text]) => [`driftlock:${file}`, text]);
  return { ...modules, ...Object.fromEntries(library) };
}
