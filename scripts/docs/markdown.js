// The parts of Markdown that the docs are made of.

/**
 * Puts a text between `<!-- name:start -->` and `<!-- name:end -->`, in place of what is there.
 *
 * Throws if the document has no such place.
 */
export function fill(document, name, text) {
  const [open, close] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [document.indexOf(open), document.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`the document has no place called ${name}`);
  return `${document.slice(0, from + open.length)}\n${text}\n${document.slice(to)}`;
}

/** In: the names of the columns, rows of as many texts. Out: a table. */
export function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replaceAll('|  |', '| |');
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** Out: the text as code. */
export function code(text) {
  return `\`${text}\``;
}
