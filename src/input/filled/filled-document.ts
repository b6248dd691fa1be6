/** A plan's document with what its configuration tells besides: documents with parts that are known only after apply. */
import { DriftlockError } from '../../errors.ts';
import { rootBlock } from '../../resource/address.ts';
import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { JsonObject } from '../../resource/resource.ts';
import { findConfiguration } from '../../source/find-configuration.ts';
import type { Evaluated, EvaluatedChange, HclBlock } from '../../toolchain/hcl-types.ts';
import { wholeConfiguration } from '../document/configuration-store.ts';
import type { Document } from '../document/document.ts';
import { putDocuments } from '../hcl/put-documents.ts';
import { blockOf } from '../scope/scopes.ts';
import { mergedConfiguration } from './merged-configuration.ts';
import type { WantedChanges } from './wanted-changes.ts';

/** Where to look for the configuration: in folders that somebody names, else beside and above the plan. */
export interface PlanSource {
  readonly named: readonly string[];
  /** The folder in which the program was started. */
  readonly current: string;
}

export interface FilledDocument {
  readonly document: Document;
  /** Lines for stderr. */
  readonly notices: readonly string[];
}

/** As it is where no configuration is at hand. Of documents in memory. */
export async function filledDocument(
  document: Document,
  wanted: WantedChanges,
  source: PlanSource,
): Promise<FilledDocument> {
  const unchanged: FilledDocument = { document, notices: [] };
  if (!isObject(document.header.configuration)) return unchanged;
  const blocks = (): Set<string> => rootBlocks(document);
  const found = findConfiguration({ input: document.name, ...source, blocks });
  if (found === undefined) return unchanged;
  try {
    return await fill(document, wanted, found.folder);
  } catch (cause) {
    // The plan stands on its own: what is wrong with the configuration is told and decides nothing.
    if (!(cause instanceof DriftlockError)) throw cause;
    const where = cause.where === undefined ? '' : `${cause.where}: `;
    return { document, notices: [`${LEFT_OPEN}: ${where}${cause.message}`] };
  }
}

const LEFT_OPEN = 'what is known only after apply was not looked up in the configuration';

async function fill(document: Document, wanted: WantedChanges, folder: string): Promise<FilledDocument> {
  const { evaluatePlanned } = await import('./evaluate-planned.ts');
  const { evaluated, schemas } = await evaluatePlanned(document, [...wanted.documents.keys()], folder);
  const { configuration: plan } = document.header;
  const merged = mergedConfiguration({
    plan: plan as JsonObject,
    source: evaluated.configuration,
    isTyped: (mode, type) => isTyped(schemas, mode, type),
  });
  if ('differs' in merged) {
    const notice = `${LEFT_OPEN}: ${merged.differs} is not there as the plan has it`;
    return { document, notices: [notice] };
  }
  const changes = filledChanges(document, wanted, evaluated);
  const configuration = wholeConfiguration(document.name, merged.configuration).source;
  return { document: withFilled({ ...document, configuration }, changes), notices: [] };
}

function isTyped(schemas: Readonly<Record<string, HclBlock>>, mode: string, type: string): boolean {
  if (mode === 'data') return type === 'aws_iam_policy_document';
  return Object.hasOwn(schemas, type) || type === 'terraform_data';
}

function rootBlocks(document: Document): Set<string> {
  const blocks = new Set<string>();
  for (const address of document.changed) {
    const block = rootBlock(address);
    if (block !== undefined) blocks.add(block);
  }
  return blocks;
}

interface FilledChange {
  readonly element: JsonObject;
  readonly attributes: readonly string[];
}

function filledChanges(
  document: Document,
  { documents }: WantedChanges,
  { changes }: Evaluated,
): ReadonlyMap<string, FilledChange> {
  const told = new Map(changes.map((one) => [one.change.address, one]));
  const found = new Map<string, FilledChange>();
  for (const element of document.elements('resource_changes', (_, mode) => mode === 'managed')) {
    const { address, deposed } = element;
    const one = deposed === undefined ? told.get(address ?? null) : undefined;
    if (typeof address !== 'string' || one === undefined) continue;
    const written = blockOf(document.configuration, address)?.expressions ?? {};
    if (contradicts(element, one, Object.keys(written))) continue;
    const filled = filledChange(element, one, documents.get(address) ?? []);
    if (filled.attributes.length > 0) found.set(address, filled);
  }
  return found;
}

/** Whether the attribute of what is there already follows the configuration no more. */
function isIgnored(element: JsonObject, { ignored = [] }: EvaluatedChange, name: string): boolean {
  const actions = member(element.change, 'actions');
  if (isList(actions) && actions.includes('create')) return false;
  return ignored.includes('*') || ignored.includes(name);
}

/**
 * A text, number or switch of which both tell another value: it was changed since. What nobody wrote is the provider's, and
 * need not be what it would be in a new resource.
 */
function contradicts(element: JsonObject, evaluated: EvaluatedChange, written: readonly string[]): boolean {
  const planned = member(element.change, 'after');
  const told = member(evaluated.change.change, 'after');
  if (!isObject(planned) || !isObject(told)) return true;
  return written.some((name) => {
    if (isIgnored(element, evaluated, name)) return false;
    const [one, other] = [told[name], planned[name]];
    const isPlain = typeof one !== 'object' && typeof other !== 'object';
    return isPlain && one !== undefined && other !== undefined && String(one) !== String(other);
  });
}

function filledChange(
  element: JsonObject,
  evaluated: EvaluatedChange,
  wanted: readonly string[],
): FilledChange {
  const change = element.change as JsonObject;
  const sides = {
    after: { ...(change.after as JsonObject) },
    unknown: { ...(isObject(change.after_unknown) && change.after_unknown) },
    sensitive: { ...(isObject(change.after_sensitive) && change.after_sensitive) },
  };
  const isAsked = (name: string): boolean => wanted.includes(name) && !isIgnored(element, evaluated, name);
  const documents = Object.entries(evaluated.documents ?? {}).filter(([name]) => isAsked(name));
  const asked = Object.fromEntries(documents);
  const attributes = putDocuments(element.type as string, asked, sides);
  const planned = {
    ...change,
    after: sides.after,
    after_unknown: sides.unknown,
    // Marked as a whole it stays so.
    after_sensitive: change.after_sensitive === true ? true : sides.sensitive,
  };
  return { element: { ...element, change: planned }, attributes };
}

function withFilled(document: Document, changes: ReadonlyMap<string, FilledChange>): Document {
  return {
    ...document,
    *elements(section, chosen) {
      for (const element of document.elements(section, chosen)) {
        const { address, deposed } = element;
        const isChange = section === 'resource_changes' && deposed === undefined;
        yield (isChange ? changes.get(String(address))?.element : undefined) ?? element;
      }
    },
    fromSource: (address) => changes.get(address)?.attributes,
  };
}
