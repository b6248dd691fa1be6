/** The marker of the next page of an IAM listing. */
import { CallError } from '../../call-error.ts';

interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** Undefined after the last page. Throws CallError where more is said to follow and nothing says how to ask for it. */
export function nextMarker(api: string): (page: Page) => string | undefined {
  return ({ IsTruncated, Marker }) => {
    if (IsTruncated !== true) return undefined;
    if (Marker !== undefined && Marker !== '') return Marker;
    const message = 'the listing is cut off: more is said to follow, without a marker';
    throw new CallError({ reason: 'failed', api, message }, 'TruncatedListing', undefined);
  };
}
