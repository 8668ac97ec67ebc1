// What a run did, for people.

/** In: a run, a counter's name, a stream or none for all. Out: the counter's sum. */
export function counted({ metrics }, name, stream) {
  return metrics
    .filter(({ metric, tags }) => metric === name && (stream === undefined || tags.stream === stream))
    .reduce((sum, { value }) => sum + value, 0);
}

/** Out: the lines of a table, one a stream and the sum. */
export function runTable(run, streams) {
  const rows = streams.map((stream) => [
    stream,
    counted(run, 'record_count', stream),
    counted(run, 'http_request_count', stream),
    counted(run, 'sync_duration', stream).toFixed(1),
  ]);
  const all = ['in all', counted(run, 'record_count'), counted(run, 'http_request_count'), run.seconds.toFixed(1)];
  return layOut([['stream', 'records', 'requests', 'seconds'], ...rows, all]);
}

/** Out: what the second run cost beside the first, and why. */
export function comparison(first, second) {
  const requests = (run, ...streams) =>
    streams.length === 0
      ? counted(run, 'http_request_count')
      : streams.reduce((sum, stream) => sum + counted(run, 'http_request_count', stream), 0);
  const share = Math.round((requests(second) / requests(first)) * 100);
  const family = ['tasks', 'subtasks', 'stories'];
  return [
    `The first run read everything with ${requests(first)} requests, ${requests(first, 'stories')} of them for stories: one for each task and subtask.`,
    `The second run needed ${requests(second)}, ${share} % of that: ${requests(second) - requests(second, ...family)} for lists that are read whole each time,`,
    `${requests(second, 'tasks')} for the lists of changed tasks and for the sweep, ${requests(second, 'subtasks')} for subtasks (they change without a sign on their parent),`,
    `${requests(second, 'stories')} for the stories of what had changed.`,
  ];
}

/** The first column to the left, numbers to the right. */
function layOut(rows) {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}
