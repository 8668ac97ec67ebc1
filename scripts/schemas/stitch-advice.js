// What to tell somebody whose tables were filled by Stitch or by the older tap, one rule for each kind of difference.
import { code, table } from '../docs/markdown.js';

/** Rules `{when, who, do}`: `when` matches `column there>here`; the first that matches speaks. */
const RULES = [
  {
    when: /^portfolios\.current_status /,
    who: 'nobody: it is always null',
    do: 'Read `current_status_update`.',
  },
  {
    when: /^projects\.current_status /,
    who: 'queries that take the status out of the text',
    do: 'Read `current_status.text`, `.color` and `.title`.',
  },
  {
    when: /^tasks\.due_on date-time>date$/,
    who: 'queries that compare with an instant',
    do: 'Compare with a day. The time was always midnight.',
  },
  {
    when: /_dates\.(due|start)_on date-time>date$/,
    who: 'queries that compare with an instant',
    do: 'Compare with a day. The time was always midnight.',
  },
  {
    when: /new_approval_status boolean>string$/,
    who: 'every query: any answer, even a rejection, was true',
    do: 'Compare with `approved`, `rejected`, `changes_requested` or `pending`.',
  },
  {
    when: /is_rendered_as_seperator .*>absent$/,
    who: 'every query: the misspelt column never held a value',
    do: 'Read `is_rendered_as_separator`.',
  },
  {
    when: /^(portfolios|projects|tasks)\.(due_date|due_on|start_on) string>date$/,
    who: 'tables in a target that has a type for days',
    do: 'The text is the same. Leave out the cast.',
  },
  {
    when: /_value\.(date|due_on|start_on) string>date$/,
    who: 'who flattens nested columns into a target that has a type for days',
    do: 'The text is the same. Leave out the cast.',
  },
  {
    when: /\.custom_fields\[\]\.\w+ .*>absent$/,
    who: 'queries for the definition of a field',
    do: 'Read it from `custom_field_settings[].custom_field` of the same `gid`. Asana does not give it here.',
  },
  {
    when: /^stories\.custom_field\.resource_subtype .*>absent$/,
    who: 'queries for the type of a field',
    do: 'Read `custom_field.type`.',
  },
  {
    when: /^stories\.story\.name .*>absent$/,
    who: 'nobody: a story has no name in Asana',
    do: 'Read `story.text`.',
  },
  {
    when: /^tasks\.(dependencies|dependents)\[\]\.name .*>absent$/,
    who: 'nobody: Asana gives only the `gid` here',
    do: 'Join `tasks` on `gid`.',
  },
];

/**
 * In: rows of `differences()`. Out: a Markdown table, one line a row.
 * Throws: `Error` if a row has no rule: say what it means for whom before it goes out.
 */
export function adviceTable(rows) {
  const lines = rows.map(({ column, there, here = 'absent' }) => {
    const rule = RULES.find(({ when }) => when.test(`${column} ${there}>${here}`));
    if (rule === undefined) throw new Error(`no advice for ${column}: ${there} there, ${here} here`);
    return [code(column), there, here, rule.who, rule.do];
  });
  return table(['Column', 'There', 'Here', 'Who notices', 'What to do'], lines);
}

/**
 * In: rows of the overlay table. Out: a Markdown list of the columns which exist only so that old queries run.
 * Those with `filled` are not among them.
 */
export function emptyColumns(overlay) {
  const empty = overlay.filter(({ filled }) => !filled);
  const streams = [...new Set(empty.map(({ stream }) => stream))].sort();
  const names = (stream) => empty.filter((row) => row.stream === stream).map(({ column }) => column);
  const list = (stream) => names(stream).sort().map(code);
  return streams.map((stream) => `- \`${stream}\`: ${list(stream).join(', ')}`).join('\n');
}
