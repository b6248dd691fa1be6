/** The one listing of IAM that holds users, groups, roles and policies with all that is attached to them. */
import {
  type EntityType,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
  IAMClient,
} from '@aws-sdk/client-iam';
import { pages } from '../../pages.ts';
import type { AwsRun } from '../run.ts';
import { nextMarker } from './next-marker.ts';

/** The most that the API takes; it gives fewer where documents are long. */
export const PAGE = 1000;

/**
 * All entities of one kind; `items` reads their list of a page. A thousand of them come with a few calls, where listing
 * and describing takes three to five calls for each.
 */
export function authorizationDetails<Detail>(
  run: AwsRun,
  kind: EntityType,
  items: (page: GetAccountAuthorizationDetailsResponse) => readonly Detail[] | undefined,
): AsyncIterable<Detail> {
  const iam = run.client(IAMClient);
  return pages(
    'iam:GetAccountAuthorizationDetails',
    (Marker) =>
      iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: [kind], Marker, MaxItems: PAGE })),
    items,
    nextMarker('iam:GetAccountAuthorizationDetails'),
  );
}
