/** Options that several of the verbs of `driftlock policy` take, as commander has them. */
export const POLICY_OPTIONS = {
  folders: ['--policies <folder>', "a team's own Rego policies, beside the bundled ones; repeatable"],
  format: ['-f, --format <format[=file]>', 'table or json, to a file after "="; repeatable (default: table)'],
  params: ['--params <file>', 'as for driftlock scan: says what they give to the policy'],
  colour: ['--no-color', 'no colours (as NO_COLOR)'],
} as const;
