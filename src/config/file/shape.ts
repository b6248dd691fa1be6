/** What a value in a file of ours (`driftlock.yaml`, waivers) may be: the reader checks by it, and its JSON Schema is made of it. */

export interface Described {
  /** For the JSON Schema, where editors show it. */
  readonly description?: string;
}

export interface RecordShape extends Described {
  readonly kind: 'record';
  readonly keys: Readonly<Record<string, Shape>>;
  /** Keys that must be there. */
  readonly required?: readonly string[];
}

export type Shape = Described &
  (
    | RecordShape
    /** `pattern` is a regular expression (flag u) that is looked for in it; `expects` says in words what would fit. */
    | { readonly kind: 'text'; readonly pattern: string; readonly expects: string }
    | { readonly kind: 'choice'; readonly of: readonly string[] }
    | { readonly kind: 'switch' }
    | { readonly kind: 'number'; readonly above: number; readonly most: number }
    | { readonly kind: 'integer'; readonly least: number; readonly most: number }
    | { readonly kind: 'list'; readonly of: Shape; readonly least?: number }
    /** The first whose kind of value is there decides. */
    | { readonly kind: 'either'; readonly of: readonly Shape[] }
    /** Any names but the empty one. */
    | { readonly kind: 'map'; readonly of: Shape; readonly names: string }
    | { readonly kind: 'anything' }
  );

/** What would be right, after "must be". */
export function expectedWords(shape: Shape): string {
  switch (shape.kind) {
    case 'record':
      return `a mapping of ${Object.keys(shape.keys).slice(0, 5).join(', ')}${Object.keys(shape.keys).length > 5 ? ', …' : ''}`;
    case 'map':
      return `a mapping by ${shape.names}`;
    case 'text':
      return shape.expects;
    case 'choice':
      return shape.of.length === 1 ? `"${shape.of[0]}"` : `one of ${shape.of.join(', ')}`;
    case 'switch':
      return 'true or false';
    case 'number':
      return `a number above ${shape.above}, at most ${shape.most}`;
    case 'integer':
      return `a whole number from ${shape.least} to ${shape.most}`;
    case 'list':
      return `a list${(shape.least ?? 0) > 0 ? ' that is not empty' : ''}, each ${expectedWords(shape.of)}`;
    case 'either':
      return shape.of.map(expectedWords).join(', or ');
    case 'anything':
      return 'a value';
  }
}
