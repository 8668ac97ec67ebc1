import { gidText } from '../asana/gid.ts';
import type { Row } from '../asana/pages.ts';
import { asInstant, toInstantText } from '../json/instant.ts';
import type { Bookmark } from '../singer/bookmark.ts';
import { recordMessage } from '../singer/messages.ts';
import type { SelectedStream, Selection } from '../singer/selection.ts';
import type { Writer, Written } from '../singer/writer.ts';
import type { ObjectSchema } from '../streams/schema.ts';
import { addColumns, type NamedColumn } from './record/add-columns.ts';
import { compileRecord } from './record/compile.ts';
import { fitLine } from './record/fit-line.ts';
import type { RecordReport } from './record/report.ts';

/** What the rows of one stream go through. */
interface Outlet {
  readonly pick: (row: unknown) => Record<string, unknown> | undefined;
  readonly keys: readonly string[];
  readonly columns: readonly NamedColumn[];
  /** Where a line was cut to its greatest length. */
  readonly cut: () => void;
  /** For streams that ACTIVATE_VERSION may close. */
  readonly version: number | undefined;
  /** The replication key. */
  readonly key: string | undefined;
  readonly bookmark: Bookmark | undefined;
  /** Highest value of the replication key so far, epoch ms. */
  largest: number;
}

/** Turns rows into RECORD lines of the selected streams. */
export class Emitter {
  readonly #writer: Writer;
  readonly #outlets = new Map<string, Outlet>();
  readonly #written: (stream: string) => void;
  readonly #seen = new Map<string, Set<string>>();
  #lastAt = Number.NaN;
  #lastText = '';

  /**
   * @param options.bookmarkOf the place of a stream with a replication key: the largest value seen goes there
   * @param options.written called for each record that was handed to the writer
   * @param options.version stands on every record where streams may be closed by ACTIVATE_VERSION
   * @param options.wholeOf a stream's whole schema: its fields are no surprise in an answer, selected or not
   */
  constructor(options: {
    selection: Selection;
    writer: Writer;
    report: RecordReport;
    bookmarkOf: (stream: string) => Bookmark | undefined;
    written: (stream: string) => void;
    version?: number;
    columnsOf: (stream: SelectedStream) => readonly NamedColumn[];
    wholeOf: (stream: string) => ObjectSchema;
  }) {
    this.#writer = options.writer;
    this.#written = options.written;
    for (const stream of options.selection.values()) {
      const bookmark = options.bookmarkOf(stream.id);
      this.#outlets.set(stream.id, {
        pick: compileRecord(stream, options.report, options.wholeOf(stream.id)),
        keys: stream.keyProperties,
        columns: options.columnsOf(stream),
        cut: () => options.report.repaired(stream.id, 'line_cut'),
        version: stream.replicationMethod === 'FULL_TABLE' ? options.version : undefined,
        key: stream.replicationKey,
        bookmark,
        largest: asInstant(bookmark?.largest),
      });
    }
  }

  /**
   * Writes a row that cannot come twice, as far as the caller knows.
   * @param at epoch ms at which the row was read
   * @returns what to wait for before reading on
   */
  emit(stream: string, row: Row, at: number): Written {
    const outlet = this.#outlets.get(stream);
    const record = outlet?.pick(addColumns(row, outlet.columns));
    if (outlet === undefined || record === undefined) return undefined;
    const extractedAt = this.#textOf(at);
    const encode = (fields: Readonly<Record<string, unknown>>) =>
      JSON.stringify(recordMessage(stream, fields, extractedAt, outlet.version));
    const written = this.#writer.record(fitLine(record, outlet.keys, encode, outlet.cut));
    this.#written(stream);
    if (outlet.key !== undefined) this.#note(outlet, row[outlet.key]);
    return written;
  }

  /** Says that rows of the stream without this run's version are stale. */
  async activate(stream: string): Promise<void> {
    const version = this.#outlets.get(stream)?.version;
    if (version !== undefined) await this.#writer.activateVersion(stream, version);
  }

  /** Writes a row unless the stream has it already: lists of several parents can hold the same object. */
  emitOnce(stream: string, row: Row, at: number): Written {
    const key = keyOf(row, this.#outlets.get(stream)?.keys ?? ['gid']);
    if (key === undefined) return this.emit(stream, row, at);
    const seen = this.#seenOf(stream);
    if (seen.has(key)) return undefined;
    const written = this.emit(stream, row, at);
    // Only now: a run that is stopped takes no row any more, and nobody is to believe that it has.
    seen.add(key);
    return written;
  }

  #seenOf(stream: string): Set<string> {
    let seen = this.#seen.get(stream);
    if (seen === undefined) {
      seen = new Set();
      this.#seen.set(stream, seen);
    }
    return seen;
  }

  /** The rows of a page were read at one moment. */
  #textOf(at: number): string {
    if (at !== this.#lastAt) {
      this.#lastAt = at;
      this.#lastText = toInstantText(at);
    }
    return this.#lastText;
  }

  #note(outlet: Outlet, value: unknown): void {
    // Texts of our own form sort as moments do, and nearly all of Asana's are of that form.
    const { largest } = outlet.bookmark ?? {};
    if (typeof value === 'string' && value.length === largest?.length && value <= largest) return;
    const instant = asInstant(value);
    if (outlet.bookmark === undefined || Number.isNaN(instant) || instant <= outlet.largest) return;
    outlet.largest = instant;
    outlet.bookmark.largest = toInstantText(instant);
  }
}

/** @returns what tells a row from others of its stream, undefined if part of it is missing */
function keyOf(row: Row, keys: readonly string[]): string | undefined {
  const [only, ...others] = keys.map((name) => gidText(row[name]));
  if (others.length === 0) return only;
  return only === undefined || others.includes(undefined) ? undefined : [only, ...others].join('/');
}
