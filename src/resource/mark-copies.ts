/** Marks the copies of sensitive texts in a record: what Terraform marks in one resource it repeats unmarked in others. */
import type { Json, JsonObject, Path, Resource } from './resource.ts';
import type { SecretTexts } from './secret-texts.ts';
import { isHidden, withoutPlaces } from './sensitive-copies.ts';

const VALUES: Path = ['values'];
const TAGS: Path = ['tags'];
const BEFORE: Path = ['change', 'before'];
/** Names that providers give to attributes: one that equals a sensitive value does not tell it. */
const ATTRIBUTE = /^[a-z][a-z_]*$/;
const TAG_NAMES = new Set(['tags', 'tags_all', 'labels', 'terraform_labels', 'effective_labels']);
const ID: Path = ['values', 'id'];

/**
 * The record with every copy listed as sensitive; values, which policies judge, stay. Id and key, which are printed, are
 * left out where they hold one, and so are copies in `change.before`, as its other sensitive places are.
 */
export function markCopies(resource: Resource, secrets: SecretTexts): Resource {
  const found: Path[] = [];
  findCopies(resource.values, VALUES, secrets, found);
  findCopies(resource.tags, TAGS, secrets, found);
  const before = resource.change?.before;
  const past: Path[] = [];
  if (before !== undefined) findCopies(before, BEFORE, secrets, past);
  const { id, key } = resource;
  const tells = (id !== undefined && secrets.isCopy(id)) || (key !== undefined && tellsKey(key, secrets));
  if (found.length === 0 && past.length === 0 && !tells) return resource;
  const places = [...found, ...past].filter((path) => !isHidden(path, resource.sensitive));
  const marked = { ...resource, sensitive: [...resource.sensitive, ...places] };
  if (id !== undefined && (secrets.isCopy(id) || isHidden(ID, places))) delete marked.id;
  if (key !== undefined && tellsKey(key, secrets)) delete marked.key;
  if (resource.change === undefined || before === undefined || past.length === 0) return marked;
  const rest = withoutPlaces(
    before,
    past.map((path) => path.slice(BEFORE.length)),
  );
  return { ...marked, change: { ...resource.change, before: rest } };
}

/** A key is a JSON list of its parts. */
function tellsKey(key: string, secrets: SecretTexts): boolean {
  const parts = JSON.parse(key) as readonly Json[];
  return parts.some((part) => typeof part === 'string' && secrets.isCopy(part));
}

/** A map with such a key is sensitive whole: its place would tell the key. */
function findCopies(value: Json, at: Path, secrets: SecretTexts, found: Path[]): void {
  if (typeof value === 'string') {
    if (secrets.isCopy(value)) found.push(at);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) below(value[index] as Json, at, index, secrets, found);
  } else if (typeof value === 'object' && value !== null) {
    const object = value as JsonObject;
    const isOfTags = TAG_NAMES.has(String(at.at(-1)));
    for (const name in object)
      if ((isOfTags || !ATTRIBUTE.test(name)) && secrets.isCopy(name)) return void found.push(at);
    for (const name in object) below(object[name] as Json, at, name, secrets, found);
  }
}

function below(value: Json, at: Path, step: string | number, secrets: SecretTexts, found: Path[]): void {
  // Numbers, booleans and most texts need no path.
  if (typeof value === 'string' ? secrets.isCopy(value) : typeof value === 'object' && value !== null)
    findCopies(value, [...at, step], secrets, found);
}
