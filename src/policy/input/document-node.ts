/** What lies in a document that an attribute holds as text: IAM documents in their one form, anything in others. */
import type { DocumentKind } from '../../resource/documents/index.ts';
import { ANYTHING, type InputNode, listOf, mapOf, namedNode, TEXT } from './input-node.ts';

const TEXTS = () => listOf(() => TEXT);
const PRINCIPAL = () => mapOf(TEXTS);

/** As resource/documents/iam-document.ts makes it. Element names count in their exact case. */
const STATEMENT = namedNode(
  'a statement of an IAM document',
  'element',
  {
    Sid: () => TEXT,
    Effect: () => TEXT,
    Principal: PRINCIPAL,
    NotPrincipal: PRINCIPAL,
    Action: TEXTS,
    NotAction: TEXTS,
    Resource: TEXTS,
    NotResource: TEXTS,
    Condition: () => mapOf(() => mapOf(TEXTS)),
  },
  ['Effect'],
);

const IAM_DOCUMENT = namedNode(
  'an IAM document',
  'element',
  { Version: () => TEXT, Id: () => TEXT, Statement: () => listOf(() => STATEMENT) },
  ['Statement'],
);

export function documentNode(kind: DocumentKind): InputNode {
  return kind === 'iam' ? IAM_DOCUMENT : ANYTHING;
}
