/** A format: how a document of it is known by its content, and how it is read. */
import type { Document } from './document/document.ts';
import type { Input } from './input.ts';
import type { Shaping } from './resource-sequence.ts';

export interface ReadContext {
  readonly shaping: Shaping;
  /** Keep what was shaped: for documents that are in memory as a whole. */
  readonly isKept: boolean;
}

/** What a format tells of a document; the file itself tells the rest. */
export type ReadInput = Omit<Input, 'configurationRoot' | 'sensitiveTexts' | 'bytes' | 'before'> & {
  before?(): ReadInput;
};

/** One per file of a format; a new one is added to FORMATS in open-input.ts. */
export interface Format {
  /** What it is called in messages. */
  readonly title: string;
  /** The top-level members that hold its resources; a document with those of another format too is refused. */
  readonly holds: readonly string[];
  /** By top-level keys and header alone; the first format that matches reads the document. */
  readonly matches: (document: Document) => boolean;
  /** Throws DriftlockError input-unsupported for a version that is not read, input-unreadable for what is malformed. */
  readonly read: (document: Document, context: ReadContext) => ReadInput;
}
