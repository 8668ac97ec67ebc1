import type { Selection } from '../../../src/singer/selection.ts';
import type { Message } from '../play/target.ts';
import { judgeState, type Limits } from './bookmarks.ts';
import type { Finding } from './finding.ts';

/** Reads along with one run, line by line. */
export class Witness {
  readonly findings: Finding[] = [];
  readonly #selection: Selection;
  readonly #limits: () => Limits;
  readonly #announced = new Map<string, readonly string[]>();
  readonly #keys = new Map<string, Set<string>>();
  readonly #versions = new Map<string, unknown>();
  readonly #closed = new Set<string>();
  #state: unknown;
  #hasState = false;
  #last: Message | undefined;

  /** @param state what the run was given */
  constructor(selection: Selection, state: unknown, limits: () => Limits) {
    this.#selection = selection;
    this.#state = state;
    this.#limits = limits;
  }

  /** Whether the last line is a STATE, as it has to be when a run has ended by itself. */
  get endsWithState(): boolean {
    return this.#last?.['type'] === 'STATE';
  }

  /** The streams whose tables the run has closed. */
  get closed(): ReadonlySet<string> {
    return this.#closed;
  }

  see(message: Message): void {
    this.#last = message;
    switch (message['type']) {
      case 'SCHEMA':
        this.#schema(message);
        return;
      case 'RECORD':
        this.#record(message);
        return;
      case 'STATE':
        this.#hasState = true;
        for (const { stream, text } of judgeState(this.#state, message['value'], this.#limits())) {
          this.findings.push({ kind: 'bookmark', stream, text });
        }
        this.#state = message['value'];
        return;
      case 'ACTIVATE_VERSION':
        this.#activate(message);
        return;
      default:
        this.#wrong('lines', `a message of type ${JSON.stringify(message['type'])}`);
    }
  }

  #schema(message: Message): void {
    const stream = String(message['stream']);
    if (!this.#selection.has(stream)) this.#wrong(stream, 'SCHEMA of a stream that is not selected');
    if (this.#announced.has(stream)) this.#wrong(stream, 'a second SCHEMA');
    const schema = message['schema'] as { properties?: object };
    this.#announced.set(stream, Object.keys(schema.properties ?? {}).sort());
  }

  #record(message: Message): void {
    const stream = String(message['stream']);
    const record = message['record'] as Message;
    const columns = this.#announced.get(stream);
    if (columns === undefined) this.#wrong(stream, 'a RECORD before its SCHEMA');
    if (this.#closed.has(stream)) this.#wrong(stream, 'a RECORD after its ACTIVATE_VERSION');
    const version = this.#versions.has(stream) ? this.#versions.get(stream) : message['version'];
    if (version !== message['version']) this.#wrong(stream, 'a RECORD of another version');
    this.#versions.set(stream, version);
    if (!this.#hasState) this.#wrong(stream, 'a RECORD before the first STATE');
    if (columns !== undefined && columns.join() !== Object.keys(record).sort().join()) {
      this.#wrong(stream, `a RECORD with ${Object.keys(record).join()} where ${columns.join()} are selected`);
    }
    const keys = (this.#selection.get(stream)?.keyProperties ?? []).map((name) => record[name]);
    if (keys.some((key) => typeof key !== 'string' || key === '')) this.#wrong(stream, 'a RECORD without its key');
    const seen = this.#keys.get(stream) ?? new Set();
    this.#keys.set(stream, seen);
    const key = keys.join('|');
    if (seen.has(key)) this.findings.push({ kind: 'duplicate', stream, text: `${key} came twice in one run` });
    seen.add(key);
  }

  #activate(message: Message): void {
    const stream = String(message['stream']);
    if (this.#selection.get(stream)?.replicationMethod !== 'FULL_TABLE')
      this.#wrong(stream, 'closed, yet no full table');
    const version = this.#versions.get(stream) ?? message['version'];
    if (typeof version !== 'number' || version !== message['version']) this.#wrong(stream, 'closed by another version');
    this.#closed.add(stream);
  }

  #wrong(stream: string, text: string): void {
    this.findings.push({ kind: 'message', stream, text });
  }
}
