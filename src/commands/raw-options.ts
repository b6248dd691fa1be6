/** The options of `driftlock scan` that bring raw policies, named as conftest names them. */
import { Option } from 'commander';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import type { RawOptions } from './open-raw-policies.ts';
import { collected } from './verb.ts';

export const RAW_OPTIONS: readonly Option[] = [
  new Option(
    '--raw-policies <folder>',
    'policies for the JSON of a plan, as conftest has them, beside all others; repeatable',
  ).argParser(collected),
  new Option(
    '--namespace <name>',
    'of raw policies: the package that is judged by, * stands for any characters; repeatable (default: main)',
  ).argParser(collected),
  new Option('--all-namespaces', 'of raw policies: judge by all packages'),
  new Option(
    '--data <path>',
    'for raw policies: files or folders of JSON and YAML, found below data; repeatable',
  ).argParser(collected),
  new Option('--rego-version <version>', 'of raw policies: auto, v0 or v1 (default: auto)'),
];

interface RawFlags {
  readonly rawPolicies?: readonly string[];
  readonly namespace?: readonly string[];
  readonly allNamespaces?: boolean;
  readonly data?: readonly string[];
  readonly regoVersion?: string;
}

const VERSIONS = ['auto', 'v0', 'v1'] as const;

/** Undefined where no raw policies are given. Throws DriftlockError `usage`. */
export function rawOptions({
  rawPolicies = [],
  namespace,
  allNamespaces = false,
  data,
  regoVersion,
}: RawFlags): Omit<RawOptions, 'policyLimitMs' | 'notice'> | undefined {
  const given = { '--namespace': namespace, '--data': data, '--rego-version': regoVersion };
  const stray = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  if (rawPolicies.length === 0) {
    const flag = stray ?? (allNamespaces ? '--all-namespaces' : undefined);
    if (flag === undefined) return undefined;
    throw new DriftlockError('usage', `${flag} is about raw policies, and there are none`, {
      hint: 'name their folder: --raw-policies policy',
    });
  }
  if (allNamespaces && namespace !== undefined)
    throw new DriftlockError('usage', '--namespace and --all-namespaces exclude each other', {
      hint: 'leave one of them out',
    });
  const rego = VERSIONS.find((one) => one === (regoVersion ?? 'auto').toLowerCase());
  if (rego === undefined)
    throw new DriftlockError('usage', `--rego-version: unknown value "${regoVersion}"`, {
      hint: suggestion(regoVersion ?? '', VERSIONS),
    });
  const namespaces = allNamespaces ? [] : (namespace ?? ['main']);
  return { folders: rawPolicies, namespaces, data: data ?? [], rego };
}
