/** A recorded body as the SDK's client would give it, by the client's own schema of the operation. */
import type { Json } from '../../../src/resource/resource.ts';

/** Numbers of the SDK's schemas. Source: @smithy/types, schema/sentinels.d.ts and schema/static-schemas.d.ts. */
const TIMESTAMPS = [4, 5, 6, 7];
const BLOBS = [21, 42];
const LIST_OF = 64;
const MAP_OF = 128;
const [SIMPLE, LIST, MAP, STRUCT, UNION, OPERATION] = [0, 1, 2, 3, 4, 9];

/** The answer of a command: times as Date, blobs as bytes, and text where the recorder had decoded a document. */
export function asTheSdkGives(command: object, body: Json): unknown {
  const schema = followed((command as { readonly schema?: unknown }).schema);
  if (!Array.isArray(schema) || schema[0] !== OPERATION)
    throw new Error(`${command.constructor.name} has no schema that is understood`);
  return given(schema[5], body);
}

function given(reference: unknown, value: Json): unknown {
  const schema = followed(reference);
  if (value === null) return undefined;
  if (typeof schema === 'number') return simple(schema, value);
  if (!Array.isArray(schema)) return value;
  const [kind, , , , names, inner] = schema as readonly unknown[];
  if (kind === SIMPLE) return given(names, value);
  if (kind === LIST && Array.isArray(value)) return value.map((item: Json) => given(names, item));
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const record = value as Readonly<Record<string, Json>>;
  if (kind === MAP) return mapped(record, () => inner);
  if (kind !== STRUCT && kind !== UNION) return value;
  const places = new Map((names as readonly string[]).map((name, place) => [name, place]));
  return mapped(record, (name) => {
    const place = places.get(name);
    return place === undefined ? undefined : (inner as readonly unknown[])[place];
  });
}

function mapped(record: Readonly<Record<string, Json>>, schemaOf: (name: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(record).map(([name, item]) => [name, given(schemaOf(name), item)]),
  );
}

function simple(schema: number, value: Json): unknown {
  if (schema >= MAP_OF && typeof value === 'object' && !Array.isArray(value))
    return mapped(value as Readonly<Record<string, Json>>, () => schema - MAP_OF);
  if (schema >= LIST_OF && Array.isArray(value))
    return value.map((item: Json) => given(schema - LIST_OF, item));
  if (TIMESTAMPS.includes(schema) && typeof value === 'string') return time(value);
  if (BLOBS.includes(schema) && typeof value === 'string') return new TextEncoder().encode(value);
  // The recorder's SDK decodes policy documents of IAM, which JavaScript's leaves as they come: URL-encoded.
  if (schema === 0 && typeof value === 'object') return encodeURIComponent(JSON.stringify(value));
  return value;
}

/** Times that lost their zone are taken for UTC. */
function time(text: string): Date {
  return new Date(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}

/** Members are the schema, a function that gives it, or a pair of it and its traits. */
function followed(reference: unknown): unknown {
  if (typeof reference === 'function') return followed((reference as () => unknown)());
  if (Array.isArray(reference) && reference.length === 2) return followed(reference[0]);
  return reference;
}
