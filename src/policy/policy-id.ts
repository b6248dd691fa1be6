/** A policy's id: its package without the root, in agreement with its file. */
import type { ModuleInfo } from '../toolchain/rego-types.ts';
import type { PolicyModule } from './metadata.ts';
import { policyInvalid } from './policy-error.ts';

/** The first part of the package of bundled policies; teams may leave it out. */
const ROOT = 'policies';
/** Conftest's names of rules; a module that has one is meant as a policy, never silently passed over as a library. */
const POLICY_RULES = new Set(['deny', 'warn', 'violation']);

/** Whether a module is a policy: it denies, or its METADATA says what it judges. Anything else is a library. */
export function isPolicy(info: ModuleInfo): boolean {
  if (info.package[0] === ROOT && info.package[1] === 'lib') return false;
  const custom = info.annotations?.find(({ scope }) => scope === 'package')?.custom ?? {};
  return (
    'severity' in custom ||
    'resources' in custom ||
    info.rules.some(({ name, kind }) => POLICY_RULES.has(name) && kind !== 'function')
  );
}

/**
 * The id. The package ends with the path of the file (`s3/logging.rego` ↔ `….s3.logging`), or, where the folder given
 * lies above the policies' own root, the path with the package; `exact` asks for `policies.` + path.
 */
export function policyId(module: PolicyModule, exact: boolean): string {
  const { package: parts } = module.info;
  const file = module.file
    .replace(/\.rego$/, '')
    .replaceAll('-', '_')
    .split('/');
  const [longer, shorter] = parts.length >= file.length ? [parts, file] : [file, parts];
  const agrees = exact
    ? [ROOT, ...file].join('/') === parts.join('/')
    : longer.slice(longer.length - shorter.length).join('/') === shorter.join('/');
  if (!agrees)
    throw policyInvalid(
      module.folder,
      module.info,
      `package ${parts.join('.')} does not agree with the file ${module.file}`,
      `package ${[...(exact ? [ROOT] : []), ...file].join('.')} would`,
    );
  if (parts[0] === 'driftlock')
    throw policyInvalid(module.folder, module.info, 'packages named driftlock are taken by the compiler');
  const id = parts[0] === ROOT && parts.length > 1 ? parts.slice(1) : parts;
  const strange = id.find((part) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(part));
  if (strange !== undefined)
    throw policyInvalid(module.folder, module.info, `"${strange}" cannot be part of a policy's id`);
  return id.join('.');
}
