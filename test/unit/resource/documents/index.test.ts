/** The table of documents names attributes that exist, and misses none that its name gives away. */
import { describe, expect, it } from 'vitest';
import { documentsOf, documentTypes } from '../../../../src/resource/documents/index.ts';
import { type BlockSchema, schemaTypes, typeSchema } from '../../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

/** String attributes that are called a policy and hold a name, a keyword, Cedar or a secret instead of JSON. */
const NO_DOCUMENTS = new Set([
  'aws_iot_policy_attachment.policy',
  'aws_ses_receipt_filter.policy',
  'aws_verifiedaccess_endpoint.policy_document',
  'aws_verifiedaccess_group.policy_document',
  'aws_workspacesweb_browser_settings.browser_policy',
]);

describe('documentsOf', () => {
  it('names string attributes of the provider only', () => {
    for (const [type, attributes] of documentTypes()) {
      const schema = typeSchema(AWS, type);
      for (const attribute of attributes.keys()) {
        const steps = attribute.split('.');
        let block: BlockSchema | undefined = schema;
        for (const step of steps.slice(0, -1)) block = block?.blocks[step]?.block;
        expect(block?.attributes[steps.at(-1) ?? '']?.type, `${type}.${attribute}`).toBe('string');
      }
    }
  });

  it('has every attribute whose name says that it is a resource, session or identity policy', () => {
    const suspicious =
      /^(policy|policy_document|resource_policy|session_policy|inline_policy|access_polic(y|ies)|assume_role_policy|.*_destination_policy|repository_policy|browser_policy)$/;
    const missing = schemaTypes(AWS).flatMap(({ type, attributes }) =>
      attributes
        .filter((name) => suspicious.test(name) && typeSchema(AWS, type)?.attributes[name]?.type === 'string')
        .filter((name) => documentsOf(type)?.get(name) === undefined && !NO_DOCUMENTS.has(`${type}.${name}`))
        .map((name) => `${type}.${name}`),
    );
    expect(missing).toEqual([]);
  });
});
