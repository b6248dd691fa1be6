/** The routes through a document's sections to the bytes of each resource in them. */
import type { Json, JsonObject } from '../../resource/resource.ts';
import type { Route } from '../json/route.ts';
import type { Section } from './document.ts';

/** The members of a state file's block beside its instances. */
export type BlockHeader = JsonObject;

/** Receives the bytes of one element, valid only during the call; `block` for an instance in a state file. */
export type ElementSink = (bytes: Buffer, offset: number, block?: BlockHeader) => void;

export interface StateFileBlocks {
  /** Headers, by place in the file, of blocks whose members come after their instances; filled by the first pass. */
  readonly late: Map<number, BlockHeader>;
  /** Sections whose `root_module` is an object. */
  readonly rooted: Set<Section>;
}

/** The route for the value of `section`. */
export function sectionRoute(section: Section, sink: ElementSink, blocks: StateFileBlocks): Route {
  switch (section) {
    case 'resource_changes':
    case 'resource_drift':
      return { element: () => ({ take: sink }) };
    case 'resources':
      return { element: (index) => blockRoute(index, sink, blocks) };
    case 'prior_state':
    case 'prior_managed':
      return inside('values', inside('root_module', moduleRoute(sink)));
    default:
      return rootRoute(section, sink, blocks);
  }
}

function inside(name: string, route: Route): Route {
  return { member: (key) => (key === name ? route : undefined) };
}

function rootRoute(section: Section, sink: ElementSink, { rooted }: StateFileBlocks): Route {
  const module: Route = { ...moduleRoute(sink), leave: () => void rooted.add(section) };
  return {
    member(key) {
      if (key !== 'root_module') return undefined;
      // Of two like keys the last counts.
      rooted.delete(section);
      return module;
    },
  };
}

function moduleRoute(sink: ElementSink): Route {
  const resources: Route = { element: () => ({ take: sink }) };
  const children: Route = { element: () => moduleRoute(sink) };
  return {
    member: (key) => (key === 'resources' ? resources : key === 'child_modules' ? children : undefined),
  };
}

function blockRoute(index: number, sink: ElementSink, blocks: StateFileBlocks): Route {
  const header: Record<string, Json> = {};
  const known = blocks.late.get(index);
  let isLate = false;
  let hasInstances = false;
  const instances: Route = {
    element: () => ({
      take(bytes, offset) {
        hasInstances = true;
        // Without a type yet, it comes behind: the section is gone through again once the headers are known.
        if (known !== undefined || header.type !== undefined) sink(bytes, offset, known ?? header);
      },
    }),
  };
  return {
    member(key) {
      if (key === 'instances') return instances;
      return {
        take(bytes) {
          isLate ||= hasInstances;
          setMember(header, key, JSON.parse(bytes.toString('utf8')) as Json);
        },
      };
    },
    leave() {
      if (isLate || (hasInstances && header.type === undefined)) blocks.late.set(index, header);
    },
  };
}

/** Sets an own member, also one named `__proto__`. */
function setMember(object: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
