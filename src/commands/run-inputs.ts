/** What a verb judges: what the command line names, else what the configuration file does. */
import type { Config } from '../config/file/config.ts';
import { layerSource, type Sourced } from '../config/source.ts';
import { DriftlockError } from '../errors.ts';
import { checkInputs } from './check-inputs.ts';

/** As given, not yet checked; the topmost layer that names any counts. */
export function namedInputs(
  given: readonly string[],
  { layers }: Pick<Config, 'layers'>,
): Sourced<readonly string[]> {
  if (given.length > 0) return { value: given, source: { kind: 'argument' } };
  const layer = layers.findLast(({ inputs }) => inputs !== undefined);
  if (layer?.inputs === undefined) return { value: [], source: { kind: 'default' } };
  return { value: layer.inputs.value, source: layerSource(layer, layer.inputs.where) };
}

/** Throws DriftlockError (usage) where nobody names any, and as checkInputs does. `usage` is that of the verb. */
export function runInputs(
  given: readonly string[],
  config: Pick<Config, 'layers'>,
  usage: { readonly verb: string; readonly form: string },
): readonly string[] {
  const { value } = namedInputs(given, config);
  if (value.length === 0)
    throw new DriftlockError('usage', `${usage.verb} needs <input>`, {
      hint: `usage: driftlock ${usage.verb} ${usage.form}`,
    });
  checkInputs(value);
  return value;
}
