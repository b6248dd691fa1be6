/** Who gave a value: what `--print-config` and `policy list` say beside it. */
import type { Layer } from './file/config.ts';

export type Source =
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'environment'; readonly name: string }
  /** `where` is `file:line:column`. */
  | { readonly kind: 'profile'; readonly name: string; readonly where: string }
  | { readonly kind: 'file'; readonly where: string }
  /** Of what stands on the command line without a flag. */
  | { readonly kind: 'argument' }
  | { readonly kind: 'default' };

/** A value and who gave it. */
export interface Sourced<T = unknown> {
  readonly value: T;
  readonly source: Source;
}

/** What a layer of the configuration file gave at that place. */
export function layerSource({ profile }: Pick<Layer, 'profile'>, where: string): Source {
  return profile === undefined ? { kind: 'file', where } : { kind: 'profile', name: profile, where };
}

/** In a line: `flag --fail-on`, `env DRIFTLOCK_FAIL_ON`, `profile strict (driftlock.yaml:12)`, `driftlock.yaml:12`, `default`. */
export function sourceText(source: Source): string {
  switch (source.kind) {
    case 'flag':
      return `flag ${source.name}`;
    case 'environment':
      return `env ${source.name}`;
    case 'profile':
      return `profile ${source.name} (${withoutColumn(source.where)})`;
    case 'file':
      return withoutColumn(source.where);
    case 'argument':
    case 'default':
      return source.kind;
  }
}

function withoutColumn(where: string): string {
  return where.replace(/(:\d+):\d+$/, '$1');
}
