/** Which resources a document holds, told from its JSON alone: what a report must account for. */
import { type Branch, branchAt, isBranch, listAt, modules, type Tree } from './json-tree.ts';

export interface Expected {
  readonly type: string;
  readonly address: string;
  /** False for what a plan deletes or forgets, and for what is left over of a replacement. */
  readonly remains: boolean;
}

/** The managed resources of a document that was read, in its order; each element counts. */
export function expectedResources(document: Branch): Expected[] {
  if ('version' in document && 'resources' in document) return stateFile(document);
  if ('values' in document && !('resource_changes' in document)) return inModules(document.values);
  const deferred = listAt(document, 'deferred_changes').map(
    (item) => branchAt(item, 'resource_change') ?? null,
  );
  const changes = listAt(document, 'resource_changes');
  return [
    ...(changes.some(isRead) ? [] : standIns(document)),
    ...[...changes, ...deferred].flatMap(expectedChange),
  ];
}

/** A refresh-only plan has neither changes nor planned values, and shows the state. */
function standIns(document: Branch): Expected[] {
  const { planned_values: planned, prior_state: prior } = document;
  const all = [...modules(planned)].flatMap((module) => listAt(module, 'resources'));
  if (all.some(isRead)) return inModules(planned);
  return 'planned_values' in document ? inModules(branchAt(prior, 'values')) : [];
}

/** Managed resources and data sources; others are only counted. */
function isRead(element: Tree): boolean {
  if (!isBranch(element)) return false;
  return typeof element.mode !== 'string' || element.mode === 'managed' || element.mode === 'data';
}

function isText(value: Tree | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function isManaged(element: Branch): boolean {
  const { mode, address, type } = element;
  if (typeof mode === 'string') return mode === 'managed';
  return !`.${String(address)}`.includes(`.data.${String(type)}.`);
}

function one(element: Tree, remains: boolean): Expected[] {
  if (!isBranch(element) || !isManaged(element)) return [];
  const { type, address } = element;
  return isText(type) && isText(address) ? [{ type, address, remains }] : [];
}

function expectedChange(element: Tree): Expected[] {
  if (!isBranch(element)) return [];
  const actions = listAt(branchAt(element, 'change'), 'actions');
  const goes = actions.some((action) => action === 'delete' || action === 'forget');
  return one(element, !isText(element.deposed) && (!goes || actions.includes('create')));
}

function inModules(values: Tree | undefined): Expected[] {
  return [...modules(values)].flatMap((module) =>
    listAt(module, 'resources').flatMap((element) =>
      one(element, isBranch(element) && !isText(element.deposed_key)),
    ),
  );
}

function stateFile(document: Branch): Expected[] {
  return listAt(document, 'resources').flatMap((block) =>
    listAt(block, 'instances').flatMap((instance) => {
      if (!isBranch(block) || !isBranch(instance)) return [];
      const key = instance.index_key;
      const local = `${String(block.type)}.${String(block.name)}`;
      const whole = isText(block.module) ? `${block.module}.${local}` : local;
      const address =
        typeof key === 'string'
          ? `${whole}[${JSON.stringify(key)}]`
          : typeof key === 'number'
            ? `${whole}[${key}]`
            : whole;
      return one({ ...block, address }, !isText(instance.deposed));
    }),
  );
}
