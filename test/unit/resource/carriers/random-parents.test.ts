/** Folding and unfolding of random parents: values come back, and no unknown or sensitive place gets lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfold } from '../../../../src/resource/carriers/unfold.ts';
import { documentsOf } from '../../../../src/resource/documents/index.ts';
import type { Json, JsonObject, Path } from '../../../../src/resource/resource.ts';
import { shape } from '../../../../src/resource/shape.ts';
import { type AttributeType, type BlockSchema, typeSchema } from '../../../../src/resource/type-schema.ts';
import { AWS, created } from '../raw.ts';

const word = fc.stringMatching(/^[a-z]{1,4}$/);
const document = { Statement: [{ Effect: 'Allow', Action: ['a'], Resource: ['*'] }] };

/** Attributes that come in no other way than these, or whose words mean something. */
const NAMED: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  protocol: fc.constantFrom('tcp', '-1', '6', 'all', 'udp', '50'),
  type: fc.constantFrom('ingress', 'egress'),
  redirect_all_requests_to: fc.constantFrom('https://a.b', 'http://a.b', 'a.b'),
  self: fc.boolean(),
};
const ALWAYS = new Set([
  'self',
  'protocol',
  'from_port',
  'to_port',
  'id',
  'bucket',
  'enabled',
  'mfa_delete',
  'permissions',
]);

function arbitraryOf(type: AttributeType, name: string, place: string, of: string): fc.Arbitrary<Json> {
  if (documentsOf(of)?.has(place)) return fc.constant(document);
  const named = NAMED[name];
  if (named !== undefined) return named;
  if (type === 'number') return fc.nat(9);
  if (type === 'bool') return fc.boolean();
  if (typeof type === 'string') return word;
  const inner = type[1] as AttributeType;
  if (type[0] === 'map') return fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 });
  if (type[0] === 'object') return objectOf(inner as unknown as Record<string, AttributeType>, place, of);
  const list = fc.uniqueArray(arbitraryOf(inner, '', place, of), {
    minLength: 1,
    maxLength: 2,
    selector: JSON.stringify,
  });
  return list as fc.Arbitrary<Json>;
}

function objectOf(types: Record<string, AttributeType>, place: string, of: string): fc.Arbitrary<JsonObject> {
  const model = Object.entries(types).map(
    ([name, type]) => [name, arbitraryOf(type, name, `${place}.${name}`, of)] as const,
  );
  return fc.record(Object.fromEntries(model), {
    requiredKeys: Object.keys(types).filter((name) => ALWAYS.has(name)),
  });
}

function blockOf(
  schema: BlockSchema,
  of: string,
  prefix: string,
  names?: readonly string[],
): fc.Arbitrary<JsonObject> {
  const model: Record<string, fc.Arbitrary<Json>> = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (names === undefined || names.includes(name))
      model[name] = arbitraryOf(attribute.type, name, prefix + name, of);
  }
  for (const [name, nested] of Object.entries(schema.blocks)) {
    if (names !== undefined && !names.includes(name)) continue;
    const element = blockOf(nested.block, of, `${prefix}${name}.`).filter(
      (value) => Object.keys(value).length > 0,
    );
    const maxLength = nested.max === 0 ? 2 : nested.max;
    const identity =
      name === 'grant' ? ({ id, type, uri }: JsonObject) => JSON.stringify([id, type, uri]) : JSON.stringify;
    model[name] = fc.uniqueArray(element, {
      minLength: 1,
      maxLength,
      selector: identity,
    }) as fc.Arbitrary<Json>;
  }
  const required = Object.keys(model).filter(
    (name) => ALWAYS.has(name) || schema.attributes[name]?.required || (schema.blocks[name]?.min ?? 0) > 0,
  );
  return fc.record(model, { requiredKeys: required });
}

const PARENTS: readonly (readonly [type: string, names: readonly string[]])[] = [
  ['aws_security_group', ['id', 'name', 'ingress', 'egress']],
  [
    'aws_security_group_rule',
    ['type', 'security_group_id', 'protocol', 'from_port', 'to_port', 'cidr_blocks', 'ipv6_cidr_blocks'],
  ],
  ['aws_iam_role', ['id', 'name', 'inline_policy', 'managed_policy_arns']],
  ['aws_iam_policy_attachment', ['id', 'name', 'policy_arn', 'roles', 'users', 'groups']],
  ['aws_iam_group_membership', ['id', 'name', 'group', 'users']],
  ['aws_iam_user_group_membership', ['id', 'user', 'groups']],
  ['aws_route_table', ['id', 'route']],
  ['aws_default_network_acl', ['id', 'ingress', 'egress', 'subnet_ids']],
  ['aws_network_acl', ['id', 'vpc_id', 'ingress', 'subnet_ids']],
  ['aws_default_security_group', ['id', 'description', 'ingress', 'egress']],
  ['aws_default_subnet', ['id', 'availability_zone', 'force_destroy', 'tags']],
  ...[
    'versioning',
    'logging',
    'server_side_encryption_configuration',
    'lifecycle_rule',
    'cors_rule',
    'website',
  ].map((name) => ['aws_s3_bucket', ['id', 'bucket', name]] as const),
  ['aws_s3_bucket', ['id', 'bucket', 'acl', 'grant']],
  ['aws_s3_bucket', ['id', 'bucket', 'object_lock_configuration']],
  ['aws_s3_bucket', ['id', 'bucket', 'replication_configuration']],
  ['aws_sqs_queue', ['id', 'policy', 'redrive_policy', 'redrive_allow_policy']],
];

/** What only the older spelling has, and no record of the fact. */
const OWN = new Set([
  'aws_iam_policy_attachment.name',
  'aws_iam_policy_attachment.id',
  'aws_iam_group_membership.name',
  'aws_iam_group_membership.id',
  'aws_iam_user_group_membership.id',
]);

/** Ports of what has none; and what becomes the type of the record cannot be hidden. */
function isMeaningless(values: JsonObject, path: Path, sensitive: boolean): boolean {
  const name = String(path.at(-1));
  if (sensitive && ['type', 'self'].includes(name)) return true;
  const rule = path
    .slice(0, -1)
    .reduce<Json | undefined>((at, step) => (at as JsonObject | undefined)?.[step], values);
  const { protocol } = (rule ?? {}) as JsonObject;
  return /_port$/.test(name) && ['-1', 'all', '50'].includes(String(protocol));
}

function leaves(value: Json | undefined, path: Path, found: Path[]): Path[] {
  if (typeof value !== 'object' || value === null) found.push(path);
  else if (value !== (document as Json)) {
    found.push(path);
    for (const [name, item] of Object.entries(value))
      leaves(item, [...path, Array.isArray(value) ? Number(name) : name], found);
  } else found.push(path);
  return found;
}

/** The value with that place gone, as Terraform leaves unknown values out. */
function without(value: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return null;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? without(item, rest) : item));
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.flatMap(([name, item]) =>
      name !== step ? [[name, item]] : rest.length === 0 ? [] : [[name, without(item, rest)]],
    ),
  );
}

function mirror(path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (typeof step === 'string') return { [step]: mirror(rest) };
  return [...Array<Json>(step).fill(false), mirror(rest)];
}

const starts = (whole: Path, part: Path) => part.every((step, depth) => step === whole[depth]);
const text = (path: Path) => path.join('.');

describe.each(PARENTS)('%s %j', (type, names) => {
  const schema = typeSchema(AWS, type);
  const parents = blockOf(schema as BlockSchema, type, '', names);
  const folded = (raw: ReturnType<typeof created>) => shape({ ...raw, expressions: raw.values }, schema);

  it('comes back whole', () => {
    fc.assert(
      fc.property(parents, (values) => {
        const back = unfold(folded(created(type, values)));
        expect(back).toHaveLength(1);
        expect(back[0]?.values).toEqual(values);
      }),
      { numRuns: 40 },
    );
  });

  it('loses no unknown and no sensitive place', () => {
    const places = parents.chain((values) => {
      const all = leaves(values, [], []).filter(
        (path) => path.length > 0 && !OWN.has(`${type}.${text(path)}`),
      );
      return fc.tuple(fc.constant(values), fc.constantFrom(...all), fc.boolean());
    });
    fc.assert(
      fc.property(places, ([values, path, sensitive]) => {
        fc.pre(!isMeaningless(values, path, sensitive));
        const marks = sensitive ? { sensitive: mirror(path) } : { unknown: mirror(path) };
        const raw = created(type, sensitive ? values : (without(values, path) as JsonObject), marks);
        const records = shape({ ...raw, expressions: values }, schema);
        const listed = records.flatMap((record) =>
          sensitive ? record.sensitive : record.unknown.map((entry) => entry.path),
        );
        expect(listed, text(path)).not.toEqual([]);
        const [back] = unfold(records);
        const after = sensitive ? (back?.sensitive ?? []) : (back?.unknown ?? []).map((entry) => entry.path);
        const at = ['values', ...path];
        const isCovered = after.some((place) => starts(at, place) || starts(place, at));
        expect(isCovered, `${text(at)} in ${after.map(text).join(' ')}`).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
