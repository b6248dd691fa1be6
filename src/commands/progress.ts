/** One line on the terminal that tells how far long work is; nothing where standard error is none. */
import { writeProgress } from '../io.ts';
import { visibleText } from '../visible-text.ts';

export interface Progress {
  resource(): void;
  /** The part of this name is done; of those that are not, the first to be begun is shown. */
  done(name: string): void;
  /** Takes the line away; what is still told is not shown. */
  end(): void;
}

const EVERY_MS = 100;

/** `parts` are names of the parts, in the order in which they are begun. */
export function createProgress(parts: readonly string[]): Progress {
  const left = new Set(parts);
  let resources = 0;
  let shown = 0;
  let isOver = false;
  function show(): void {
    const now = Date.now();
    if (isOver || now - shown < EVERY_MS) return;
    shown = now;
    const [oldest] = left;
    const still = oldest === undefined ? '' : ` · still ${visibleText(oldest)}`;
    writeProgress(
      `${parts.length - left.size} of ${parts.length} done · ${resources.toLocaleString('en')} resources${still}`,
    );
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
      writeProgress('');
    },
  };
}
