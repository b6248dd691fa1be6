/** Names, METADATA, links, imports, and what does not compile. */
import { describe, expect, test } from 'vitest';
import { policy, told, toldOf } from './told.ts';

describe('names and METADATA', () => {
  test('all that is wrong with one block', async () => {
    const text =
      '# METADATA\n# titel: A policy\n# custom:\n#   severity: hihg\n#   resource: [aws_ebs_volume]\npackage acme.p\n\ndeny contains "x" if input.values.size > 5\n';
    expect(await told({ 'acme/p.rego': text })).toEqual([
      'acme/p.rego:1:1: error: title is missing [metadata]',
      'acme/p.rego:2:1: error: titel is not a field of METADATA; did you mean "title"? known: scope, title, description, related_resources, authors, organizations, schemas, entrypoint, compile, labels, custom [metadata]',
      'acme/p.rego:3:1: error: custom.resources is missing [metadata]',
      'acme/p.rego:4:1: error: custom.severity must be one of critical, high, medium, low, info [metadata]',
      expect.stringMatching(
        /^acme\/p\.rego:5:1: error: custom\.resource is not known; did you mean "resources"\?/,
      ),
    ]);
  });

  test('a type that is not there', async () => {
    expect(
      await toldOf('deny contains "x" if input.values.size > 5', { resources: 'aws_ebs_volum' }),
    ).toEqual([
      expect.stringMatching(
        /^5:1: error: aws_ebs_volum is not a resource type of the provider; did you mean "aws_ebs_volume"\?/,
      ),
    ]);
  });

  test('ids: path, duplicates, bundled ones, one below another', async () => {
    const body = 'deny contains "x" if input.values.size > 5';
    expect(await told({ 'acme/q.rego': policy(body) })).toEqual([
      'acme/q.rego:6:1: error: package acme.p does not agree with the file acme/q.rego; package acme.q would [policy-id]',
    ]);
    expect(
      await told({
        'a/acme/p.rego': policy(body),
        'acme/p.rego': policy(body),
        'aws/ec2/ebs_volume_encryption.rego': policy(body, { name: 'aws.ec2.ebs_volume_encryption' }),
        'acme/p/q.rego': policy(body, { name: 'acme.p.q' }),
      }),
    ).toEqual([
      'acme/p.rego:6:1: error: two policies have the id acme.p; the other one is a/acme/p.rego:6: give one of them another package [policy-id]',
      'acme/p/q.rego:6:1: error: the id acme.p.q lies below that of the policy acme.p: give one of them another package [policy-id]',
      'aws/ec2/ebs_volume_encryption.rego:6:1: error: a bundled policy has the id aws.ec2.ebs_volume_encryption already: give this one another package [policy-id]',
    ]);
  });

  test('related links', async () => {
    const about = {
      resources: 'aws_s3_bucket',
      more: '#   related: [refs.acount.referrers.aws_s3_account_public_access_block.account, buckets]',
    };
    expect(await toldOf('deny contains "x" if not input.values.bucket', about)).toEqual([
      '6:1: error: custom.related: `input.refs.acount`: aws_s3_bucket has no link `acount`; did you mean `account`? [related]',
      '6:1: error: custom.related: "buckets" is no path of links; write refs.<attribute> or referrers.<type>.<attribute>, several in a row joined by dots [related]',
    ]);
  });

  test('packages that import each other', async () => {
    const body = 'deny contains "x" if lib.f(input.values.size)\n\nlimit := 5';
    const lib = 'package acme.lib\n\nimport data.acme.p\n\nf(x) if x > p.limit\n';
    expect(
      await told({ 'acme/p.rego': policy(`import data.acme.lib\n\n${body}`), 'acme/lib.rego': lib }),
    ).toEqual([
      'acme/lib.rego:1:1: warning: packages import each other: data.acme.lib → data.acme.p → data.acme.lib; move what both need into a third [import-cycle]',
    ]);
    const circular = {
      'acme/p.rego': policy(`import data.acme.lib\n\n${body.replace('5', 'lib.g')}`),
      'acme/lib.rego': `${lib}\ng := p.limit\n`,
    };
    expect(await told(circular)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'rule data.acme.p.limit is recursive: data.acme.p.limit -> data.acme.lib.g -> data.acme.p.limit [compile]',
        ),
      ]),
    );
  });
});

describe('what does not compile', () => {
  test('is told of all files at once', async () => {
    expect(
      await told({ 'a.rego': 'package a\n\ndeny contains "x" if {\n', 'b.rego': 'package b\n\nq[\n' }),
    ).toEqual([
      expect.stringMatching(/^a\.rego:4:1: error: unexpected eof token.* \[syntax\]$/),
      expect.stringMatching(/^b\.rego:\d+:\d+: error: .* \[syntax\]$/),
    ]);
  });

  test('strictly, and with the built-ins that policies have', async () => {
    expect(
      await toldOf('import data.acme.q\n\ndeny contains "x" if {\n\ty := 5\n\tinput.values.size > 5\n}'),
    ).toEqual([
      '8:1: error: import data.acme.q unused [compile]',
      '11:2: error: assigned var y unused [compile]',
    ]);
    expect(await toldOf('deny contains sprintf("%d", [input.values.size]) if input.values.size > 5')).toEqual(
      [
        '8:15: error: the built-in sprintf is not available in compiled policies: use a template string, $"port {port} is open" [compile]',
      ],
    );
    expect(await toldOf('denny contains "x" if input.values.size > 5')).toEqual([
      '6:1: error: a policy has at least one rule: deny contains <message> if <condition> [compile]',
    ]);
  });
});
