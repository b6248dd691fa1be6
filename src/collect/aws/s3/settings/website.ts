/** The website that a bucket serves. */
import { GetBucketWebsiteCommand, type RoutingRule } from '@aws-sdk/client-s3';
import type { LiveValues } from '../../../collector.ts';
import { block } from '../block.ts';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';
import { websiteDomain } from '../domains.ts';

export const website = bucketSetting({
  type: 'aws_s3_bucket_website_configuration',
  permission: 's3:GetBucketWebsite',
  absent: ['NoSuchWebsiteConfiguration'],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketWebsiteCommand({ Bucket })),
  values: ({ IndexDocument, ErrorDocument, RedirectAllRequestsTo, RoutingRules }, place) => ({
    index_document: block(IndexDocument, ({ Suffix }) => ({ suffix: Suffix })),
    error_document: block(ErrorDocument, ({ Key }) => ({ key: Key })),
    redirect_all_requests_to: block(RedirectAllRequestsTo, ({ HostName, Protocol }) => ({
      host_name: HostName,
      protocol: Protocol,
    })),
    // The provider writes both spellings, whichever was declared.
    routing_rule: RoutingRules?.map(routingValues),
    routing_rules: RoutingRules === undefined ? undefined : JSON.stringify(RoutingRules),
    website_domain: websiteDomain(place),
    website_endpoint: `${place.bucket}.${websiteDomain(place)}`,
  }),
});

function routingValues({ Condition, Redirect }: RoutingRule): LiveValues {
  return {
    condition: block(Condition, ({ HttpErrorCodeReturnedEquals, KeyPrefixEquals }) => ({
      http_error_code_returned_equals: HttpErrorCodeReturnedEquals,
      key_prefix_equals: KeyPrefixEquals,
    })),
    redirect: block(Redirect, (redirect) => ({
      host_name: redirect.HostName,
      http_redirect_code: redirect.HttpRedirectCode,
      protocol: redirect.Protocol,
      replace_key_prefix_with: redirect.ReplaceKeyPrefixWith,
      replace_key_with: redirect.ReplaceKeyWith,
    })),
  };
}
