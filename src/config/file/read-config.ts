/** The text of a configuration file as layers: the file itself and its profiles. Loaded only where there is such a file. */
import { dirname, isAbsolute, join } from 'node:path';
import type { Json } from '../../resource/resource.ts';
import { SETTINGS, type SettingName } from '../settings.ts';
import { schemeOf } from '../source-name.ts';
import { checkShape } from './check-shape.ts';
import type { Layer, Placed, PolicyEntry, RawEntry, WaiversEntry } from './config.ts';
import { CONFIG_SHAPE } from './config-shape.ts';
import { type PlacedMember, type PlacedNode, readYaml } from './read-yaml.ts';

export interface Profile extends Layer {
  readonly profile: string;
  readonly where: string;
  readonly extends: readonly Placed<string>[];
}

export interface ConfigDocument {
  readonly base: Layer;
  /** The profile that the file itself chooses. */
  readonly profile?: Placed<string>;
  readonly profiles: ReadonlyMap<string, Profile>;
}

type Members = ReadonlyMap<string, PlacedNode>;

function membersOf(node: PlacedNode | undefined): Members {
  return new Map((node?.members ?? []).map(({ key, node: member }) => [key, member]));
}

function placedAt<T extends Json>(members: Members, key: string): Record<string, Placed<T>> {
  const node = members.get(key);
  return node === undefined ? {} : { [key]: { value: node.value as T, where: node.where } };
}

function policyEntry({ key, where, node }: PlacedMember): PolicyEntry {
  const members = membersOf(node);
  const params = members
    .get('params')
    ?.members?.map((one): [string, Placed<Json>] => [one.key, { value: one.node.value, where: one.where }]);
  return {
    pattern: key,
    where,
    ...placedAt(members, 'enabled'),
    ...placedAt(members, 'severity'),
    ...placedAt(members, 'enforcement'),
    ...placedAt(members, 'paths'),
    ...(params === undefined ? {} : { params: Object.fromEntries(params) }),
  };
}

/** Paths in the file count from its own folder; what is fetched (`git::…`) has no place in it. */
function fromFolder(file: string, text: string): string {
  if (isAbsolute(text) || text === '-' || schemeOf(text) !== undefined) return text;
  return join(dirname(file), text);
}

function placesOf(node: PlacedNode | undefined, file: string): readonly Placed<string>[] {
  return (node?.items ?? []).map(({ value, where }) => ({ value: fromFolder(file, String(value)), where }));
}

function rawEntry(node: PlacedNode, file: string): RawEntry {
  const members = membersOf(node);
  return {
    folders: placesOf(members.get('folders'), file),
    data: placesOf(members.get('data'), file),
    ...placedAt(members, 'namespaces'),
    ...placedAt(members, 'regoVersion'),
  };
}

function waiversEntry(node: PlacedNode, file: string): WaiversEntry {
  const members = membersOf(node);
  return {
    files: placesOf(members.get('files'), file),
    ...placedAt(members, 'longestTerm'),
    ...placedAt(members, 'mostResources'),
    ...placedAt(members, 'inline'),
  };
}

function layerOf(node: PlacedNode, file: string): Layer {
  const members = membersOf(node);
  const settings = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => Object.entries(placedAt(members, name))),
  ) as Layer['settings'] & Readonly<Partial<Record<SettingName, Placed<Json>>>>;
  const inputs = members.get('inputs');
  const raw = members.get('rawPolicies');
  const waivers = members.get('waivers');
  const baseline = members.get('baseline');
  return {
    settings,
    policies: (members.get('policies')?.members ?? []).map(policyEntry),
    policyFolders: placesOf(members.get('policyFolders'), file),
    ...(raw === undefined ? {} : { rawPolicies: rawEntry(raw, file) }),
    ...(waivers === undefined ? {} : { waivers: waiversEntry(waivers, file) }),
    ...(baseline === undefined
      ? {}
      : { baseline: { value: fromFolder(file, String(baseline.value)), where: baseline.where } }),
    ...(inputs === undefined
      ? {}
      : {
          inputs: {
            value: (inputs.items ?? []).map(({ value }) => fromFolder(file, String(value))),
            where: inputs.where,
          },
        }),
  };
}

function extended(node: PlacedNode | undefined): readonly Placed<string>[] {
  const named = node?.items ?? (node === undefined ? [] : [node]);
  return named.map(({ value, where }) => ({ value: String(value), where }));
}

/** Throws DriftlockError config with `file:line:column` for what is no YAML or not of the shape. */
export function readConfig(text: string, file: string): ConfigDocument {
  const root = readYaml(text, file);
  checkShape(CONFIG_SHAPE, root);
  const members = membersOf(root);
  const profile = members.get('profile');
  const profiles = (members.get('profiles')?.members ?? []).map(({ key, where, node }): [string, Profile] => [
    key,
    { profile: key, where, ...layerOf(node, file), extends: extended(membersOf(node).get('extends')) },
  ]);
  return {
    base: layerOf(root, file),
    ...(profile === undefined ? {} : { profile: { value: String(profile.value), where: profile.where } }),
    profiles: new Map(profiles),
  };
}
