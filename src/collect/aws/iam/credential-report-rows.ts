/** The rows of IAM's credential report, which is CSV. */

/** A row by column name. */
export type ReportRow = Readonly<Record<string, string>>;

export interface ReportRows {
  readonly rows: readonly ReportRow[];
  /** Line numbers, from 1, of lines that cannot be told apart into the columns. */
  readonly unreadable: readonly number[];
}

const FIRST = ['user', 'arn'];

/**
 * Undefined for a text that is no credential report. User names may hold commas, and so may the path in an ARN: where
 * the service has left them bare the line has too many fields, and the two first columns are told apart by where the
 * ARN begins, since no other column has a comma in it.
 */
export function credentialReportRows(text: string): ReportRows | undefined {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const columns = fieldsOf(head);
  if (columns === undefined || FIRST.some((name, place) => columns[place] !== name)) return undefined;
  const rows: ReportRow[] = [];
  const unreadable: number[] = [];
  for (const [place, line] of lines.entries()) {
    if (line === '') continue;
    const fields = fieldsOf(line);
    const fitted = fields === undefined ? undefined : fittedTo(columns.length, fields);
    if (fitted === undefined) unreadable.push(place + 2);
    else rows.push(Object.fromEntries(columns.map((name, index) => [name, fitted[index] ?? ''])));
  }
  return { rows, unreadable };
}

/** The fields of a line, quoted or not (RFC 4180); undefined for a quote that is not closed where its field ends. */
function fieldsOf(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  let rest = `,${line}`;
  while (rest !== '') {
    const quoted = /^,"((?:[^"]|"")*)"(?=,|$)/.exec(rest);
    const found = quoted ?? /^,(?!")([^,]*)/.exec(rest);
    if (found === null) return undefined;
    const [whole, field = ''] = found;
    fields.push(quoted === null ? field : field.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
  }
  return fields;
}

function fittedTo(count: number, fields: readonly string[]): readonly string[] | undefined {
  const more = fields.length - count;
  if (more < 0) return undefined;
  const names = fields.slice(0, FIRST.length + more).join(',');
  const start = names.indexOf(',arn:');
  const user = names.slice(0, start);
  const arn = names.slice(start + 1);
  if (start <= 0 || !isOf(arn, user)) return undefined;
  return [user, arn, ...fields.slice(FIRST.length + more)];
}

function isOf(arn: string, user: string): boolean {
  return user === '<root_account>' ? arn.endsWith(':root') : arn.endsWith(`/${user}`);
}
