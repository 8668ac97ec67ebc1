import { Writable } from 'node:stream';
import { fixedPace, type Pace } from '../../src/asana/pace/pace.ts';
import { streamSchemas } from '../../src/cli/stream-schemas.ts';
import { sleep } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/log/logger.ts';
import { textFormat } from '../../src/log/text-format.ts';
import { sandboxFetch } from '../../src/sandbox/in-process-fetch.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { parseCatalog } from '../../src/singer/catalog-file.ts';
import { discover } from '../../src/singer/discover.ts';
import { Metrics } from '../../src/singer/metrics.ts';
import { readSelection } from '../../src/singer/read-selection.ts';
import type { Selection } from '../../src/singer/selection.ts';
import { parseState } from '../../src/singer/state.ts';
import { Writer } from '../../src/singer/writer.ts';
import { parentStream, streamNames, streamRow, streams } from '../../src/streams/table.ts';
import { run } from '../../src/sync/run.ts';
import type { RunContext } from '../../src/sync/run-context.ts';
import { coreStreams } from './core-streams.ts';
import type { Fetch } from './fetch.ts';
import { VirtualClock } from './virtual-clock.ts';

type Json = Record<string, unknown>;

/** What a run left behind. */
export interface Outcome {
  readonly messages: Json[];
  readonly records: Map<string, Json[]>;
  readonly states: Json[];
  readonly log: string;
  readonly requests: Sandbox['requests'];
  /** The reasons in the log why something is not complete. */
  readonly failures: readonly string[];
  /** The one that the run ended with. */
  readonly failure: string | undefined;
  readonly error: unknown;
  readonly metrics: Metrics;
}

export interface SyncOptions {
  readonly config?: Json;
  readonly state?: unknown;
  /** Stream names; default the ten core ones. */
  readonly streams?: readonly string[];
  readonly selection?: Selection;
  readonly pace?: Pace;
  readonly watch?: NonNullable<RunContext['watch']>;
  readonly fetch?: (fetch: Fetch) => Fetch;
  readonly signal?: AbortSignal;
  /** Called for each line written. */
  readonly onLine?: (line: string, lines: number) => void;
  /** Makes the reader wait before it takes the next chunk. */
  readonly reader?: (bytes: number) => Promise<void>;
}

/** A small Asana on a clock of its own, and runs against it. */
export class Harness {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;

  constructor(options: SandboxOptions = {}, clock = new VirtualClock()) {
    this.clock = clock;
    this.sandbox = createSandbox({ quota: null, latencyMs: 0, ...options, clock: () => clock.now() });
  }

  /**
   * Time between runs: bookmarks lie a lookback before a run's start.
   * @returns the moment that it is then, RFC 3339
   */
  later(ms = 3_600_000): string {
    this.clock.advance(ms);
    return new Date(this.clock.now()).toISOString();
  }

  /** Runs the tap in process, on the virtual clock. */
  async sync(options: SyncOptions = {}): Promise<Outcome> {
    const lines: string[] = [];
    const log: string[] = [];
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        for (const line of chunk.toString('utf8').split('\n')) {
          if (line === '') continue;
          lines.push(line);
          options.onLine?.(line, lines.length);
        }
        if (options.reader === undefined) done();
        else void options.reader(chunk.length).then(() => done());
      },
    });
    const { config } = configOf(options.config ?? {});
    const logger = createLogger({
      level: 'DEBUG',
      format: textFormat,
      writeLine: (line) => log.push(line),
      now: () => this.clock.now(),
    });
    const metrics = new Metrics({ clock: this.clock, write: (metric) => logger.metric(metric) });
    const ended = new AbortController();
    const signal = options.signal === undefined ? ended.signal : AbortSignal.any([ended.signal, options.signal]);
    const writer = new Writer({ out, clock: this.clock, onFailure: (failure) => ended.abort(failure) });
    const plain = sandboxFetch(this.sandbox, {
      sleep: (ms, stop = ended.signal) => sleep(this.clock, ms, stop),
    }) as Fetch;
    const before = this.sandbox.requests.length;
    let failure: string | undefined;
    let error: unknown;
    const rowsWithKeys = streamNames.map((id) => ({ id, ...pickKey(streamRow(id).replicationKey) }));
    try {
      const result = await this.clock.run(
        run({
          config,
          selection: options.selection ?? selectionOf(options.streams),
          state: parseState(options.state, rowsWithKeys),
          writer,
          logger,
          metrics,
          clock: this.clock,
          random: () => 0.5,
          fetch: options.fetch?.(plain) ?? plain,
          pace: options.pace ?? fixedPace(60_000_000),
          signal,
          refreshTokens: { asked: () => {}, rotated: async () => undefined },
          ...(options.watch && { watch: options.watch }),
        }),
      );
      failure = result.failure;
    } catch (caught) {
      error = caught;
    }
    const messages = lines.map((line) => JSON.parse(line) as Json);
    const records = new Map<string, Json[]>();
    for (const message of messages) {
      if (message['type'] !== 'RECORD') continue;
      const stream = String(message['stream']);
      records.set(stream, [...(records.get(stream) ?? []), message['record'] as Json]);
    }
    return {
      messages,
      records,
      states: messages.filter((message) => message['type'] === 'STATE').map((message) => message['value'] as Json),
      log: log.join('\n'),
      requests: this.sandbox.requests.slice(before),
      failures: log.filter((line) => line.startsWith('ERROR ')).map((line) => line.slice('ERROR '.length)),
      failure,
      error,
      metrics,
    };
  }
}

function pickKey(replicationKey: string | undefined) {
  return replicationKey === undefined ? {} : { replicationKey };
}

/** A config as a file would give it, with the sandbox's token. */
export function configOf(values: Json) {
  const file = JSON.stringify({
    access_token: 'sandbox-token',
    api_url: 'http://127.0.0.1:1/api/1.0',
    oauth_url: 'http://127.0.0.1:1/-/oauth_token',
    ...values,
  });
  return loadConfig(['config.json'], {}, () => file);
}

/** The selection of whole streams by name, with columns made from custom fields. */
export function selectionOf(
  names: readonly string[] = coreStreams,
  edit: (catalog: Json) => void = () => {},
  columns: Parameters<typeof streamSchemas>[0] = {},
): Selection {
  const schemaOf = streamSchemas(columns);
  const schemas = Object.fromEntries(streamNames.map((name) => [name, schemaOf(name).schema]));
  const catalog = JSON.parse(JSON.stringify(discover(streams, schemas, parentStream))) as {
    streams: { tap_stream_id: string; metadata: { breadcrumb: string[]; metadata: Json }[] }[];
  };
  for (const stream of catalog.streams) {
    for (const entry of stream.metadata) {
      if (entry.breadcrumb.length === 0) entry.metadata['selected'] = names.includes(stream.tap_stream_id);
    }
  }
  edit(catalog as unknown as Json);
  return readSelection(parseCatalog(catalog), streams, schemaOf, () => {});
}

/** gids of a stream's records. */
export function gids(outcome: Outcome, stream: string): string[] {
  return (outcome.records.get(stream) ?? []).map((record) => String(record['gid']));
}
