/** `driftlock policy`: a verb of its own for each thing that is done with policies. */
import { policyBuildVerb } from './policy-build-verb.ts';
import { policyCheckVerb } from './policy-check-verb.ts';
import { policyDocsVerb } from './policy-docs-verb.ts';
import { policyFmtVerb } from './policy-fmt-verb.ts';
import { policyInputSchemaVerb } from './policy-input-schema-verb.ts';
import { policyInputVerb } from './policy-input-verb.ts';
import { policyListVerb } from './policy-list-verb.ts';
import { policyNewVerb } from './policy-new-verb.ts';
import { policyShowVerb } from './policy-show-verb.ts';
import { policyTestVerb } from './policy-test-verb.ts';
import { examples, PRINTING_EXIT_CODES, type Verb } from './verb.ts';

/** Add one of them: one file that exports a Verb, one line here, in the order of the help. */
const VERBS: readonly Verb[] = [
  policyListVerb,
  policyShowVerb,
  policyInputVerb,
  policyInputSchemaVerb,
  policyNewVerb,
  policyCheckVerb,
  policyTestVerb,
  policyFmtVerb,
  policyBuildVerb,
  policyDocsVerb,
];

export const policyVerb: Verb = (program, done) => {
  const policy = program
    .command('policy')
    .description('the policies: list, show, what they see; make, check, test, format, build, document');
  policy.addHelpText(
    'after',
    `${examples(
      ['driftlock policy list', 'all policies'],
      ['driftlock policy show aws.ec2.ebs_volume_encryption', 'one of them'],
      ['driftlock policy input tfplan.json aws_s3_bucket.logs', 'what they see of a resource'],
    )}${PRINTING_EXIT_CODES}`,
  );
  for (const define of VERBS) define(policy, done);
};
