import type { Metrics, Tags } from './metrics.ts';

const HEAD = ['stream', 'records', 'requests', 'skipped', 'seconds'];

/**
 * What a run did, as lines of a table: one a stream, and the sum.
 * @param streams the streams in the order to show
 * @param seconds how long the whole run took
 */
export function closingTable(metrics: Metrics, streams: readonly string[], seconds: number): string[] {
  const rows = streams.map((stream) => [
    stream,
    ...numbers(metrics, { stream }, metrics.total('sync_duration', { stream })),
  ]);
  return layOut([HEAD, ...rows, ['total', ...numbers(metrics, {}, seconds)]]);
}

function numbers(metrics: Metrics, tags: Tags, seconds: number): string[] {
  const counts = [
    metrics.total('record_count', tags),
    metrics.total('http_request_count', tags),
    metrics.total('skipped_count', tags),
  ];
  return [...counts.map(String), seconds.toFixed(1)];
}

/** The first column to the left, numbers to the right. */
function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
