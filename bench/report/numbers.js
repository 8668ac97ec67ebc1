/** Out: the middle one of a list of numbers; of an even number, the mean of the two. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `12.3 (11.9–13.0)`, the median and the spread; one number alone where there is but one. */
export function spread(numbers, digits) {
  const given = numbers.filter((number) => number !== undefined);
  if (given.length === 0) return '–';
  const middle = grouped(median(given), digits);
  const [least, most] = [Math.min(...given), Math.max(...given)].map((number) => grouped(number, digits));
  return least === most ? middle : `${middle} (${least}–${most})`;
}

/** `12,345.6` */
export function grouped(number, digits = 0) {
  return number.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
