/** Opens a folder of Terraform or OpenTofu configuration: what a plan of it would show, as far as the source tells. */
import { DriftlockError } from '../../errors.ts';
import type { CoverageEntry } from '../../finding/coverage.ts';
import type { ReferenceResolver } from '../../resource/references.ts';
import { reasonAt } from '../../resource/shape/tell-reasons.ts';
import type { Evaluated, HclProblem } from '../../toolchain/hcl-types.ts';
import type { Document } from '../document/document.ts';
import type { Format, ReadInput } from '../format.ts';
import { oneLine } from '../malformed-input.ts';
import { planFormat } from '../plan/plan-format.ts';
import { brokenSource, evaluateSource, type Reading, whereOf } from './evaluate-source.ts';
import { readSource } from './read-source.ts';
import { sourceDocument } from './source-document.ts';
import { type GivenVariable, variableSources } from './variable-sources.ts';

export interface SourceOptions {
  readonly variables: readonly GivenVariable[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const NOTICES = 20;

export interface OpenedConfiguration {
  /** Its document; `seen` is given each element. */
  document(seen: Parameters<typeof sourceDocument>[2]): Document;
  /** Reads that document. */
  readonly format: Format;
}

/**
 * Evaluates the configuration in `folder`.
 * @throws DriftlockError input-unreadable with file:line:column for what is broken, input-missing for a file of variables
 */
export async function openConfiguration(
  folder: string,
  options: SourceOptions,
): Promise<OpenedConfiguration> {
  try {
    return await evaluateFolder(folder, options);
  } catch (cause) {
    throw isTooDeep(cause) ? brokenSource(folder, [TOO_DEEP], (file) => file) : cause;
  }
}

const TOO_DEEP: HclProblem = { code: 'hcl', message: 'nested too deeply' };

/** The host's stack at its end: Go's recursion runs on it. */
function isTooDeep(cause: unknown): boolean {
  if (!(cause instanceof DriftlockError) || cause.code !== 'toolchain') return false;
  return /call stack|stack overflow|stack exceeds/i.test(cause.message);
}

async function evaluateFolder(
  folder: string,
  { variables, environment }: SourceOptions,
): Promise<OpenedConfiguration> {
  const { hcl, reading, request } = await readSource(folder);
  const evaluated = evaluateSource(
    hcl,
    {
      ...request,
      variables: variableSources(folder, variables, environment),
      workspace: environment.TF_WORKSPACE || 'default',
    },
    reading,
  );
  return {
    document: (seen) => sourceDocument(folder, evaluated, seen),
    format: {
      ...planFormat,
      read: (document, context) => asSource(planFormat.read(document, context), document, evaluated, reading),
    },
  };
}

function asSource(input: ReadInput, document: Document, evaluated: Evaluated, reading: Reading): ReadInput {
  const { name } = reading;
  const { references } = input;
  const count = input.coverage.find(({ type }) => type === '*')?.count ?? evaluated.changes.length;
  const gaps = gapsOf(evaluated, reading);
  const whole: CoverageEntry = { source: name, scope: {}, type: '*', count, status: 'complete' };
  return {
    ...input,
    ...(references !== undefined && { references: openWhereUntold(references, document) }),
    about: { name, kind: 'terraform-source', complete: gaps.length === 0, errored: false },
    coverage: gaps.length === 0 ? [whole] : gaps.map((error) => ({ ...whole, status: 'partial', error })),
    notices: noticesOf(evaluated, reading),
  };
}

/**
 * What is not known for another reason than that apply decides it may be anything, whatever its expression refers to: a
 * variable without a value names nothing in a plan, where all variables have one.
 */
function openWhereUntold(references: ReferenceResolver, document: Document): ReferenceResolver {
  return (address, attribute) => {
    const reasons = document.reasonsOf?.(address);
    const found = references(address, attribute);
    return reasons === undefined || reasonAt(reasons, attribute) === undefined
      ? found
      : { ...found, open: true };
  };
}

/** Why resources may be missing, one line for each cause. */
function gapsOf({ gaps, changes }: Evaluated, { name, placed }: Reading): readonly string[] {
  const modules = gaps.map((gap) => {
    const source = gap.source === '' ? 'a source that is no literal text' : gap.source;
    return oneLine(
      `${whereOf(name, { ...gap, code: 'gap', message: '' }, placed)}: the source of ${gap.call} (${source}) is not at hand, so that its resources are not judged: terraform init fetches it`,
    );
  });
  const blocks = new Set(changes.filter(({ open }) => open).map(({ change }) => change.address as string));
  const instances = [...blocks].map((address) =>
    oneLine(`${address}: how many instances there are is not known (count or for_each)`),
  );
  return [...modules, ...instances];
}

function noticesOf({ notices }: Evaluated, { name, placed }: Reading): readonly string[] {
  const lines = notices.map((one) => `${whereOf(name, one, placed)}: ${oneLine(one.message)}`);
  const left = lines.length - NOTICES;
  return left <= 0 ? lines : [...lines.slice(0, NOTICES), `and ${left} more values could not be evaluated`];
}
