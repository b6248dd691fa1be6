/** Globs of names as people write them: `aws.s3.*`, `aws_*`. */

/** `*` stands for any run of characters, dots included; the pattern fits whole names. */
export function globPattern(glob: string): RegExp {
  const literals = glob.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`);
}
