/** Where recorded answers and what the provider made of them differ for a reason. */

/** `type.attribute` that recorded bodies hold in a form that is not the type's → why. */
export const KNOWN_MALFORMED: Readonly<Record<string, string>> = {};

/** `file address.attribute` → why. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  'log_group_rename_tag.json aws_cloudwatch_log_group.test_group_1.tags_all':
    'the recording does not tell which group each answer of ListTagsForResource is about',
};
