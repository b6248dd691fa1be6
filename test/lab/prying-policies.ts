/** Policies that do their best to tell every secret that they can reach, and the recordings that are held against them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Folder } from '../cli/run-cli.ts';

/**
 * Everything that a policy can reach, told in messages and in paths: keys of every object, whole values, the address, the
 * key, linked records and what was before.
 */
export const PRYING = `# METADATA
# title: Tells what it should not
# custom:
#   severity: high
#   resources: ['aws_*']
package acme.pry

# METADATA
# entrypoint: true
deny contains json.marshal(input)

deny contains {"message": $"tag {name} is {value}", "path": ["tags", name]} if some name, value in input.tags

deny contains {"message": $"{input.tags.Owner}", "path": ["tags", "Owner", input.tags.Owner]}

deny contains $"{input.address} {input.key}"

deny contains {"message": concat(".", [$"{step}" | some step in at]), "path": at} if walk(input, [at, _])

deny contains concat(" ", object.keys(value)) if {
	walk(input, [_, value])
	is_object(value)
}

deny contains value if {
	walk(input, [_, value])
	is_string(value)
}
`;

/** The same reads one by one, without `input` whole: what decided is told from these. */
export const PEEPING = `# METADATA
# title: Looks at one thing
# custom:
#   severity: high
#   resources: ['aws_*']
package acme.peep

# METADATA
# entrypoint: true
deny contains "tags" if some name, value in input.tags

deny contains "tags_all" if some name, value in input.values.tags_all

deny contains "before" if some name, value in input.change.before.tags_all

deny contains "document" if some statement in input.values.policy.Statement

deny contains $"{input.values.arn}" if input.values.id
`;

/** What a bucket and the settings of it see of each other. */
export const LINKED = `# METADATA
# title: Looks at its neighbours
# custom:
#   severity: high
#   resources: [aws_s3_bucket, aws_s3_bucket_policy, aws_s3_bucket_versioning]
package acme.linked

# METADATA
# entrypoint: true
deny contains json.marshal(document) if some document in input.referrers.aws_s3_bucket_policy.bucket

deny contains $"{setting.key} {setting.values.bucket}" if {
	some setting in input.referrers.aws_s3_bucket_versioning.bucket
}

deny contains $"{bucket.key} {bucket.tags} {bucket.values}" if some bucket in input.refs.bucket

deny contains {"message": "statement", "path": ["referrers", "aws_s3_bucket_policy", "bucket", i, "values", "policy", "Statement", j, "Action", action]} if {
	some i, document in input.referrers.aws_s3_bucket_policy.bucket
	some j, statement in document.values.policy.Statement
	some action in statement.Action
}

deny contains "bucket" if input.values.bucket
`;

/** The policy, and the same for what a plan deletes. */
export function writePolicy(folder: Folder, name: string, policy: string): string {
  const onChange = policy
    .replace('#   severity: high', '#   severity: high\n#   on: change')
    .replace(`package acme.${name}`, `package acme.${name}_change`);
  folder.write(`${name}/acme/${name}_change.rego`, onChange);
  return path.dirname(path.dirname(folder.write(`${name}/acme/${name}.rego`, policy)));
}

/** Of test/fixtures/lab-secrets/main.tf and test/fixtures/real/make.sh, recorded with Terraform 1.11.4 and the AWS provider 5.100.0. */
export const HUSHED = /hush/i;
export const RECORDED = [
  'lab-secrets/create.plan.json',
  'lab-secrets/update.plan.json',
  'lab-secrets/destroy.plan.json',
  'lab-secrets/applied.state.json',
  'lab-secrets/applied.tfstate',
  // What other resources repeat unmarked.
  'real/secret-copies-create.plan.json',
  'real/secret-copies-update.plan.json',
  'real/secret-copies.state.json',
  'real/secret-copies.tfstate',
];

export function filesBelow(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

export function hushedLines(text: string): string[] {
  return text.split('\n').filter((line) => HUSHED.test(line));
}
