// The map from other connectors' tables and columns, for docs/streams.md.
import { code, table } from '../markdown.js';
import { PLACES } from './places.js';
import { findPath } from './resolve.js';

const CONNECTORS = { stitch: 'Stitch', omniload: 'omniload', nekt: 'Nekt', cdata: 'CData' };

/**
 * In: the facts (connector → table → names of its columns in one text), stream → schema, the places. Out: a row for each table
 * `{connector, table, stream, why, columns: [{name, stream, path, why}]}`; neither path nor why where nothing is known.
 */
export function mapOf(facts, schemas, places = PLACES) {
  return Object.entries(facts).flatMap(([connector, tables]) =>
    Object.entries(tables).map(([name, text]) => tableOf(connector, name, text, schemas, places[connector]?.[name])),
  );
}

function tableOf(connector, name, text, schemas, place = {}) {
  const names = text.split(' ').filter((each) => each !== '');
  const { why } = place;
  const stream = why === undefined ? (place.stream ?? name) : undefined;
  const columns = names.map((each) => ({ name: each, ...columnOf(each, stream, schemas, place) }));
  return { connector, table: name, stream, why, columns };
}

function columnOf(name, stream, schemas, { columns = {}, why }) {
  if (why !== undefined) return { why };
  const said = columns[name];
  if (said === undefined) return { stream, path: schemas[stream] && findPath(name, schemas[stream]) };
  if (typeof said !== 'string') return said;
  const [path, other = stream] = said.split(':').reverse();
  return { stream: other, path };
}

/** In: the map. Out: a table for each connector; columns that have the same name here are only counted. */
export function mapTables(map) {
  return Object.entries(CONNECTORS)
    .map(([connector, title]) => {
      const rows = map.filter((row) => row.connector === connector).map(tableRow);
      return `### ${title}\n\n${table(['Table', 'Stream', 'Columns'], rows)}`;
    })
    .join('\n\n');
}

function tableRow({ table: name, stream, why, columns }) {
  if (stream === undefined)
    return [code(name), 'none', `${columns.map((column) => code(column.name)).join(', ')}: ${why}`];
  const others = columns.filter((column) => column.stream !== stream || column.path !== column.name);
  const same = columns.length - others.length;
  const first = same > 0 ? [`${others.length > 0 ? `${same}` : `all ${same}`} by the same name`] : [];
  const cells = [...first, ...others.map((column) => shown(column, stream))];
  return [code(name), `[${code(stream)}](#${stream})`, cells.length > 0 ? cells.join('; ') : 'all of the stream’s'];
}

function shown({ name, stream: at, path, why }, stream) {
  if (why !== undefined) return `${code(name)}: ${why}`;
  return `${code(name)} → ${code(at === stream ? path : `${at}.${path}`)}`;
}
