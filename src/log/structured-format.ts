import type { Format, LogEvent } from './event.ts';

const APP = 'tap-asana';

/**
 * JSON lines as the Singer SDK's `StructuredFormatter` writes them (singer_sdk/schemas/logs.schema.json). Meltano shows a
 * line raw if a single one of these keys is missing, null ones included.
 * @param pid the process's id, one of the keys
 */
export function structuredFormat(pid: number): Format {
  return (event) => {
    const stream = streamOf(event);
    return [
      JSON.stringify({
        level: event.level.toLowerCase(),
        // Near the front: `meltano config test` shows the last line as it is.
        message: event.message,
        pid,
        logger_name: stream === undefined ? APP : `${APP}.${stream}`,
        ts: event.time / 1000,
        thread_name: 'MainThread',
        app_name: APP,
        stream_name: stream ?? null,
        ...metricInfo(event),
        ...exception(event.error),
        // The SDK's place for what a message does not say; here it says it all.
        extra: {},
      }),
    ];
  };
}

/** A metric is about a stream by its tags. */
function streamOf({ stream, metric }: LogEvent): string | undefined {
  const tag = metric?.tags['stream'];
  return stream ?? (typeof tag === 'string' ? tag : undefined);
}

function metricInfo(event: LogEvent): object {
  if (event.metric === undefined) return {};
  const { type, metric, value, tags } = event.metric;
  return { metric_info: { type, metric, value, tags } };
}

function exception(error: unknown): object {
  return error instanceof Error ? { exception: describe(error) } : {};
}

/** All four keys of a frame are required, or Meltano does not read the line; a cause is an exception or absent. */
function describe(error: Error): object {
  return {
    type: error.name,
    module: APP,
    message: error.message,
    traceback: frames(error.stack ?? ''),
    ...(error.cause instanceof Error && { cause: describe(error.cause) }),
  };
}

const FRAME = /^\s*at (?:(?<name>.+?) \()?(?<file>[^()]+?):(?<line>\d+):\d+\)?$/;

function frames(stack: string): object[] {
  return stack
    .split('\n')
    .map((text) => FRAME.exec(text)?.groups)
    .filter((groups) => groups !== undefined)
    .map((groups) => ({
      filename: groups['file'] ?? '',
      function: groups['name'] ?? '<anonymous>',
      lineno: Number(groups['line']),
      line: '',
    }));
}
