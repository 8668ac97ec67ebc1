import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { systemClock } from '../../src/clock.ts';

/** What stands in for the process, and what it was told. */
export class FakeIo implements Io {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: Record<string, string>;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly pid = 42;
  readonly clock: Io['clock'];
  readonly exits: { readonly ms: number; readonly code: number }[] = [];
  readonly lastWords: (() => void)[] = [];
  readonly #out: string[] = [];
  readonly #err: string[] = [];
  readonly #events = new EventEmitter();

  constructor(
    argv: readonly string[],
    options: {
      readonly env?: Readonly<Record<string, string>>;
      readonly files?: Readonly<Record<string, unknown>>;
      readonly clock?: Io['clock'];
      readonly stdout?: Writable;
    } = {},
  ) {
    this.argv = argv;
    this.env = options.env ?? {};
    this.files = Object.fromEntries(
      Object.entries(options.files ?? {}).map(([path, content]) => [
        path,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    );
    this.clock = options.clock ?? systemClock;
    this.stdout = options.stdout ?? collector(this.#out);
    this.stderr = collector(this.#err);
  }

  get out(): string {
    return this.#out.join('');
  }

  get err(): string {
    return this.#err.join('');
  }

  get messages(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  readonly random = () => 0.5;

  readonly readFile = (path: string): string => {
    const text = this.files[path];
    if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
    return text;
  };

  readonly onSignal = (signal: 'SIGINT' | 'SIGTERM', handler: () => void): (() => void) => {
    this.#events.on(signal, handler);
    return () => this.#events.off(signal, handler);
  };

  readonly onCrash = (handler: (error: unknown) => void): void => {
    this.#events.on('crash', handler);
  };

  readonly exitAfter = (ms: number, code: number, last: () => void = () => {}): void => {
    this.exits.push({ ms, code });
    this.lastWords.push(last);
  };

  signal(signal: 'SIGINT' | 'SIGTERM'): void {
    this.#events.emit(signal);
  }

  crash(error: unknown): void {
    this.#events.emit('crash', error);
  }

  /** @returns how many listen to that signal */
  listeners(signal: 'SIGINT' | 'SIGTERM'): number {
    return this.#events.listenerCount(signal);
  }
}

function collector(chunks: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
}
