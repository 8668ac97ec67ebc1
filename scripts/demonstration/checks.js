// What must be true of the two runs. Every function returns the sentences that are not.
import { counted } from './tables.js';

/** In: a run, the streams there are, the sandbox's own count of requests. */
export function checkRun(which, run, streams, requests) {
  // All else that is not as it should be comes of it.
  if (run.code !== 0) return [`the ${which} run ended with ${run.code}: ${run.lastWords}`];
  const surprises = [];
  if (run.state === undefined) surprises.push(`the ${which} run wrote no STATE`);
  for (const stream of streams) {
    const gids = gidsOf(run, stream);
    const twice = gids.length - new Set(gids).size;
    if (twice > 0) surprises.push(`the ${which} run wrote ${twice} rows of ${stream} more than once`);
    const said = counted(run, 'record_count', stream);
    if (said !== gids.length)
      surprises.push(`the ${which} run counted ${said} rows of ${stream}, wrote ${gids.length}`);
  }
  const made = counted(run, 'http_request_count');
  if (made !== requests.total) surprises.push(`the ${which} run counted ${made} requests, Asana saw ${requests.total}`);
  const refused = requests.total - (requests.byStatus['200'] ?? 0);
  if (refused > 0) surprises.push(`${refused} requests of the ${which} run were refused`);
  return surprises;
}

/** In: what there was and is (stream → gids), what was changed, the objects it was changed on, both runs. */
export function checkSecondRun({ before, after, edits, changed, first, second }) {
  const surprises = [...first.records.keys()].flatMap((stream) => [
    ...difference(gidsOf(first, stream), before[stream], `${stream} of the first run`),
    ...difference([...gidsOf(first, stream), ...gidsOf(second, stream)], after[stream], `${stream} of both runs`),
  ]);
  edits.forEach(({ change, stream, holds }, index) => {
    const row = second.records.get(stream)?.find(({ gid }) => gid === changed[index]?.gid);
    const [wrong] = Object.entries(holds).filter(([property, value]) => row?.[property] !== value);
    if (row === undefined) surprises.push(`${change.type} is not in ${stream} of the second run`);
    else if (wrong) surprises.push(`${change.type}: ${wrong[0]} is ${row[wrong[0]]}, not ${wrong[1]}`);
  });
  return surprises;
}

/** In: gids that came and gids that should have. */
function difference(came, due, where) {
  const [here, there] = [new Set(came), new Set(due)];
  const missing = [...there].filter((gid) => !here.has(gid));
  const strange = [...here].filter((gid) => !there.has(gid));
  return [
    ...(missing.length > 0 ? [`${missing.length} rows are missing from ${where}, ${missing[0]} for one`] : []),
    ...(strange.length > 0 ? [`${strange.length} rows too many in ${where}, ${strange[0]} for one`] : []),
  ];
}

function gidsOf(run, stream) {
  return (run.records.get(stream) ?? []).map(({ gid }) => gid);
}
