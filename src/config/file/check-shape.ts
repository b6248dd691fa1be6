/** Holds a value of a file of ours against its shape. */
import { DriftlockError } from '../../errors.ts';
import { suggestion } from '../nearest.ts';
import type { PlacedNode } from './read-yaml.ts';
import { expectedWords, type Shape } from './shape.ts';

type Kind = 'mapping' | 'list' | 'scalar';

function kindOf({ members, items }: PlacedNode): Kind {
  if (members !== undefined) return 'mapping';
  return items === undefined ? 'scalar' : 'list';
}

const KINDS: Readonly<Partial<Record<Shape['kind'], Kind>>> = {
  record: 'mapping',
  map: 'mapping',
  list: 'list',
};

/** Of alternatives, the one that the value can be meant for. */
function isMeant(shape: Shape, node: PlacedNode): boolean {
  if (kindOf(node) !== (KINDS[shape.kind] ?? 'scalar')) return false;
  if (shape.kind === 'text') return typeof node.value === 'string';
  return shape.kind !== 'integer' || typeof node.value === 'number';
}

function fits(shape: Shape, { value, items }: PlacedNode): boolean {
  switch (shape.kind) {
    case 'list':
      return (items?.length ?? 0) >= (shape.least ?? 0);
    case 'text':
      return typeof value === 'string' && new RegExp(shape.pattern, 'u').test(value);
    case 'choice':
      return typeof value === 'string' && shape.of.includes(value);
    case 'switch':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && value > shape.above && value <= shape.most;
    case 'integer':
      return Number.isInteger(value) && Number(value) >= shape.least && Number(value) <= shape.most;
    default:
      return true;
  }
}

function found(node: PlacedNode): string {
  const kind = kindOf(node);
  if (node.items?.length === 0) return 'an empty list';
  if (kind !== 'scalar') return `a ${kind}`;
  if (node.value === null) return 'nothing';
  const text = JSON.stringify(node.value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function wrong(shape: Shape, node: PlacedNode, path: string): DriftlockError {
  const isName = shape.kind === 'choice' && typeof node.value === 'string';
  return new DriftlockError('config', `${path} must be ${expectedWords(shape)}, not ${found(node)}`, {
    where: node.where,
    ...(isName ? { hint: suggestion(String(node.value), shape.of) } : {}),
  });
}

function below(path: string, key: string): string {
  const step = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return path === '' ? step : `${path}.${step}`;
}

function checkRequired(shape: Shape & { kind: 'record' | 'map' }, node: PlacedNode, path: string): void {
  const required = (shape.kind === 'record' ? shape.required : undefined) ?? [];
  const missing = required.find((name) => !node.members?.some(({ key }) => key === name));
  if (missing === undefined) return;
  throw new DriftlockError('config', `${path === '' ? 'the file' : path} lacks "${missing}"`, {
    where: node.where,
    hint: `it needs ${required.join(', ')}`,
  });
}

function checkMembers(shape: Shape & { kind: 'record' | 'map' }, node: PlacedNode, path: string): void {
  for (const { key, where, node: member } of node.members ?? []) {
    const known = shape.kind === 'record' ? shape.keys : undefined;
    if (known !== undefined && !Object.hasOwn(known, key))
      throw new DriftlockError('config', `unknown key "${key}"${path === '' ? '' : ` in ${path}`}`, {
        where,
        hint: suggestion(key, Object.keys(known)),
      });
    if (known === undefined && key === '')
      throw new DriftlockError('config', `a key of ${path} is empty`, { where });
    const of = shape.kind === 'record' ? shape.keys[key] : shape.of;
    if (of !== undefined) checkShape(of, member, below(path, key));
  }
  checkRequired(shape, node, path);
}

/** Throws DriftlockError config with the place of the first mistake; `path` names the value, `whole` the file. */
export function checkShape(shape: Shape, node: PlacedNode, path = '', whole = 'the configuration'): void {
  if (shape.kind === 'anything') return;
  if (shape.kind === 'either') {
    const meant = shape.of.find((one) => isMeant(one, node));
    if (meant === undefined) throw wrong(shape, node, path);
    checkShape(meant, node, path);
    return;
  }
  const name = path === '' ? whole : path;
  if (kindOf(node) !== (KINDS[shape.kind] ?? 'scalar') || !fits(shape, node)) throw wrong(shape, node, name);
  if (shape.kind === 'record' || shape.kind === 'map') checkMembers(shape, node, path);
  if (shape.kind === 'list')
    for (const [index, item] of (node.items ?? []).entries()) checkShape(shape.of, item, `${path}[${index}]`);
}
