// Writes plain data as YAML: as much of it as a plugin definition needs.

/** In: an object of texts, numbers, booleans, lists and such objects. Out: a YAML document. */
export function toYaml(value) {
  return `${lines(value).join('\n')}\n`;
}

function lines(value) {
  if (Array.isArray(value)) return value.flatMap((item) => under('- ', lines(item)));
  if (typeof value !== 'object' || value === null) return [scalar(value)];
  return Object.entries(value).flatMap(([key, item]) => entry(key, item));
}

function entry(key, item) {
  if (Array.isArray(item) && item.every((each) => typeof each !== 'object'))
    return [`${key}: [${item.map(scalar).join(', ')}]`];
  if (typeof item === 'object' && item !== null) return [`${key}:`, ...lines(item)];
  if (typeof item === 'string' && item.includes('\n'))
    return [`${key}: |-`, ...item.split('\n').map((line) => `  ${line}`)];
  return [`${key}: ${scalar(item)}`];
}

/** In: a mark for the first line, lines. Out: the lines behind it. */
function under(mark, [first = '', ...rest]) {
  return [mark + first, ...rest.map((line) => ' '.repeat(mark.length) + line)];
}

/** JSON's texts are YAML's too; words that mean nothing else need no quotes. */
function scalar(value) {
  const isPlain =
    typeof value === 'string' && /^[a-z][\w.-]*$/i.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
