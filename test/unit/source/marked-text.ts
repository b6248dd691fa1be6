/** What a finding's location marks in its file. */
import type { Finding } from '../../../src/finding/finding.ts';
import type { Declared, JsonObject, Path, Resource } from '../../../src/resource/resource.ts';
import { openConfiguration } from '../../../src/source/configuration.ts';
import { locationIn } from '../../../src/source/finding-location.ts';
import { sourcePlaces } from '../../../src/source/source-places.ts';
import { madeRepository } from './made-repository.ts';

export interface About {
  readonly address?: string;
  readonly type?: string;
  readonly id?: string;
  readonly values?: JsonObject;
  readonly declared?: Declared;
  readonly decided?: readonly Path[];
  readonly unknown?: readonly Path[];
}

function resourceOf({ address, type = 'aws_x', values = {}, declared, id }: About): Resource {
  return {
    type,
    provider: 'registry.terraform.io/hashicorp/aws',
    mode: 'managed',
    schema: { provider: 'x' },
    scope: {},
    values,
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'plan' },
    ...(address === undefined ? {} : { address }),
    ...(id === undefined ? {} : { id }),
    ...(declared === undefined ? {} : { declared }),
  };
}

/** The text that is marked, and its line; the block's lines behind. */
export function marked(files: Readonly<Record<string, string>>, about: About): string | undefined {
  const root = madeRepository(files);
  const { decided = [], unknown = [], address, type = 'aws_x', id } = about;
  const finding: Pick<Finding, 'resource' | 'decidedBy' | 'unknown'> = {
    resource: {
      type,
      scope: {},
      ...(address === undefined ? {} : { address }),
      ...(id === undefined ? {} : { id }),
    },
    decidedBy: decided.map((path) => ({ path })),
    unknown: unknown.map((path) => ({ path, reason: 'unset' })),
  };
  const places = sourcePlaces(finding, resourceOf(about));
  const location = locationIn(openConfiguration(root, root), finding, places);
  if (location === undefined) return undefined;
  const { file, startLine = 0, startColumn = 0, endLine = 0, endColumn = 0, block } = location;
  const lines = (files[file] ?? '').split('\n').slice(startLine - 1, endLine);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, endColumn - 1);
  lines[0] = (lines[0] ?? '').slice(startColumn - 1);
  return `${file}:${startLine} ${lines.join('⏎')} in ${block?.startLine}-${block?.endLine}`;
}
