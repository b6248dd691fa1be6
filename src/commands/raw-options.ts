/** The options of `driftlock scan` that bring raw policies, named as conftest names them. */
import { Option } from 'commander';
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
