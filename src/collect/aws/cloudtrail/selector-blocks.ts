/** What a trail records: its event and insight selectors as the provider's blocks. */
import type {
  AdvancedEventSelector,
  AdvancedFieldSelector,
  EventSelector,
  GetEventSelectorsResponse,
  GetInsightSelectorsResponse,
} from '@aws-sdk/client-cloudtrail';
import type { LiveValues } from '../../collector.ts';

/** A trail has basic or advanced event selectors, never both. */
export function selectorBlocks(
  events: Pick<GetEventSelectorsResponse, 'EventSelectors' | 'AdvancedEventSelectors'> | undefined,
  insights: Pick<GetInsightSelectorsResponse, 'InsightSelectors'> | undefined,
): LiveValues {
  return {
    event_selector: events?.EventSelectors?.map(basic),
    advanced_event_selector: events?.AdvancedEventSelectors?.map(advanced),
    insight_selector: insights?.InsightSelectors?.map(({ InsightType }) => ({ insight_type: InsightType })),
  };
}

function basic(selector: EventSelector): LiveValues {
  return {
    read_write_type: selector.ReadWriteType,
    include_management_events: selector.IncludeManagementEvents,
    exclude_management_event_sources: selector.ExcludeManagementEventSources,
    data_resource: selector.DataResources?.map(({ Type, Values }) => ({ type: Type, values: Values })),
  };
}

function advanced({ Name, FieldSelectors }: AdvancedEventSelector): LiveValues {
  return { name: Name, field_selector: FieldSelectors?.map(field) };
}

function field(selector: AdvancedFieldSelector): LiveValues {
  return {
    field: selector.Field,
    equals: selector.Equals,
    not_equals: selector.NotEquals,
    starts_with: selector.StartsWith,
    not_starts_with: selector.NotStartsWith,
    ends_with: selector.EndsWith,
    not_ends_with: selector.NotEndsWith,
  };
}
