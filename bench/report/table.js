import { grouped, spread } from './numbers.js';

const TAPS = { ours: 'ours', singerIo: 'singer-io' };

const HEAD = [
  'World',
  'What',
  'Run',
  'Tap',
  'Requests',
  'least',
  'Rows',
  'twice',
  'missing',
  'CPU s',
  'loop',
  'rows/CPU s',
  'MB',
  'Time s',
  'least',
];

/** The one table, all worlds in it. Each cell is a median, and the spread where it was measured more than once. */
export function resultsTable(worlds) {
  const rows = Object.entries(worlds).flatMap(([name, { cells }]) =>
    [...cells].sort(byTitle).flatMap((cell) => rowsOf(name, cell)),
  );
  return [HEAD, HEAD.map((_, index) => (index < 4 ? '---' : '--:')), ...rows].map(line).join('\n');
}

/** What is compared stands together, in the order in which it was measured. */
function byTitle(one, other) {
  return weight(one) - weight(other);
}

const TITLES = [
  'like for like',
  '`tasks` alone',
  'all ten streams',
  '150 a minute',
  '1500 a minute',
  'with assigned tasks',
  'every stream',
];

function weight({ title, tap }) {
  return TITLES.indexOf(title) * 2 + (tap === 'ours' ? 0 : 1);
}

function rowsOf(world, { tap, title, limits, journeys }) {
  return journeys[0].map(({ run, failed }, index) => {
    const times = journeys.map((journey) => journey[index]);
    const of = (name, digits = 0) =>
      spread(
        times.map((time) => time[name]),
        digits,
      );
    const how = failed === undefined ? run : `${run}, ended by ${failed}`;
    const begun = [world, title, how, TAPS[tap], of('requests'), of('least')];
    const rate = times.map(({ rows, cpuSeconds }) => rows / cpuSeconds);
    const kept = [of('rows'), of('duplicates'), of('missing')];
    // Where time is scaled, CPU and memory say nothing that the other rows do not say better.
    if (limits === undefined)
      return [
        ...begun,
        ...kept,
        of('cpuSeconds', 1),
        of('floorCpuSeconds', 1),
        spread(rate, 0),
        of('memoryMb'),
        '',
        '',
      ];
    return [...begun, ...kept, '', '', '', '', of('askingSeconds'), grouped(leastSeconds(times[0], limits))];
  });
}

/** What the quota takes for as many requests as are needed: a quota that is full at first gives its minute's worth at once. */
function leastSeconds({ least }, { quota }) {
  return (least / quota) * 60;
}

/** Requests by endpoint of the first time through, for each tap. */
export function endpointTable({ cells }) {
  const wanted = cells.filter(({ title }) => title === 'like for like');
  const columns = wanted.flatMap(({ tap, journeys }) =>
    journeys[0].map(({ run, byEndpoint }) => ({ name: `${TAPS[tap]}, ${run}`, byEndpoint })),
  );
  const endpoints = [...new Set(columns.flatMap(({ byEndpoint }) => Object.keys(byEndpoint)))].sort();
  const rows = endpoints.map((endpoint) => [
    `\`${endpoint.replace('/api/1.0', '')}\``,
    ...columns.map(({ byEndpoint }) => grouped(byEndpoint[endpoint] ?? 0)),
  ]);
  const head = ['Endpoint', ...columns.map(({ name }) => name)];
  return [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows].map(line).join('\n');
}

/** `--discover`, the bare runtime, the first RECORD. */
export function startUpTable({ discover, zero, asked, first }) {
  const head = [
    'Tap',
    '`--discover`, s',
    'the bare runtime, s',
    'start to first request, s',
    'from there to the first RECORD, at 200 ms a request, s',
  ];
  const rows = Object.keys(discover).map((tap) => [
    TAPS[tap],
    spread(discover[tap], 2),
    spread(zero[tap], 2),
    spread(asked[tap], 2),
    spread(first[tap], 2),
  ]);
  return [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows].map(line).join('\n');
}

function line(cells) {
  return `| ${cells.join(' | ')} |`;
}
