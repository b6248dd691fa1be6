/** The licences of all that the package carries of others: bundled npm packages and the modules of the Go half. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RULE = '-'.repeat(80);

/** The npm packages that a bundle's inputs lie in, each with version, licence and its text. */
function packagesOf(root, inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match !== null) folders.add(match[1]);
  }
  return [...folders].sort().map((folder) => {
    const about = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const names = readdirSync(path.join(root, folder)).filter((name) =>
      /^(licen[cs]e|copying|notice)/i.test(name),
    );
    const texts = names.sort().map((name) => readFileSync(path.join(root, folder, name), 'utf8').trim());
    if (texts.length === 0 && about.license === undefined) throw new Error(`${about.name} names no licence`);
    return {
      name: about.name,
      version: about.version,
      licence: texts.join('\n\n') || `Licence: ${about.license}`,
    };
  });
}

/** Equal texts once, with all that are under them. */
function chapters(items) {
  const byText = new Map();
  for (const { name, version, licence } of items)
    byText.set(licence, [...(byText.get(licence) ?? []), `${name} ${version}`]);
  return [...byText].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}\n`);
}

/** The modules of all Go programs, each version once. */
function goModules(folder) {
  const lists = readdirSync(folder).filter((name) => name.endsWith('.modules.json'));
  const all = lists.sort().flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  return [...new Map(all.map((one) => [`${one.name} ${one.version}`, one])).values()];
}

/** Writes the notices; throws where something that is carried says nothing of its licence. */
export function writeNotices(root, inputs, file) {
  const go = goModules(path.join(root, 'src/toolchain'));
  const text = [
    'This package carries the following works of others.\n',
    ...chapters([...packagesOf(root, inputs), ...go]),
  ];
  writeFileSync(file, text.join('\n'));
}
