/** Holds one collected resource against what the provider wrote of the same, attribute by attribute. */
import { comparableBlock } from '../../../src/resource/comparable.ts';
import type { Json, Resource } from '../../../src/resource/resource.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';

export interface OneComparison {
  readonly equal: number;
  /** `address.attribute: state → live`. */
  readonly different: readonly string[];
}

/** Of the attributes that the provider wrote; those of `notFilled` (dotted into blocks) are left out on both sides. */
export function compareOne(
  state: Resource,
  live: Resource,
  notFilled: Readonly<Record<string, string>>,
): OneComparison {
  const schema = typeSchema(state.provider, state.type);
  const ours = comparableBlock(without(live, notFilled), schema) ?? {};
  const theirs = comparableBlock(without(state, notFilled), schema) ?? {};
  // Which tags are the provider's own, only its configuration tells.
  const names = Object.keys(theirs).filter((name) => name !== 'tags' || !Object.hasOwn(theirs, 'tags_all'));
  const isEqual = (name: string): boolean => JSON.stringify(ours[name]) === JSON.stringify(theirs[name]);
  return {
    equal: names.filter(isEqual).length,
    different: names
      .filter((name) => !isEqual(name))
      .map((name) => `${state.address}.${name}: ${show(theirs[name])} → ${show(ours[name])}`),
  };
}

function without({ values }: Resource, notFilled: Readonly<Record<string, string>>): Resource['values'] {
  const left = Object.keys(notFilled).reduce<Json>((rest, path) => dropped(rest, path.split('.')), values);
  return left as Resource['values'];
}

function dropped(value: Json, path: readonly string[]): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => dropped(item, path));
  const [first, ...rest] = path;
  if (typeof value !== 'object' || value === null || first === undefined) return value;
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Json>>).flatMap(([name, item]) =>
      name !== first ? [[name, item]] : rest.length === 0 ? [] : [[name, dropped(item, rest)]],
    ),
  );
}

function show(value: Json | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 300);
}
