/** Policies as SARIF rules: those that the results are about, with all that is known of each. */
import { type Finding, SEVERITIES } from '../../finding/finding.ts';
import { helpOf, titleOf } from '../finding-texts.ts';
import { markdownBlock, markdownCode, markdownLink, markdownProse, markdownText } from '../markdown.ts';
import type { PolicyHelp } from '../reporter.ts';
import { safe } from '../table/layout.ts';
import { LEVELS, SECURITY_SEVERITY } from './sarif-level.ts';
import { sentence } from './sarif-text.ts';

/** GitHub's limits (docs.github.com, SARIF support for code scanning). */
const LONGEST_DESCRIPTION = 1_000;
const LONGEST_RULE_NAME = 255;
const MOST_TAGS = 20;
/** Of what people read, beyond which a page is no help. */
const LONGEST_HELP = 10_000;

type Rule = ReturnType<typeof ruleOf>;

export interface RuleTable {
  readonly rules: readonly Rule[];
  /** Place of a finding's rule. */
  readonly indexOf: (finding: Finding) => number;
}

/** `aws.s3.bucket_versioning` → `AwsS3BucketVersioning`; nothing where that says no more than the id. */
function ruleName(id: string): { readonly name?: string } {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return name === '' || name === id || name.length > LONGEST_RULE_NAME ? {} : { name };
}

function tagsOf(id: string, { controls = [] }: Partial<PolicyHelp>): string[] {
  const place = id.split('.').slice(0, -1);
  return [...new Set(['security', ...place, ...controls].map((tag) => safe(tag, 100)))]
    .filter((tag) => tag !== '')
    .slice(0, MOST_TAGS);
}

function paragraphs(text: string): string {
  return safe(text.replace(/\s+/g, ' ').trim(), LONGEST_HELP);
}

function remediationOf({ remediation = '' }: Partial<PolicyHelp>): string {
  return remediation.includes(' ') ? remediation : '';
}

function helpText(title: string, help: Partial<PolicyHelp>): string {
  const links = help.relatedResources ?? [];
  const texts = [paragraphs(help.description ?? ''), paragraphs(remediationOf(help))];
  const told = texts.filter((text) => text !== '').map(sentence);
  const all = [...(told.length === 0 ? [sentence(title)] : told), ...links.map((link) => safe(link))];
  return all.join('\n');
}

/** Says nothing of any resource: it is shown for all results of the policy. */
function helpMarkdown(title: string, help: Partial<PolicyHelp>): string {
  const { description = '', fix, relatedResources = [], controls = [] } = help;
  const remediation = remediationOf(help);
  const parts = [
    description.trim() === '' ? markdownText(title) : markdownProse(description.slice(0, LONGEST_HELP)),
    ...(remediation === '' && fix === undefined ? [] : ['## Fix']),
    ...(remediation === '' ? [] : [markdownProse(remediation.slice(0, LONGEST_HELP))]),
    ...(fix === undefined ? [] : [markdownBlock(fix, 'hcl').join('\n')]),
    ...(controls.length === 0 ? [] : [`Serves ${controls.map(markdownCode).join(', ')}.`]),
    ...(relatedResources.length === 0
      ? []
      : ['## Read more', relatedResources.map((link) => `- ${markdownLink(link)}`).join('\n')]),
  ];
  return parts.join('\n\n');
}

function helpUri({ relatedResources = [] }: Partial<PolicyHelp>): { readonly helpUri?: string } {
  const uri = relatedResources.find((link) => /^https?:\/\/[\w.~:/?#@!$&'()*+,;=%-]+$/.test(link));
  return uri === undefined ? {} : { helpUri: uri };
}

/**
 * What stands for a policy where it could not be settled, in a rule of its own: a rule has one severity, and what nobody knows is
 * not as bad as what failed.
 */
function openRule<
  T extends { readonly id: string; readonly properties: { readonly tags: readonly string[] } },
>(rule: T, title: string) {
  return {
    ...rule,
    id: `${rule.id}/unknown`,
    shortDescription: { text: sentence(`Not known: ${title}`) },
    defaultConfiguration: { level: 'note' as const },
    properties: {
      tags: rule.properties.tags.filter((tag) => tag !== 'security'),
      precision: 'high',
      'problem.severity': 'recommendation',
    },
  };
}

/** `finding` is its most severe one. */
function ruleOf(finding: Finding, known: PolicyHelp | undefined, isOpen: boolean) {
  const { policy, severity } = finding;
  const help: Partial<PolicyHelp> = known ?? {};
  const id = safe(policy, 200).trim() || '(a policy without a name)';
  const title = (known === undefined ? '' : safe(titleOf(finding, known)).trim()) || id;
  const description = safe(paragraphs(help.description ?? ''), LONGEST_DESCRIPTION) || title;
  const own = help.severity ?? severity;
  const rule = {
    id,
    ...ruleName(id),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: sentence(description) },
    help: { text: helpText(title, help), markdown: helpMarkdown(title, help) },
    ...helpUri(help),
    defaultConfiguration: { level: LEVELS[own] },
    properties: {
      tags: tagsOf(policy, help),
      precision: 'high',
      'security-severity': SECURITY_SEVERITY[own],
    },
  };
  return isOpen ? openRule(rule, title) : rule;
}

/** Rules in the order in which the findings first speak of them; what `isOpen` says of has a rule beside that of its policy. */
export function sarifRules(
  findings: readonly Finding[],
  policies: Readonly<Record<string, PolicyHelp>>,
  isOpen: (finding: Finding) => boolean,
): RuleTable {
  const worst = new Map<string, Finding>();
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  const keyOf = (finding: Finding) => `${isOpen(finding) ? 'open' : 'settled'} ${finding.policy}`;
  for (const finding of findings) {
    const known = worst.get(keyOf(finding));
    if (known === undefined || rank(finding) < rank(known)) worst.set(keyOf(finding), finding);
  }
  const indices = new Map([...worst.keys()].map((key, index) => [key, index]));
  return {
    rules: [...worst.values()].map((finding) =>
      ruleOf(finding, helpOf(policies, finding.policy), isOpen(finding)),
    ),
    indexOf: (finding) => indices.get(keyOf(finding)) ?? -1,
  };
}
