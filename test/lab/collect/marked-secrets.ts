/** The secrets that fault-account.py plants, looked for in whatever Driftlock writes; and states that hold them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';

const MARK = 'MARKED-SECRET-';
/** Of these types all that they hold can stand in a state as it is. */
const HOLDERS = ['aws_db_instance', 'aws_instance', 'aws_lambda_function', 'aws_ssm_parameter'];

/** The mark as text, in base64 at each of its three offsets, and in hexadecimal digits. */
function spellings(mark: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(mark)]).toString('base64');
    // The first and the last digits hold bits of what stands beside it.
    return text.slice(Math.ceil((offset * 8) / 6), -4);
  });
  return [mark, ...inBase64, Buffer.from(mark).toString('hex')];
}

const SPELLINGS = spellings(MARK);

/** Which of the secrets stand in a text, or `some` where the number cannot be told; also those that are no marks. */
export function secretsIn(text: string, ...others: readonly string[]): readonly string[] {
  const numbers = [...text.matchAll(/MARKED-SECRET-(\d+)/g)].map(([, number]) => number ?? '');
  const isHidden = numbers.length === 0 && SPELLINGS.some((one) => text.includes(one));
  return [
    ...new Set([...numbers, ...(isHidden ? ['some'] : []), ...others.filter((one) => text.includes(one))]),
  ];
}

/** Every file below the folder, unpacked, by path. */
export function* filesIn(folder: string): Generator<readonly [path: string, text: string]> {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const bytes = readFileSync(path);
    yield [path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')];
  }
}

/** A .tfstate of what lives, secrets and all; each secret with `suffix` at its end. */
export function stateOf(truth: readonly Resource[], suffix: string): string {
  const resources = truth
    .filter(({ type }) => HOLDERS.includes(type))
    .map(({ type, values }, place) => ({
      mode: 'managed',
      type,
      name: `r${place}`,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: 0, attributes: suffixed(withPassword(type, values), suffix) }],
    }));
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: 'faults',
    outputs: {},
    resources,
  });
}

/** A state has what was set, though no API gives it back. */
function withPassword(type: string, values: JsonObject): JsonObject {
  return type === 'aws_db_instance' ? { ...values, password: `${MARK}7` } : values;
}

/** Of user data the provider keeps the SHA-1 alone. */
function suffixed(values: JsonObject, suffix: string): JsonObject {
  const text = JSON.stringify(values).replace(/MARKED-SECRET-\d+/g, (mark) => `${mark}${suffix}`);
  const changed = JSON.parse(text) as JsonObject;
  if (suffix === '' || typeof values.user_data !== 'string') return changed;
  return { ...changed, user_data: createHash('sha1').update(values.user_data).digest('hex') };
}
