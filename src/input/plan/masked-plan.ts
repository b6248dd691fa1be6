/** A plan's JSON with a placeholder for every sensitive value: what the words of raw policies are made from. */
import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import { PLACEHOLDER, type SecretTexts, secretTexts } from '../../resource/secret-texts.ts';

/**
 * The plan with placeholders at the places that it marks (values before and after, planned and prior values, outputs,
 * variables), and for every text and key elsewhere that repeats one of `texts` or of what stood there. The same object where
 * nothing was replaced.
 */
export function maskedPlan(plan: JsonObject, texts: ReadonlySet<string>): JsonObject {
  const found = new Set(texts);
  const marked = markedObject(plan, found);
  return withoutCopies(marked, secretTexts(found)) as JsonObject;
}

/** Each object's `x_sensitive`, `sensitive_values` and `sensitive` speak of what stands beside them. */
function markedObject(value: JsonObject, found: Set<string>): JsonObject {
  const mirrors: Record<string, Json | undefined> = {
    before: value.before_sensitive,
    after: value.after_sensitive,
    values: value.sensitive_values,
    ...(value.sensitive === true ? { value: true } : {}),
  };
  const variables = sensitiveVariables(value);
  return mapped(value, (name, inner) => {
    if (name === 'variables' && variables.size > 0 && isObject(inner))
      return mapped(inner, (variable, one) =>
        variables.has(variable) && isObject(one)
          ? mapped(one, (key, given) => (key === 'value' ? hidden(given, found) : given))
          : one,
      );
    const mirror = Object.hasOwn(mirrors, name) ? mirrors[name] : undefined;
    const masked = mirror === undefined ? inner : mirrored(inner, mirror, found);
    return markedBelow(masked, found);
  });
}

function markedBelow(value: Json, found: Set<string>): Json {
  if (isList(value)) return mappedList(value, (inner) => markedBelow(inner, found));
  return isObject(value) ? markedObject(value, found) : value;
}

/** Of the plan itself: the root module declares which of its variables are sensitive. */
function sensitiveVariables(value: JsonObject): ReadonlySet<string> {
  const declared = member(member(value.configuration, 'root_module'), 'variables');
  if (!isObject(declared)) return new Set();
  return new Set(Object.keys(declared).filter((name) => member(declared[name], 'sensitive') === true));
}

function mirrored(value: Json, mirror: Json, found: Set<string>): Json {
  if (mirror === true) return hidden(value, found);
  if (isList(value) && isList(mirror))
    return mappedList(value, (inner, index) => mirrored(inner, mirror[index] ?? false, found));
  if (!isObject(value) || !isObject(mirror)) return value;
  return mapped(value, (name, inner) =>
    mirrored(inner, Object.hasOwn(mirror, name) ? (mirror[name] ?? false) : false, found),
  );
}

/** One placeholder of the same kind, never empty: keys and lengths may tell as much as leaves. */
function hidden(value: Json, found: Set<string>): Json {
  if (value === null) return value;
  addTexts(value, found);
  if (isList(value)) return [PLACEHOLDER];
  return isObject(value) ? { [PLACEHOLDER]: PLACEHOLDER } : PLACEHOLDER;
}

function addTexts(value: Json, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (isList(value)) for (const inner of value) addTexts(inner, found);
  else if (isObject(value)) for (const inner of Object.values(value)) addTexts(inner, found);
}

function withoutCopies(value: Json, secrets: SecretTexts): Json {
  if (secrets.isEmpty) return value;
  if (typeof value === 'string') return secrets.isCopy(value) ? PLACEHOLDER : value;
  if (isList(value)) return mappedList(value, (inner) => withoutCopies(inner, secrets));
  if (!isObject(value)) return value;
  const inner = mapped(value, (_, one) => withoutCopies(one, secrets));
  return Object.keys(inner).some(secrets.isCopy) ? withoutSecretKeys(inner, secrets) : inner;
}

/** Keys stay apart: the first has the placeholder itself. */
function withoutSecretKeys(value: JsonObject, { isCopy }: SecretTexts): JsonObject {
  let count = 0;
  const entries = Object.entries(value).map(([name, inner]): [string, Json] => {
    if (!isCopy(name)) return [name, inner];
    count += 1;
    return [count === 1 ? PLACEHOLDER : `${PLACEHOLDER}${count}`, inner];
  });
  return Object.fromEntries(entries);
}

/** The same list or object where nothing changes. */
function mappedList(list: readonly Json[], change: (inner: Json, index: number) => Json): readonly Json[] {
  const changed = list.map(change);
  return changed.some((inner, index) => inner !== list[index]) ? changed : list;
}

function mapped(object: JsonObject, change: (name: string, inner: Json) => Json): JsonObject {
  const names = Object.keys(object);
  const changed = names.map((name) => change(name, object[name] as Json));
  if (changed.every((inner, index) => inner === object[names[index] as string])) return object;
  return Object.fromEntries(names.map((name, index) => [name, changed[index] as Json]));
}
