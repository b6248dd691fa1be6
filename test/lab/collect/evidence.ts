/** What a snapshot tells, its verdicts and its drift, to hold a run with faults against one without. */
import { detectDrift } from '../../../src/drift/detect-drift.ts';
import { ignoredPlaces } from '../../../src/drift/ignored-places.ts';
import { volatileAttributes } from '../../../src/drift/volatile.ts';
import type { Manifest } from '../../../src/finding/manifest.ts';
import type { Report } from '../../../src/finding/report.ts';
import { mayExistOnly } from '../../../src/resource/may-exist-only.ts';
import type { Json, Path, Resource } from '../../../src/resource/resource.ts';
import { startsWith } from '../../../src/resource/starts-with.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { hashOf } from '../../../src/snapshot/redact.ts';

const VOLATILE = ignoredPlaces(volatileAttributes());

export interface Evidence {
  readonly manifest: Manifest;
  readonly resources: ReadonlyMap<string, Resource>;
  /** By policy and key of the resource, as `scan -f json --show all` tells them. */
  readonly verdicts: ReadonlyMap<string, string>;
}

/** Throws for two resources of one name. */
export function evidenceOf(folder: string, report: string): Evidence {
  const { manifest, resources } = openSnapshot(folder);
  const byName = new Map<string, Resource>();
  for (const found of resources()) {
    const resource = withoutPort(found);
    const name = nameOf(resource);
    if (byName.has(name)) throw new Error(`twice in ${folder}: ${name}`);
    byName.set(name, resource);
  }
  const { findings } = withoutPort(JSON.parse(report) as Report);
  const verdicts = new Map(
    findings.map(({ policy, resource, verdict }) => [
      `${policy} ${resource.type} ${resource.key ?? resource.id}`,
      verdict,
    ]),
  );
  return { manifest, resources: byName, verdicts };
}

/** URLs in answers name the port that was asked. */
function withoutPort<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')) as Value;
}

function nameOf({ type, key, id, values }: Resource): string {
  return `${type} ${key ?? id ?? JSON.stringify(values)}`;
}

/** Types of which resources may be missing. */
function gapsOf({ manifest }: Evidence): ReadonlySet<string> {
  const open = manifest.coverage.filter(({ status, listed }) => status !== 'complete' && listed !== true);
  return new Set(open.map(({ type }) => type));
}

/** Lines on what the second tells that is not so, or keeps from its reader; none where it is honest. */
export function untruths(clean: Evidence, faulty: Evidence): readonly string[] {
  return [
    ...lost(clean, faulty),
    ...madeUp(clean, faulty),
    ...altered(clean, faulty),
    ...misjudged(clean, faulty),
  ];
}

function lost(clean: Evidence, faulty: Evidence): readonly string[] {
  const gaps = gapsOf(faulty);
  return [...clean.resources]
    .filter(([name, { type }]) => !faulty.resources.has(name) && !gaps.has(type))
    .map(([name]) => `lost: ${name}`);
}

function madeUp(clean: Evidence, faulty: Evidence): readonly string[] {
  return [...faulty.resources]
    .filter(([name, resource]) => !clean.resources.has(name) && !mayExistOnly(resource))
    .map(([name]) => `made up: ${name}`);
}

function altered(clean: Evidence, faulty: Evidence): readonly string[] {
  return [...faulty.resources].flatMap(([name, resource]) => {
    const known = clean.resources.get(name);
    if (known === undefined) return [];
    const open = [...resource.unknown.map(({ path }) => path), ...(VOLATILE.get(resource.type) ?? [])];
    const places: Path[] = [];
    const parts = ['values', 'tags', 'id', 'scope', 'origin'] as const;
    // Who made what may not be there at all is not known either.
    for (const part of parts.filter((one) => one !== 'origin' || !mayExistOnly(resource)))
      differences(known[part] as Json, resource[part] as Json, [part], open, places);
    return places.map((path) => `altered: ${name}: ${path.join('.')}`);
  });
}

function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: Path,
  open: readonly Path[],
  found: Path[],
): void {
  if (open.some((one) => startsWith(path, one))) return;
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (isRecord(before) && isRecord(after) && Array.isArray(before) === Array.isArray(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const step = Array.isArray(before) ? Number(name) : name;
      differences(before[name], after[name], [...path, step], open, found);
    }
    return;
  }
  const isHollow = after === undefined && open.some((one) => startsWith(one, path));
  if (!isHollow) found.push(path);
}

function isRecord(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null;
}

/** Nothing definite may be said that was not said with all evidence at hand. */
function misjudged(clean: Evidence, faulty: Evidence): readonly string[] {
  const gaps = gapsOf(faulty);
  const types = [...clean.verdicts].filter(([name]) => !faulty.verdicts.has(name));
  return [
    ...[...faulty.verdicts]
      .filter(([name, verdict]) => verdict !== 'unknown' && clean.verdicts.get(name) !== verdict)
      .map(([name, verdict]) => `misjudged: ${name}: ${clean.verdicts.get(name)} is ${verdict}`),
    ...types
      .filter(([name]) => !gaps.has(name.split(' ')[1] ?? ''))
      .map(([name, verdict]) => `not judged: ${name}: ${verdict}`),
  ];
}

/**
 * Lines on what drift tells of a snapshot, held against states that have what was really there: each fact declared on
 * its own, and inside the resource that it belongs to.
 */
export function falseDrift(truth: readonly Resource[], evidence: Evidence, key: string): readonly string[] {
  const state = truth
    .filter(({ type }) => !type.startsWith('driftlock_'))
    .map(withoutPort)
    .map(asState);
  return [
    ...driftLines(state, evidence, key),
    ...driftLines(inside(state), evidence, key).map((line) => `inside: ${line}`),
  ];
}

function driftLines(
  state: readonly Resource[],
  { manifest, resources }: Evidence,
  key: string,
): readonly string[] {
  const drift = detectDrift({
    state,
    live: resources.values(),
    account: manifest.asked.accounts[0] ?? '',
    coverage: manifest.coverage.map((entry) => ({ ...entry, source: 's' })),
    ignored: ignoredPlaces(manifest.not_filled, volatileAttributes()),
    hash: (value, path, live) => hashOf(value, live, path, key),
  });
  return [
    ...drift.changed.map(
      ({ address, attributes }) => `changed: ${address} ${attributes.map(({ path }) => path.join('.'))}`,
    ),
    ...drift.missing.map(({ address }) => `missing: ${address}`),
    ...drift.unmanaged.map(({ type, key: known, id }) => `unmanaged: ${type} ${known ?? id}`),
  ];
}

/** Facts that may be declared inside another resource: its type, what names it, and where they stand in it. */
const INSIDE: Readonly<Record<string, readonly [type: string, link: string, attribute: string]>> = {
  aws_iam_role_policy: ['aws_iam_role', 'role', 'inline_policy'],
  aws_kms_key_policy: ['aws_kms_key', 'key_id', 'policy'],
  aws_route: ['aws_route_table', 'route_table_id', 'route'],
  aws_s3_bucket_cors_configuration: ['aws_s3_bucket', 'bucket', 'cors_rule'],
  aws_s3_bucket_lifecycle_configuration: ['aws_s3_bucket', 'bucket', 'lifecycle_rule'],
  aws_s3_bucket_logging: ['aws_s3_bucket', 'bucket', 'logging'],
  aws_s3_bucket_policy: ['aws_s3_bucket', 'bucket', 'policy'],
  aws_s3_bucket_server_side_encryption_configuration: [
    'aws_s3_bucket',
    'bucket',
    'server_side_encryption_configuration',
  ],
  aws_s3_bucket_versioning: ['aws_s3_bucket', 'bucket', 'versioning'],
  aws_s3_bucket_website_configuration: ['aws_s3_bucket', 'bucket', 'website'],
  aws_secretsmanager_secret_policy: ['aws_secretsmanager_secret', 'secret_arn', 'policy'],
  aws_sns_topic_policy: ['aws_sns_topic', 'arn', 'policy'],
  aws_sqs_queue_policy: ['aws_sqs_queue', 'queue_url', 'policy'],
  aws_sqs_queue_redrive_policy: ['aws_sqs_queue', 'queue_url', 'redrive_policy'],
  aws_vpc_security_group_egress_rule: ['aws_security_group', 'security_group_id', 'egress'],
  aws_vpc_security_group_ingress_rule: ['aws_security_group', 'security_group_id', 'ingress'],
};

/** The same state with these facts declared inside; throws where a fact's owner is not there. */
function inside(state: readonly Resource[]): readonly Resource[] {
  return state.map((one, place) => {
    const [type, link, attribute] = INSIDE[one.type] ?? [];
    if (type === undefined || link === undefined || attribute === undefined) return one;
    const owner = state.find((other) => other.type === type && other.id === one.values[link]);
    if (owner?.address === undefined) throw new Error(`no ${type} for ${nameOf(one)}`);
    const path = [attribute, place];
    return { ...one, address: owner.address, declared: { type, address: owner.address, path, as: 'inline' } };
  });
}

/** What lives as a state has it: somebody declared it, also what the cloud makes by itself. */
function asState({ origin: _, ...resource }: Resource, place: number): Resource {
  return { ...resource, address: `${resource.type}.r${place}`, observed: { from: 'state' } };
}
