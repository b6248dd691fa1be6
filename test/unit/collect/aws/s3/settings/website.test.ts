import { describe, expect, it } from 'vitest';
import { website } from '../../../../../../src/collect/aws/s3/settings/website.ts';
import { recordOf } from './record-of.ts';

describe('website', () => {
  it('documents and routing, in both spellings', () => {
    const RoutingRules = [
      {
        Condition: { KeyPrefixEquals: 'docs/', HttpErrorCodeReturnedEquals: '404' },
        Redirect: { HostName: 'h', HttpRedirectCode: '302', Protocol: 'https', ReplaceKeyPrefixWith: 'd/' },
      },
      { Redirect: { ReplaceKeyWith: 'x"y' } },
    ];
    const output = { IndexDocument: { Suffix: 'i.html' }, ErrorDocument: { Key: 'e.html' }, RoutingRules };
    expect(recordOf(website, output)).toEqual({
      values: {
        index_document: [{ suffix: 'i.html' }],
        error_document: [{ key: 'e.html' }],
        routing_rule: [
          {
            condition: [{ key_prefix_equals: 'docs/', http_error_code_returned_equals: '404' }],
            redirect: [
              { host_name: 'h', http_redirect_code: '302', protocol: 'https', replace_key_prefix_with: 'd/' },
            ],
          },
          { redirect: [{ replace_key_with: 'x"y' }] },
        ],
        routing_rules: JSON.stringify(RoutingRules),
        website_domain: 's3-website-us-east-1.amazonaws.com',
        website_endpoint: 'data.s3-website-us-east-1.amazonaws.com',
      },
    });
  });

  // Hosts as https://docs.aws.amazon.com/general/latest/gr/s3.html lists them.
  it.each([
    ['us-west-2', 's3-website-us-west-2.amazonaws.com'],
    ['us-east-2', 's3-website.us-east-2.amazonaws.com'],
    ['eu-central-1', 's3-website.eu-central-1.amazonaws.com'],
    ['sa-east-1', 's3-website-sa-east-1.amazonaws.com'],
  ])('a redirect in %s', (region, domain) => {
    expect(recordOf(website, { RedirectAllRequestsTo: { HostName: 'h', Protocol: 'http' } }, region)).toEqual(
      {
        values: {
          redirect_all_requests_to: [{ host_name: 'h', protocol: 'http' }],
          website_domain: domain,
          website_endpoint: `data.${domain}`,
        },
      },
    );
  });
});
