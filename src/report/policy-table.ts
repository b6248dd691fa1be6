/** The list of policies for people in a terminal. */
import { layerSource, sourceText } from '../config/source.ts';
import type { Policy } from '../finding/policy.ts';
import { columnsOf } from './table/columns.ts';
import { safe } from './table/layout.ts';
import { type Paint, paintOf } from './table/paint.ts';
import { counted } from './table/words.ts';
import { wrap } from './table/wrap.ts';

const SEVERITY_COLUMNS = 10;

function titleText({ title: said, configured }: Policy): string {
  const { enabled, outsideProfiles } = configured ?? {};
  if (enabled === undefined && outsideProfiles !== undefined)
    return `not in ${outsideProfiles.join(' or ')}: ${said}`;
  if (enabled?.value !== false) return said;
  const source = layerSource(
    enabled.profile === undefined ? {} : { profile: enabled.profile },
    enabled.where,
  );
  return `disabled by ${sourceText(source)}: ${said}`;
}

function title(policy: Policy, columns: number, indent: number): string[] {
  return wrap(safe(titleText(policy)), columns - indent).map((line, index) =>
    index === 0 ? line : ' '.repeat(indent) + line,
  );
}

/** One policy in a line where the width allows, else its title below its id. */
function rows(policy: Policy, paint: Paint, width: number, idColumns: number): string[] {
  const severity = paint.severity[policy.severity](policy.severity.padEnd(SEVERITY_COLUMNS));
  const id = safe(policy.id, 200);
  const beside = SEVERITY_COLUMNS + idColumns + 2;
  if (width - beside >= 30) {
    const [first = '', ...rest] = title(policy, width, beside);
    return [
      `${severity}${paint.strong(id)}${' '.repeat(beside - SEVERITY_COLUMNS - columnsOf(id))}${first}`,
      ...rest,
    ];
  }
  const below = title(policy, width, SEVERITY_COLUMNS).map((line, index) =>
    index === 0 ? ' '.repeat(SEVERITY_COLUMNS) + line : line,
  );
  const name = wrap(id, width - SEVERITY_COLUMNS).map((line, index) =>
    index === 0 ? severity + paint.strong(line) : ' '.repeat(SEVERITY_COLUMNS) + paint.strong(line),
  );
  return [...name, ...below];
}

/** In the order given; `all` is how many there are, where these are those that fit a filter. */
export function policyTable(
  policies: readonly Policy[],
  options: { colour: boolean; width: number; all: number },
): string {
  const paint = paintOf(options.colour);
  const idColumns = Math.max(0, ...policies.map(({ id }) => columnsOf(safe(id, 200))));
  const lines = policies.flatMap((policy) => rows(policy, paint, options.width, idColumns));
  const off = policies.filter(({ configured }) => configured?.enabled?.value === false).length;
  const end = wrap(endText(policies.length, options.all, off), options.width).map(paint.quiet);
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), ...end].join('\n')}\n`;
}

function endText(shown: number, all: number, off: number): string {
  const counts = counted(all, 'policy', 'policies');
  if (shown === 0) return `none of ${counts} fits; driftlock policy list names them all`;
  const disabled = off === 0 ? '' : `, ${off} of them disabled`;
  return `${shown === all ? counts : `${shown} of ${counts}`}${disabled}; driftlock policy show <id> says more`;
}
