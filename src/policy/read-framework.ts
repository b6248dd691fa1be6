/** The text of a framework's file as data: `rules/frameworks/<framework>.yaml`, or a team's own of the same form. */
import { checkShape } from '../config/file/check-shape.ts';
import { type PlacedNode, readYaml } from '../config/file/read-yaml.ts';
import type { Shape } from '../config/file/shape.ts';
import { DriftlockError } from '../errors.ts';
import type { Control, Framework } from '../finding/framework.ts';
import type { JsonObject } from '../resource/resource.ts';

const TEXT = { kind: 'text', pattern: '\\S', expects: 'a text' } as const satisfies Shape;

const FRAMEWORK_SHAPE: Shape = {
  kind: 'record',
  keys: {
    title: TEXT,
    controls: {
      kind: 'map',
      names: 'id of a control',
      of: {
        kind: 'record',
        keys: {
          title: TEXT,
          level: { kind: 'integer', least: 1, most: 9 },
          manual: { kind: 'switch' },
          policies: { kind: 'list', of: TEXT },
          leaves: TEXT,
        },
      },
    },
  },
};

/** Throws DriftlockError config with `file:line:column` for what is no YAML, not of the form, or lacks what it needs. */
export function readFramework(text: string, file: string, id: string): Framework {
  const root = readYaml(text, file);
  checkShape(FRAMEWORK_SHAPE, root);
  const { title } = root.value as JsonObject;
  const controls = root.members?.find(({ key }) => key === 'controls')?.node.members ?? [];
  if (typeof title !== 'string') throw missing(root, 'title');
  if (controls.length === 0) throw missing(root, 'controls');
  return { id, title, controls: controls.map(({ key, node }) => controlOf(key, node)) };
}

function controlOf(id: string, node: PlacedNode): Control {
  const { title, level, manual, policies = [], leaves } = node.value as unknown as Partial<Control>;
  if (title === undefined) throw missing(node, 'title');
  if (manual === true && policies.length > 0)
    throw new DriftlockError('config', `control ${id} is manual and names policies`, { where: node.where });
  return {
    id,
    title,
    ...(level === undefined ? {} : { level }),
    ...(manual === true ? { manual } : {}),
    policies,
    ...(leaves === undefined ? {} : { leaves: leaves.trim() }),
  };
}

function missing(node: PlacedNode, name: string): DriftlockError {
  return new DriftlockError('config', `${name} is missing`, {
    where: node.where,
    hint: 'docs/frameworks.md shows the form',
  });
}
