/** The id of a new policy: what can be a package, a path and a name in the report at once. */
import { DriftlockError } from '../../errors.ts';

/** Words of Rego that cannot be part of a package. */
const KEYWORDS = new Set(
  'as contains default else every false if import in not null package some true with'.split(' '),
);
const PART = /^[a-z_][a-z0-9_]*$/;

/** Its parts; throws DriftlockError `usage` with a name that would do. */
export function newPolicyId(id: string, taken: ReadonlySet<string>): readonly string[] {
  const parts = id.split('.');
  const refuse = (message: string, hint: string): never => {
    throw new DriftlockError('usage', message, { hint });
  };
  const strange = parts.find((part) => !PART.test(part));
  if (strange !== undefined) {
    const mended = parts.map(plainPart);
    const offer = mended.every((part) => PART.test(part)) ? `write ${mended.join('.')}` : EXAMPLE;
    refuse(
      `"${strange}" in "${id}" cannot be part of a policy's id: small letters, digits and _ only`,
      offer,
    );
  }
  const keyword = parts.find((part) => KEYWORDS.has(part));
  if (keyword !== undefined)
    refuse(`"${keyword}" in "${id}" is a word of Rego`, `write ${id.replace(keyword, `${keyword}_`)}`);
  if (parts.length < 2) refuse(`the id "${id}" has one part only`, EXAMPLE);
  const [root = '', last = ''] = [parts[0], parts.at(-1)];
  if (['driftlock', 'policies', 'data', 'input'].includes(root))
    refuse(`an id cannot begin with "${root}"`, EXAMPLE);
  if (last === 'test' || last.endsWith('_test'))
    refuse(
      `"${last}" would be a test: its file ends in _test.rego`,
      `write ${id.replace(/_?test$/, '') || id}`,
    );
  if (taken.has(id)) refuse(`a bundled policy has the id ${id} already`, EXAMPLE);
  return parts;
}

const EXAMPLE = 'for instance acme.s3.bucket_named: whose it is, the service, what it demands';

function plainPart(part: string): string {
  return part
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^(?=\d)/, '_');
}
