/** Terraform addresses as parts: module steps with their keys, mode, type, name and instance key; never split on '.'. */

/** An instance key: a `for_each` key or a `count` index. */
export type InstanceKey = string | number;

export interface ModuleStep {
  readonly name: string;
  readonly key?: InstanceKey;
}

export interface Address {
  readonly modules: readonly ModuleStep[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key?: InstanceKey;
}

/** One step of a traversal as Terraform prints it: `.name` or `["key"]` or `[0]`; a splat is `*`. */
export type TraversalStep =
  | { readonly name: string }
  | { readonly key: InstanceKey }
  | { readonly splat: true };

const NAME = /[^.[\]"\s]+/y;
const BRACKET = /\[(?:(\d+)|(\*)|"((?:[^"\\]|\\.)*)")\]/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|\$\$(?=\{)|%%(?=\{)/gs;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The steps of `module.a["x.y"].b.c[0]`; undefined for text that is not a traversal. */
export function parseTraversal(text: string): TraversalStep[] | undefined {
  const steps: TraversalStep[] = [];
  let at = 0;
  while (at < text.length) {
    const bracket = match(BRACKET, text, at);
    if (bracket !== undefined) {
      steps.push(bracketStep(bracket));
      at += bracket[0].length;
      continue;
    }
    const start = steps.length === 0 ? at : at + 1;
    if (steps.length > 0 && text[at] !== '.') return undefined;
    const name = match(NAME, text, start);
    if (name === undefined) return undefined;
    steps.push(name[0] === '*' ? { splat: true } : { name: name[0] });
    at = start + name[0].length;
  }
  return steps.length === 0 ? undefined : steps;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function bracketStep([, index, splat, quoted]: RegExpExecArray): TraversalStep {
  if (splat !== undefined) return { splat: true };
  return { key: index === undefined ? unquote(quoted ?? '') : Number(index) };
}

function unquote(text: string): string {
  return text.replace(ESCAPE, (whole: string, short?: string, long?: string, other?: string) => {
    if (whole === '$$') return '$';
    if (whole === '%%') return '%';
    if (other !== undefined) return ESCAPED[other] ?? other;
    const point = Number.parseInt(short ?? long ?? '', 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}

/** The address of a resource or resource instance and the steps that follow it; undefined for anything else. */
export function splitAddress(
  steps: readonly TraversalStep[],
): { readonly address: Address; readonly rest: readonly TraversalStep[] } | undefined {
  const modules: ModuleStep[] = [];
  let at = 0;
  while (nameAt(steps, at) === 'module') {
    const name = nameAt(steps, at + 1);
    if (name === undefined) return undefined;
    const key = keyAt(steps, at + 2);
    modules.push(key === undefined ? { name } : { name, key });
    at += key === undefined ? 2 : 3;
  }
  const mode = nameAt(steps, at) === 'data' ? 'data' : 'managed';
  if (mode === 'data') at += 1;
  const type = nameAt(steps, at);
  const name = nameAt(steps, at + 1);
  if (type === undefined || name === undefined) return undefined;
  const key = keyAt(steps, at + 2);
  const address: Address = { modules, mode, type, name, ...(key === undefined ? {} : { key }) };
  return { address, rest: steps.slice(key === undefined ? at + 2 : at + 3) };
}

function nameAt(steps: readonly TraversalStep[], at: number): string | undefined {
  const step = steps[at];
  return step !== undefined && 'name' in step ? step.name : undefined;
}

function keyAt(steps: readonly TraversalStep[], at: number): InstanceKey | undefined {
  const step = steps[at];
  return step !== undefined && 'key' in step ? step.key : undefined;
}

const ROOT: readonly ModuleStep[] = [];
const PLAIN = /^(\w[\w-]*)\.([\w-]+)$/;

/** A whole resource or instance address; undefined where the text is none (or says more than an address). */
export function parseAddress(text: string): Address | undefined {
  const plain = PLAIN.exec(text);
  if (plain !== null) {
    const [, type = '', name = ''] = plain;
    // `data.x` and `module.x` begin an address and are none.
    return type === 'data' || type === 'module' ? undefined : { modules: ROOT, mode: 'managed', type, name };
  }
  const steps = parseTraversal(text);
  const split = steps === undefined ? undefined : splitAddress(steps);
  return split === undefined || split.rest.length > 0 ? undefined : split.address;
}

/** The address as Terraform prints it. */
export function formatAddress(address: Address): string {
  if (address.modules.length === 0 && address.key === undefined) return localAddress(address);
  const modules = address.modules.map((step) => `module.${step.name}${formatKey(step.key)}.`).join('');
  return `${modules}${localAddress(address)}${formatKey(address.key)}`;
}

/** The block inside its module, without any key: `aws_s3_bucket.b`, `data.aws_ami.a`. */
export function localAddress({ mode, type, name }: Address): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** Where the block stands in the configuration, no keys: '' for the root, `module.a.module.b`. */
export function modulePath(modules: readonly ModuleStep[]): string {
  if (modules.length === 0) return '';
  return modules.map(({ name }) => `module.${name}`).join('.');
}

function formatKey(key: InstanceKey | undefined): string {
  if (key === undefined) return '';
  return typeof key === 'number' ? `[${key}]` : `["${quote(key)}"]`;
}

function quote(key: string): string {
  return key
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[$%](?=\{)/g, '$&$&');
}

/** The block in the root module that an address lies in or below: `aws_vpc.a`, `module.b`; undefined for no address. */
export function rootBlock(address: string): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  return parsed.modules.length === 0 ? localAddress(parsed) : modulePath(parsed.modules.slice(0, 1));
}
