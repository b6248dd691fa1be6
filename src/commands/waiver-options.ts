/** The options that say what is accepted, of every verb that judges. */
import { Option } from 'commander';
import { collected } from './verb.ts';

export function waiverOptions(): readonly Option[] {
  return [
    new Option(
      '--waivers <file>',
      'what is accepted, and until when; repeatable (default: driftlock.waivers.yaml here or above, up to the root of the repository)',
    ).argParser(collected),
    new Option('--no-waivers', 'accept nothing: neither by a waiver file nor by comments'),
  ];
}
