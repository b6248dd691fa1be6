/** Writes docs/collectors.md from what the collectors declare; `--print` prints the page instead. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Policies that AWS manages, and which of the actions each lacks; test/unit/collect/collectors-page.test.ts holds it
 * against their documents. Source: SecurityAudit v86, ReadOnlyAccess v182 (AWS Managed Policy Reference), read 2026-11.
 */
const MANAGED = {
  SecurityAudit: ['kms:Decrypt', 'lambda:GetFunction', 'sns:GetSubscriptionAttributes', 'ssm:GetParameters'],
  ReadOnlyAccess: ['kms:Decrypt'],
};
/** Services that decrypt for who asks them, and not without `kms:Decrypt` of the caller. */
const DECRYPTING = ['lambda', 'ssm'];

/** Collectors in the order of their ids, and the actions that opening an account needs. */
async function declared() {
  const bundle = path.join(root, `dist/.collectors.${process.pid}.mjs`);
  await build({
    stdin: {
      contents:
        "export { AWS_COLLECTORS } from './src/collect/aws/registry.ts'; export { SESSION_PERMISSIONS } from './src/collect/aws/session.ts';",
      resolveDir: root,
    },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  try {
    const { AWS_COLLECTORS, SESSION_PERMISSIONS } = await import(pathToFileURL(bundle).href);
    const collectors = await Promise.all(Object.values(AWS_COLLECTORS).map(({ load }) => load()));
    return { collectors: collectors.sort((a, b) => (a.id < b.id ? -1 : 1)), session: SESSION_PERMISSIONS };
  } finally {
    rmSync(bundle, { force: true });
  }
}

/** Values of the keys of IAM conditions may hold wildcards with StringLike. */
function policyDocument(actions) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DriftlockCollect',
        Effect: 'Allow',
        Action: actions.filter((action) => action !== 'kms:Decrypt'),
        Resource: '*',
      },
      {
        Sid: 'DriftlockCompareSecrets',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringLike: { 'kms:ViaService': DECRYPTING.map((name) => `${name}.*.amazonaws.com`) } },
      },
    ],
  };
}

function code(names) {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** Attributes by the reason for which they are not filled, in the order in which the collector gives them. */
function notFilledLines({ notFilled }) {
  const places = new Map();
  for (const [type, reasons] of Object.entries(notFilled))
    for (const [name, why] of Object.entries(reasons))
      places.set(why, [...(places.get(why) ?? []), `${type}.${name}`]);
  if (places.size === 0) return ['Fills every attribute that its types have.'];
  return [
    '| not filled | why |',
    '| --- | --- |',
    ...[...places].map(([why, names]) => `| ${code(names)} | ${why.replaceAll('|', '\\|')} |`),
  ];
}

function section(collector) {
  const { id, per, types, permissions } = collector;
  const actions = permissions.length === 0 ? 'none: opening the account tells it' : code(permissions);
  return [
    `## ${id}`,
    '',
    `Runs once for ${per === 'account' ? 'the account' : 'each region'}.`,
    '',
    `- Types: ${code(types)}`,
    `- Actions: ${actions}`,
    '',
    ...notFilledLines(collector),
    '',
  ];
}

function managedLine([name, lacking]) {
  return `| [${name}](https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html) | ${code(lacking)} |`;
}

function page({ collectors, session }) {
  const actions = [...new Set([...session, ...collectors.flatMap(({ permissions }) => permissions)])].sort();
  const types = collectors.flatMap((one) => one.types);
  return [
    '<!-- Written by `npm run docs:collectors` from the collectors themselves. -->',
    '# Collectors',
    '',
    `What \`driftlock collect aws\` can read: ${types.length} types by ${collectors.length} collectors. Each collector is one file below`,
    '`src/collect/`, named as here; a run loads and asks only those that it needs ([how](collect.md)).',
    '',
    '## Permissions',
    '',
    `All ${actions.length} actions of all collectors, none of which writes. A denied action is a gap that is named and never a wrong`,
    'verdict, so a narrower policy is safe. `sts:GetCallerIdentity` needs no permission.',
    '',
    '`kms:Decrypt` serves two services only: the Systems Manager decrypts a SecureString parameter, and Lambda the environment',
    'of a function with a key of yours, with the rights of who asks. Driftlock keeps a keyed hash of such values, to tell',
    'whether they changed. Without the second statement those attributes are unknown.',
    '',
    '```json',
    JSON.stringify(policyDocument(actions), null, 2),
    '```',
    '',
    'Of the policies that AWS manages, these cover it but for what they lack. They allow far more: ReadOnlyAccess also the',
    'contents of buckets.',
    '',
    '| policy | lacks |',
    '| --- | --- |',
    ...Object.entries(MANAGED).map(managedLine),
    '',
    ...collectors.flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const text = page(await declared());
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(path.join(root, 'docs/collectors.md'), text);
