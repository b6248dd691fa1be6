/** Policies of a few lines, checked; what is told of them as a person reads it. */
import { checkPolicies } from '../../../../src/policy/check/check-policies.ts';
import { schemaTypes } from '../../../../src/resource/type-schema.ts';

const KNOWN = {
  types: schemaTypes('registry.terraform.io/hashicorp/aws'),
  taken: new Set(['aws.ec2.ebs_volume_encryption']),
};

/** Lines of METADATA take 1 to 5, the package is line 6, the body begins at line 8. */
export function policy(
  body: string,
  { resources = 'aws_ebs_volume', more = '', name = 'acme.p' } = {},
): string {
  return `# METADATA
# title: A policy
# custom:
#   severity: low
#   resources: [${resources}]${more === '' ? '' : `\n${more}`}
package ${name}

${body}
`;
}

export async function told(modules: Readonly<Record<string, string>>): Promise<string[]> {
  const { problems } = await checkPolicies({ folder: 'f', modules }, KNOWN);
  return problems.map(
    ({ file, line, column, severity, check, message }) =>
      `${file}:${line}:${column}: ${severity}: ${message} [${check}]`,
  );
}

export async function toldOf(body: string, about: Parameters<typeof policy>[1] = {}): Promise<string[]> {
  const lines = await told({ 'acme/p.rego': policy(body, about) });
  return lines.map((line) => line.replace(/^acme\/p\.rego:/, ''));
}
