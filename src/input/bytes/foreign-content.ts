/** Recognises by its first bytes what people pass in place of a plan or state. */
import { DriftlockError, type ErrorCode } from '../../errors.ts';

interface Foreign {
  readonly code: ErrorCode;
  readonly looksSo: (head: string) => boolean;
  readonly message: string;
  readonly hint: string;
}

const CONVERT = 'convert it: terraform show -json tfplan > tfplan.json';

const FOREIGN: readonly Foreign[] = [
  {
    code: 'input-unsupported',
    looksSo: (head) => head.startsWith('PK\x03\x04'),
    message: 'a zip archive, not a plan or state',
    hint: 'pass what `terraform show -json` prints',
  },
  {
    code: 'input-unsupported',
    looksSo: (head) => head.startsWith('tfplan'),
    message: 'a binary plan of Terraform before 0.12, which has no JSON form',
    hint: 'make the plan again with a newer Terraform',
  },
  {
    code: 'input-unsupported',
    looksSo: (head) => /^\s*\{"@(level|message|module)"/.test(head),
    message: 'the log of `terraform plan -json`, not the plan',
    hint: 'terraform plan -out=tfplan && terraform show -json tfplan > tfplan.json',
  },
  {
    code: 'input-unsupported',
    looksSo: (head) =>
      /(Terraform|OpenTofu) (used|will perform|has compared)|No changes\. Your inf/.test(head),
    message: 'a plan as text, not as JSON',
    hint: 'terraform plan -out=tfplan && terraform show -json tfplan > tfplan.json',
  },
  {
    code: 'input-unsupported',
    looksSo: (head) =>
      /^\s*(resource|data|provider|module|variable|terraform|locals)\s*("[^"]*"\s*)*\{/m.test(head),
    message: 'Terraform source, not a plan or state',
    hint: 'terraform plan -out=tfplan && terraform show -json tfplan > tfplan.json',
  },
];

/** Whether a file that begins so is a binary plan: a zip whose first entries include `tfplan`. */
export function isBinaryPlan(head: Buffer): boolean {
  return head.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && head.includes('tfplan');
}

/** The one-line error for a binary plan. */
export function binaryPlan(where: string): DriftlockError {
  const hint = `${CONVERT} (or --terraform, which runs it)`;
  return new DriftlockError('input-unsupported', 'a binary plan, which only Terraform itself can read', {
    where,
    hint,
  });
}

/**
 * Throws where `head`, the first bytes after a byte order mark, cannot begin a JSON object.
 * @throws DriftlockError input-unsupported for known files of another kind and other JSON, else input-unreadable
 */
export function checkContent(where: string, head: Buffer): void {
  const text = head.subarray(0, 4096).toString('latin1');
  const known = FOREIGN.find(({ looksSo }) => looksSo(text));
  if (known !== undefined) throw new DriftlockError(known.code, known.message, { where, hint: known.hint });
  const first = text.trimStart()[0];
  if (first === '{') return;
  const hint = 'pass what `terraform show -json` prints';
  if (first === undefined) throw new DriftlockError('input-unreadable', 'the file is empty', { where, hint });
  if (first === '[')
    throw new DriftlockError('input-unsupported', 'a JSON list, not a plan or state', { where, hint });
  throw new DriftlockError('input-unreadable', 'not a JSON object', { where, hint });
}
