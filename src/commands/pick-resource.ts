/** The resource that the command line names: by its address, or, where it has none, by key, id or the name in reports. */
import { nearest } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import type { Input } from '../input/input.ts';
import { pathText } from '../report/table/path-text.ts';
import { subjectName } from '../report/table/subject.ts';
import type { Resource } from '../resource/resource.ts';
import { visibleText } from '../visible-text.ts';

export interface Picked<I> {
  readonly input: I;
  readonly resource: Resource;
  /** Other inputs that have it as well. */
  readonly others: readonly I[];
}

type Source = Pick<Input, 'resources'>;

/** The address, with the place inside it of a record that was folded out of it: as the table prints it. */
export function nameOf(resource: Resource): string {
  const { address, declared } = resource;
  if (address === undefined)
    return subjectName(declared === undefined ? resource : { ...resource, path: declared.path });
  const isWhole = declared === undefined || declared.path.length === 0;
  return isWhole ? address : `${address} › ${pathText(declared.path)}`;
}

/** A resource with an address is named by that alone: in a snapshot there are none. */
function isNamed(resource: Resource, wanted: string): boolean {
  if (visibleText(nameOf(resource)) === wanted || nameOf(resource) === wanted) return true;
  if (resource.address !== undefined) return resource.address === wanted;
  return resource.key === wanted || resource.id === wanted;
}

interface Found<I> {
  readonly input: I;
  readonly resource: Resource;
}

/**
 * The record meant, in the first input that has it: the one so named, else the one at that address whose type is among
 * `judged`. Throws DriftlockError (usage) with the nearest name where there is none, and with all names where several
 * could be meant.
 */
export function pickResource<I extends Source>(
  inputs: readonly I[],
  wanted: string,
  judged: ReadonlySet<string>,
): Picked<I> {
  const found: Found<I>[] = [];
  const names = new Set<string>();
  for (const input of inputs)
    for (const resource of input.resources()) {
      if (isNamed(resource, wanted)) found.push({ input, resource });
      else names.add(resource.address ?? nameOf(resource));
    }
  const [first] = found;
  if (first === undefined) throw unknownAddress(wanted, names);
  const own = found.filter(({ input }) => input === first.input).map(({ resource }) => resource);
  const resource = theOne(own, wanted, judged);
  const others = inputs.filter(
    (input) =>
      input !== first.input &&
      found.some((one) => one.input === input && one.resource.type === resource.type),
  );
  return { input: first.input, resource, others };
}

function theOne(at: readonly Resource[], wanted: string, judged: ReadonlySet<string>): Resource {
  const exact = at.filter((one) => nameOf(one) === wanted && one.deposed === undefined);
  const ofType = at.filter(({ type }) => judged.has(type));
  const chosen = exact.some(({ type }) => judged.has(type)) || ofType.length === 0 ? exact : ofType;
  const [found, second] = chosen.length > 0 ? chosen : at;
  if (found !== undefined && second === undefined) return found;
  throw new DriftlockError('usage', `several records stand at ${wanted}`, {
    hint: `name one of them: ${distinctNames(at).join(', ')}`,
  });
}

/** Of those that have the same name, their keys. */
function distinctNames(records: readonly Resource[]): readonly string[] {
  const names = records.map(nameOf);
  return records.map((one, index) => {
    const name = names[index] ?? '';
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    return isAlone || one.address !== undefined ? name : (one.key ?? name);
  });
}

function unknownAddress(wanted: string, names: ReadonlySet<string>): DriftlockError {
  const alike = nearest(wanted, names);
  const hint =
    alike === undefined ? 'addresses are printed by `terraform state list`' : `did you mean ${alike}?`;
  return new DriftlockError('usage', `no resource has the address ${wanted}`, { hint });
}
