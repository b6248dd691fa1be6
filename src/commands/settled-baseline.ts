/** Which earlier report a run is held against, and who says so; read before anything is judged. */
import type { Config } from '../config/file/config.ts';
import { layerSource, type Sourced } from '../config/source.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import type { EarlierReport } from '../finding/earlier-report.ts';

/** What commander gives for `--baseline <file>` and `--no-baseline`. */
export interface BaselineFlags {
  readonly baseline?: string | boolean;
}

/** The flag, else the topmost layer of the configuration that names one; undefined for none. */
export function settledBaseline(
  { baseline }: BaselineFlags,
  { layers }: Pick<Config, 'layers'>,
): Sourced<string> | undefined {
  if (baseline === false) return undefined;
  if (typeof baseline === 'string') {
    if (baseline !== '') return { value: baseline, source: { kind: 'flag', name: '--baseline' } };
    throw new DriftlockError('usage', '--baseline is empty', {
      hint: 'a variable on the command line may be unset',
    });
  }
  const layer = layers.findLast((one) => one.baseline !== undefined);
  if (layer?.baseline === undefined) return undefined;
  return { value: layer.baseline.value, source: layerSource(layer, layer.baseline.where) };
}

/** Throws DriftlockError for what is no report, or cannot be read beside the inputs. */
export async function readBaseline(
  { value }: Pick<Sourced<string>, 'value'>,
  inputs: readonly string[],
  notice: (line: string) => void,
): Promise<EarlierReport> {
  if (value === '-' && inputs.includes('-'))
    throw new DriftlockError('usage', 'standard input cannot be both an input and the baseline', {
      hint: 'write one of them to a file',
    });
  const { readReport } = await import('../input/report/read-report.ts');
  const baseline = await readReport(value, 'a baseline');
  tellBaseline(baseline, notice);
  return baseline;
}

/** The same of a report that is at hand, under that name; `hint` says what such a report is. */
export async function givenBaseline(
  report: object,
  { name, hint }: { readonly name: string; readonly hint: string },
  notice: (line: string) => void,
): Promise<EarlierReport> {
  const { reportFrom } = await import('../input/report/read-report.ts');
  const baseline = reportFrom(report, name, hint);
  tellBaseline(baseline, notice);
  return baseline;
}

/** What keeps a comparison with it from being exact. */
function tellBaseline(baseline: EarlierReport, notice: (line: string) => void): void {
  const other =
    baseline.version === VERSION
      ? []
      : [`written by driftlock ${baseline.version}, this is ${VERSION}: policies may judge differently`];
  for (const line of [...other, ...baseline.notices]) notice(`baseline ${baseline.file}: ${line}`);
}
