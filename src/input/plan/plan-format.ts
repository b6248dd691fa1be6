/** Reads `terraform show -json` of a plan, of Terraform and OpenTofu alike. */
import type { CoverageEntry } from '../../finding/coverage.ts';
import { isObject, text } from '../../resource/json-kind.ts';
import type { RawResource } from '../../resource/raw-resource.ts';
import type { Scope } from '../../resource/resource.ts';
import { referenceResolver } from '../configuration/reference-resolver.ts';
import type { Document, Wanted } from '../document/document.ts';
import type { Format, ReadContext, ReadInput } from '../format.ts';
import { checkFormatVersion } from '../format-version.ts';
import { malformedInput } from '../malformed-input.ts';
import { type OtherModes, otherModes } from '../other-modes.ts';
import { providerAddress } from '../provider-address.ts';
import { resourceSequence } from '../resource-sequence.ts';
import type { AccountPlace } from '../scope/account-records.ts';
import { configKeyOf, createScopes } from '../scope/scopes.ts';
import { rawStateResource } from '../state/raw-state-resource.ts';
import { type Basis, basisOf, total } from './basis.ts';
import { type Deferred, deferredChanges, deferredCoverage } from './deferred.ts';
import { checkNotices, providerNotices } from './notices.ts';
import { priorInput } from './prior-input.ts';
import { addBlock, FROM_PLAN, locateChange, type PlanContext, rawChange } from './raw-change.ts';
import { rawPlanned } from './raw-planned.ts';

/** What a state never has; any of them makes a plan. */
const PLAN_KEYS = [
  'resource_changes',
  'planned_values',
  'configuration',
  'prior_state',
  'deferred_changes',
  'resource_drift',
  'output_changes',
  'relevant_attributes',
  'variables',
  'applyable',
  'complete',
  'errored',
];

export const planFormat: Format = {
  title: 'plan JSON',
  holds: ['resource_changes', 'planned_values', 'prior_state', 'deferred_changes'],
  matches: ({ keys }) => PLAN_KEYS.some((key) => keys.has(key)),
  read: readPlan,
};

interface Plan extends PlanContext {
  readonly document: Document;
  readonly deferred: readonly Deferred[];
  readonly basis: Basis;
  readonly others: OtherModes;
}

function readPlan(document: Document, context: ReadContext): ReadInput {
  const { name, header } = document;
  const formatVersion = checkFormatVersion(name, 'plan', header.format_version);
  const isErrored = header.errored === true;
  checkNotStripped(document, isErrored);
  const plan = openPlan(document);
  const { deferred, basis, others } = plan;
  const isWhole = header.complete !== false && !isErrored && deferred.length === 0 && basis.gap === undefined;
  const count = countOf(plan);
  const terraformVersion = text(header, 'terraform_version');
  return {
    about: {
      name,
      kind: 'terraform-plan',
      ...(formatVersion !== undefined && { formatVersion }),
      ...(terraformVersion !== undefined && { terraformVersion }),
      complete: isWhole && !others.isPartial,
      errored: isErrored,
    },
    coverage: [
      coverageOf(plan, count, isWhole, isErrored),
      ...deferredCoverage(name, deferred),
      ...others.coverage,
    ],
    notices: noticesOf(plan, formatVersion),
    openTypes: new Set([...deferred.map(({ type }) => type), ...basis.left]),
    before: () => priorInput(plan, context),
    references: referenceResolver(plan.configuration),
    resources: resourceSequence((wanted) => rawResources(plan, wanted), {
      where: name,
      ...context,
      beforeShape: (raw) => addBlock(plan, raw),
      places: () => accountPlaces(plan),
    }),
  };
}

function openPlan(document: Document): Plan {
  const { name, header, configuration } = document;
  const variables = isObject(header.variables) ? header.variables : undefined;
  const scopes = createScopes(configuration, variables);
  const deferred = deferredChanges(name, header.deferred_changes);
  const basis = basisOf(document);
  const others = otherModes(document, ['resource_changes', basis.section, 'prior_state']);
  const { reasonsOf, fromSource } = document;
  const plan: Plan = {
    ...{ document, name, configuration, scopes, deferred, basis, others },
    ...(reasonsOf !== undefined && { reasonsOf }),
    ...(fromSource !== undefined && { fromSource }),
  };
  for (const element of document.samples('resource_changes')) {
    const located = locateChange(plan, element);
    if (located !== undefined) scopes.learn(located);
  }
  return plan;
}

function* rawResources(plan: Plan, wanted: Wanted): Generator<RawResource> {
  const { document, basis } = plan;
  if (basis.section === 'planned_values') yield* rawPlanned(plan, document, wanted);
  if (basis.section === 'prior_managed')
    for (const element of document.elements('prior_managed', wanted))
      yield* defined(rawStateResource(plan, element, 'prior-state'));
  for (const element of document.elements('resource_changes', wanted))
    yield* defined(rawChange(plan, element));
  yield* rawElsewhere(plan, wanted);
}

/** What is in no `resource_changes`: deferred changes, and data sources that are read already. */
function* rawElsewhere(plan: Plan, wanted: Wanted): Generator<RawResource> {
  const { document, deferred } = plan;
  for (const { type, mode, change } of deferred)
    if (wanted(type, mode)) yield* defined(rawChange(plan, change));
  const { unread } = document;
  for (const element of document.elements('prior_state', wanted)) {
    if (unread.has(element.address as string)) continue;
    yield* defined(rawStateResource(plan, element, 'prior-state'));
  }
}

/** Where the plan's resources lie, from what the first pass kept; all resources where some tell their own account. */
function* accountPlaces(plan: Plan): Generator<AccountPlace> {
  const { document, configuration, scopes, basis } = plan;
  const { unlocated } = document;
  if (unlocated === undefined || basis.section !== 'resource_changes') {
    yield* rawResources(plan, () => true);
    return;
  }
  for (const [providerName, addresses] of unlocated) {
    const provider = providerAddress(providerName, '');
    for (const address of addresses) {
      const config = scopes.configOf(configKeyOf(configuration, address), provider);
      const scope = scopes.scopeOf({ provider, mode: 'managed', values: {}, config });
      yield placed(scope, provider, scopes.accountConfig(provider, config));
    }
  }
  yield* rawElsewhere(plan, () => true);
}

function placed(scope: Scope, provider: string, providerConfig: string | undefined): AccountPlace {
  return { provider, scope, observed: FROM_PLAN, ...(providerConfig !== undefined && { providerConfig }) };
}

function defined(raw: RawResource | undefined): readonly RawResource[] {
  return raw === undefined ? [] : [raw];
}

function countOf({ document, deferred, basis }: Plan): number {
  return total(document, basis.section) + deferred.length + total(document, 'prior_state');
}

/** A plan that was cut down to its configuration would look like one without resources. */
function checkNotStripped(document: Document, isErrored: boolean): void {
  const { name, keys, configured } = document;
  if (configured === 0 || isErrored || keys.has('planned_values') || keys.has('resource_changes')) return;
  const blocks = `${configured} resource block${configured === 1 ? '' : 's'}`;
  throw malformedInput(
    name,
    `the configuration has ${blocks}, but resource_changes and planned_values are missing`,
  );
}

function coverageOf(plan: Plan, count: number, isWhole: boolean, isErrored: boolean): CoverageEntry {
  const entry: Omit<CoverageEntry, 'status'> = { source: plan.name, scope: {}, type: '*', count };
  if (isWhole) return { ...entry, status: 'complete' };
  const error = isErrored
    ? 'planning ended with an error: resources may be missing'
    : plan.deferred.length > 0
      ? 'Terraform deferred changes: the plan covers only part'
      : plan.basis.gap !== undefined
        ? plan.basis.gap
        : 'the plan covers only part (complete: false): it was targeted, or needs another run';
  return { ...entry, status: 'partial', error };
}

function noticesOf(
  { document, configuration, basis, others }: Plan,
  version: string | undefined,
): readonly string[] {
  const { header } = document;
  const providers = new Set<string>();
  for (const element of document.samples(basis.section)) {
    providers.add(providerAddress(element.provider_name, element.type as string));
  }
  return [
    ...(version === undefined ? ['names no format_version: read as 1.x'] : []),
    ...basis.notices,
    ...others.notices,
    ...checkNotices(header.checks),
    ...providerNotices(configuration, providers),
  ];
}
