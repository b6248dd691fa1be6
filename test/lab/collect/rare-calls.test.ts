/** Calls that an account has to be special for: with them, each call that a collector can make is made in some test account. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/finding/manifest.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { type FaultLab, missingForFaults, startFaultLab } from './fault-lab.ts';
import { type Mend, type MendingProxy, startMendingProxy } from './mending-proxy.ts';

const missing = missingForFaults();
if (missing !== undefined) console.warn(`SKIPPED: rare calls of collectors, for want of ${missing}`);

const SCRIPT = fileURLToPath(new URL('rare-account.py', import.meta.url));
const COLLECTORS = fileURLToPath(new URL('../../../src/collect/aws', import.meta.url));
const SIGNING = 'arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-0123456789abcdef0';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:fn-0';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0';

interface Made {
  readonly spot: { readonly request: string; readonly instance: string };
  readonly replicated: string;
}

let lab: FaultLab;
let proxy: MendingProxy;
let made: Made;
let manifest: Manifest;
let byFunction: Manifest;
let resources: readonly Resource[];

/** What AWS says and the simulator does not; the two listings of code signing it lacks, and the key for volumes. */
const mend: Mend = ({ operation, body }) => {
  switch (operation) {
    case 'DescribeTrails':
      return body.replace(/"(HasCustomEventSelectors|HasInsightSelectors)": ?false/g, '"$1": true');
    case 'DescribeInstances':
      return body.replace(
        `<instanceId>${made.spot.instance}</instanceId>`,
        `$&<spotInstanceRequestId>${made.spot.request}</spotInstanceRequestId>${body.includes('<instanceLifecycle>') ? '' : '<instanceLifecycle>spot</instanceLifecycle>'}`,
      );
    case 'ListSecrets':
      return body.replace(`"ARN": "${made.replicated}"`, '$&, "PrimaryRegion": "us-east-1"');
    // As if it had been made since.
    case 'ListRoles':
      return body.replace(
        /<member>(?:(?!<\/member>)[\s\S])*?<RoleName>admin<\/RoleName>[\s\S]*?<\/member>/,
        '',
      );
    case 'GET /2020-04-22/code-signing-configs':
    case 'GET /2020-04-22/code-signing-configs/':
      return JSON.stringify({ CodeSigningConfigs: [{ CodeSigningConfigArn: SIGNING }] });
    case 'GetEbsDefaultKmsKeyId':
      return `<GetEbsDefaultKmsKeyIdResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><kmsKeyId>${KEY}</kmsKeyId></GetEbsDefaultKmsKeyIdResponse>`;
    default:
      return /code-signing-configs\/.*\/functions$/.test(decodeURIComponent(operation))
        ? JSON.stringify({ FunctionArns: [FUNCTION] })
        : undefined;
  }
};

describe.skipIf(missing !== undefined)('rare calls', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    lab = await startFaultLab();
    const printed = execFileSync('python3', [SCRIPT, `http://127.0.0.1:${lab.port}`], { encoding: 'utf8' });
    made = JSON.parse(printed) as Made;
    proxy = await startMendingProxy(lab.port, mend);
    const out = join(lab.folder, 'rare');
    const words = ['-o', out, '--types', '*', '--regions', 'us-east-1'];
    const ran = await lab.driftlock(proxy.port, 'collect', 'aws', ...words);
    expect([ran.code, ran.stderr, ran.code === 0 ? '' : ran.stdout]).toEqual([0, '', '']);
    // Without the listing of configurations, functions are asked one by one.
    const alone = join(lab.folder, 'alone');
    await lab.driftlock(
      lab.port,
      'collect',
      'aws',
      '-o',
      alone,
      '--types',
      'aws_lambda_function',
      '--regions',
      'us-east-1',
    );
    byFunction = openSnapshot(alone).manifest;
    const snapshot = openSnapshot(out);
    manifest = snapshot.manifest;
    resources = [...snapshot.resources()];
  }, 300_000);

  afterAll(async () => {
    proxy?.close();
    await lab?.down();
  });

  function valuesOf(type: string, name: string): Resource['values'] {
    const found = resources.filter((one) => one.type === type && [one.id, one.values.name].includes(name));
    expect(found.map(({ unknown }) => unknown.filter(({ reason }) => reason !== 'redacted'))).toEqual([[]]);
    return found[0]?.values ?? {};
  }

  it('every call that a collector can make is made', () => {
    const requests = { ...manifest.requests, ...byFunction.requests };
    const asked = new Set(Object.keys(requests).map((api) => api.split(':')[1]));
    expect(operationsIn(COLLECTORS).filter((operation) => !asked.has(operation))).toEqual([]);
  });

  it('selectors of trails', () => {
    expect(valuesOf('aws_cloudtrail', 'trail')).toMatchObject({
      event_selector: [{ read_write_type: 'All', include_management_events: true }],
      insight_selector: [{ insight_type: 'ApiCallRateInsight' }],
    });
    const { advanced_event_selector: selectors, ...others } = valuesOf('aws_cloudtrail', 'advanced');
    expect(selectors).toMatchObject([
      {
        name: 'management',
        field_selector: [
          { field: 'eventCategory', equals: ['Management'] },
          { field: 'readOnly', equals: ['false'] },
        ],
      },
    ]);
    expect(others).not.toHaveProperty('event_selector');
  });

  it('the request of a spot instance', () => {
    expect(valuesOf('aws_instance', made.spot.instance)).toMatchObject({
      spot_instance_request_id: made.spot.request,
      instance_market_options: [
        { market_type: 'spot', spot_options: [{ max_price: '0.050000', spot_instance_type: 'persistent' }] },
      ],
    });
  });

  it('a role that the listing did not have yet', () => {
    expect(manifest.requests['iam:GetRole']).toBe(1);
    expect(valuesOf('aws_iam_role', 'admin')).toMatchObject({ name: 'admin', max_session_duration: 3600 });
  });

  it('the copies of a secret', () => {
    expect(valuesOf('aws_secretsmanager_secret', made.replicated)).toMatchObject({
      replica: [{ region: 'eu-west-1' }],
    });
  });

  it('the code signing of a function, and the key for volumes', () => {
    expect(valuesOf('aws_lambda_function', 'fn-0')).toMatchObject({ code_signing_config_arn: SIGNING });
    expect(resources.filter(({ type }) => type === 'aws_ebs_default_kms_key')).toMatchObject([
      { values: { key_arn: KEY } },
    ]);
  });
});

/** `GetRole`, `ListRoles`: what the sources below a folder send. */
function operationsIn(folder: string): readonly string[] {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const found = sources.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/new (\w+)Command\(/g)].map(
      ([, operation = '']) => operation,
    ),
  );
  return [...new Set(found)].sort();
}
