/** One policy for people in a terminal. */
import { layerSource, sourceText } from '../config/source.ts';
import type { ParamDeclaration, Policy } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import { paramTypesText } from './param-types-text.ts';
import { ratingText } from './rating-text.ts';
import { readTexts } from './read-texts.ts';
import { labelled, labelledList, type Page, safe } from './table/layout.ts';
import { paintOf } from './table/paint.ts';
import { compactValue } from './table/value-text.ts';
import { listed } from './table/words.ts';
import { wrap } from './table/wrap.ts';

function joined(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [safe(texts.join(', '), 2_000)];
}

export interface PolicyPageOptions {
  readonly colour: boolean;
  /** Columns to fill. */
  readonly width: number;
  /** Parameters that a run would give to the policy; left out where nothing was said of them. */
  readonly given?: JsonObject;
}

/** The parameters that it cannot do without, and where they are written. */
function needsText({ id, needs }: Policy): string[] {
  if (needs.length === 0) return [];
  const form = `{${JSON.stringify(id)}: {${needs.map((name) => `${JSON.stringify(name)}: …`).join(', ')}}}`;
  return [safe(`${listed(needs, 8)}, in the file of --params: ${form}`)];
}

function givenTexts({ needs }: Policy, given: JsonObject | undefined): string[] {
  if (given === undefined) return [];
  const texts = Object.entries(given).map(([name, value]) => safe(`${name} = ${compactValue(value, 120)}`));
  const missing = needs.filter((name) => !Object.hasOwn(given, name));
  if (missing.length > 0) texts.push(safe(`${listed(missing, 8)} is missing: a scan leaves the policy out`));
  return texts.length === 0 ? ['nothing, and it needs nothing'] : texts;
}

function typeText(param: ParamDeclaration): string {
  const value = param.required === true ? 'required' : `default ${compactValue(param.default, 80)}`;
  return `${paramTypesText(param)}, ${value}`;
}

/** Parameters that it declares. */
function takenTexts({ params = {} }: Policy): string[] {
  return Object.entries(params).map(([name, param]) => {
    const about = param.description === undefined ? '' : `: ${param.description.replace(/\s+/g, ' ')}`;
    return safe(`${name} (${typeText(param)})${about}`);
  });
}

function placeText({ where, profile }: { readonly where: string; readonly profile?: string }): string {
  return sourceText(layerSource(profile === undefined ? {} : { profile }, where));
}

/** What the configuration file says of it beside parameters, and where. */
function configuredTexts({ configured = {} }: Policy): string[] {
  const { enabled, severity, enforcement, paths } = configured;
  return [
    ...(enabled === undefined ? [] : [`${enabled.value ? 'enabled' : 'disabled'} (${placeText(enabled)})`]),
    ...(severity === undefined ? [] : [`severity ${severity.value} (${placeText(severity)})`]),
    ...(enforcement === undefined ? [] : [`enforcement ${enforcement.value} (${placeText(enforcement)})`]),
    ...(paths === undefined ? [] : [`paths ${compactValue(paths.value, 200)} (${placeText(paths)})`]),
  ].map((text) => safe(text));
}

/** Configuration keeps its lines. */
function fixLines({ fix }: Policy, paint: Page['paint']): string[] {
  if (fix === undefined) return [];
  return [
    '',
    paint.quiet('    passes with'),
    '',
    ...fix.split('\n').map((line) => `    ${safe(line, 300)}`.trimEnd()),
  ];
}

/** Everything that its annotations say, and what it reads. */
export function policyPage(policy: Policy, { given, ...options }: PolicyPageOptions): string {
  const paint = paintOf(options.colour);
  const page: Page = { paint, options: { ...options, show: new Set(), policies: {} }, source: '' };
  const reads = readTexts(policy);
  const lines = [
    ...wrap(safe(policy.id, 200), options.width).map(paint.strong),
    ...wrap(safe(policy.title), options.width),
    '',
    ...labelled(page, 'severity', policy.severity + ratingText(policy), paint.severity[policy.severity]),
    ...(policy.enforcement === 'warn' ? labelled(page, 'note', 'a warning: never makes exit code 1') : []),
    ...labelledList(
      page,
      'why',
      policy.description === '' ? [] : [safe(policy.description.replace(/\s+/g, ' '), 2_000)],
    ),
    ...labelledList(page, 'judges', joined(policy.resources)),
    ...labelledList(page, 'having', joined(policy.having)),
    ...labelledList(page, 'set', configuredTexts(policy)),
    ...labelledList(page, 'needs', needsText(policy)),
    ...labelledList(page, 'takes', takenTexts(policy), undefined, 12),
    ...labelledList(page, 'given', givenTexts(policy, given), paint.value, 12),
    ...labelledList(page, 'when', policy.onChange ? ['the plan changes or deletes the resource'] : []),
    ...labelledList(page, 'reads', joined(reads), paint.quiet),
    ...labelledList(page, 'known as', joined(policy.aliases)),
    ...labelledList(page, 'serves', joined(policy.controls ?? [])),
    ...labelledList(page, 'profiles', joined(policy.profiles ?? [])),
    ...labelledList(page, 'fix', policy.remediation?.includes(' ') ? [safe(policy.remediation)] : []),
    ...policy.relatedResources.map(
      (link, index) => paint.quiet(index === 0 ? '    see       ' : ' '.repeat(14)) + paint.link(safe(link)),
    ),
    ...labelled(page, 'source', safe(`${policy.file}:${policy.line}`, 300), paint.quiet),
    ...(policy.folder === undefined ? [] : labelled(page, 'from', safe(policy.folder, 500), paint.quiet)),
    ...fixLines(policy, paint),
  ];
  return `${lines.join('\n')}\n`;
}
