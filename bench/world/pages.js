import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const FIELDS = 'opt_fields=';

/**
 * The pages that were answered (`processes/record.cjs`). What follows `opt_fields=` is most of an address and the same for all
 * of a stream: it is kept once, or the loop would have as much to read before it begins as it is answered.
 *
 * In: the recorder's file. Out: `{heads, tails, tailOf}`; page i is `heads[i] + tails[tailOf[i]]`.
 */
export async function readPages(file) {
  const heads = [];
  const tailOf = [];
  const tails = new Map();
  for await (const page of createInterface({ input: createReadStream(file) })) {
    const fields = page.indexOf(FIELDS);
    const end = fields === -1 ? page.length : fields + FIELDS.length;
    const tail = page.slice(end);
    if (!tails.has(tail)) tails.set(tail, tails.size);
    heads.push(page.slice(0, end));
    tailOf.push(tails.get(tail));
  }
  return { heads, tails: [...tails.keys()], tailOf };
}
