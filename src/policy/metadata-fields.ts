/** The fields of `custom` in a policy's METADATA: what each may be. */
import { SEVERITIES } from '../finding/finding.ts';
import { EXPOSURES, IMPACTS } from '../finding/policy.ts';
import { isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';

/** `read` gives the value, or undefined where it is of the wrong kind; `expects` says what would be right. */
interface Field<T> {
  readonly expects: string;
  readonly read: (value: unknown) => T | undefined;
}

function oneOf<const T extends string>(names: readonly T[]): Field<T> {
  return {
    expects: `one of ${names.join(', ')}`,
    read: (value) => names.find((name) => name === value),
  };
}

const TEXT: Field<string> = {
  expects: 'a text',
  read: (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined),
};

const TEXTS: Field<readonly string[]> = {
  expects: 'a list of texts',
  read: (value) =>
    Array.isArray(value) && value.every((item) => TEXT.read(item) !== undefined)
      ? (value as readonly string[])
      : undefined,
};

const SOME_TEXTS: Field<readonly string[]> = {
  expects: 'a list of at least one text',
  read: (value) => {
    const texts = TEXTS.read(value);
    return texts?.length === 0 ? undefined : texts;
  },
};

/** What each is made of, param-declarations.ts reads. */
const PARAMS: Field<JsonObject> = {
  expects: 'a mapping of parameters, each with its type',
  read: (value) => (isObject(value as Json) ? (value as JsonObject) : undefined),
};

export const FIELDS = {
  severity: oneOf(SEVERITIES),
  exposure: oneOf(EXPOSURES),
  impact: oneOf(IMPACTS),
  resources: SOME_TEXTS,
  having: SOME_TEXTS,
  mode: oneOf(['managed', 'data']),
  on: oneOf(['change']),
  related: TEXTS,
  needs: SOME_TEXTS,
  params: PARAMS,
  aliases: TEXTS,
  remediation: TEXT,
  fix: TEXT,
  enforcement: oneOf(['block', 'warn']),
} satisfies Record<string, Field<unknown>>;

export type FieldName = keyof typeof FIELDS;
export type CustomFields = {
  readonly [K in FieldName]?: Exclude<ReturnType<(typeof FIELDS)[K]['read']>, undefined>;
};

/** Fields of the METADATA block itself, as OPA has them. */
export const METADATA_FIELDS = [
  'scope',
  'title',
  'description',
  'related_resources',
  'authors',
  'organizations',
  'schemas',
  'entrypoint',
  'compile',
  'labels',
  'custom',
];
