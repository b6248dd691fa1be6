/** How far long work is: told now and then, so that telling costs nothing. */
import { visibleText } from '../visible-text.ts';

export interface CollectProgress {
  /** Parts of the work: a collector in a region, or one of the account as a whole. */
  readonly parts: number;
  readonly done: number;
  /** Resources that were read so far. */
  readonly resources: number;
  /** Of the parts that are not done, the one that was begun first: `ec2.instances eu-west-1`. */
  readonly current?: string;
}

export interface Progress {
  resource(): void;
  /** The part of this name is done. */
  done(name: string): void;
  /** What happens afterwards is not told. */
  end(): void;
}

const EVERY_MS = 100;

/** `names` are those of the parts, in the order in which they are begun. */
export function createProgress(
  names: readonly string[],
  tell: (progress: CollectProgress) => void,
): Progress {
  const left = new Set(names);
  let resources = 0;
  let told = 0;
  let isOver = false;
  function show(): void {
    const now = Date.now();
    if (isOver || now - told < EVERY_MS) return;
    told = now;
    const [current] = left;
    const done = names.length - left.size;
    tell({ parts: names.length, done, resources, ...(current === undefined ? {} : { current }) });
  }
  return {
    resource() {
      resources++;
      show();
    },
    done(name) {
      left.delete(name);
      show();
    },
    end() {
      isOver = true;
    },
  };
}

/** The line that a terminal shows. */
export function progressLine({ parts, done, resources, current }: CollectProgress): string {
  const still = current === undefined ? '' : ` · still ${visibleText(current)}`;
  return `${done} of ${parts} done · ${resources.toLocaleString('en')} resources${still}`;
}
