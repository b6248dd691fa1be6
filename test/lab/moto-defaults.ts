/** The documented defaults as the simulator has them that the lab is recorded from. */
import { readFileSync } from 'node:fs';
import { compileDefaults } from '../../src/evaluate/compile-defaults.ts';
import { type DocumentedDefaults, documentedDefaults } from '../../src/evaluate/documented-defaults.ts';

const FILE = new URL('./moto-defaults.yaml', import.meta.url);

/** Those of AWS, with what is otherwise; to be given as `ScanOptions.defaults`. */
export function motoDefaults(): DocumentedDefaults {
  const own = compileDefaults(readFileSync(FILE, 'utf8'), 'moto-defaults.yaml');
  const { attributes } = documentedDefaults();
  const changed = Object.entries(own.attributes).map(([type, byName]) => [
    type,
    { ...attributes[type], ...byName },
  ]);
  return { attributes: { ...attributes, ...Object.fromEntries(changed) }, undeclared: own.undeclared };
}
