/** Fields named by `opt_fields`: each with the fields named below it, none meaning the object's compact form. */
export type Selection = ReadonlyMap<string, Selection>;

type Tree = Map<string, Tree>;

/**
 * Reads the `opt_fields` parameter: comma-separated dotted paths, `(a|b)` for alternatives and an optional leading
 * `this.` (Asana guide "Input/output options"). Returns null where nothing is named, which means the default form.
 */
export function parseOptFields(text: string | undefined): Selection | null {
  if (text === undefined || text.trim() === '') return null;
  const root: Tree = new Map();
  for (const term of splitOutside(text, ',')) {
    for (const path of expand(term.trim())) {
      let tree = root;
      for (const step of path.split('.')) {
        if (step === '' || (step === 'this' && tree === root)) continue;
        let below = tree.get(step);
        if (below === undefined) {
          below = new Map();
          tree.set(step, below);
        }
        tree = below;
      }
    }
  }
  return root;
}

/** Writes out the alternatives of a path: `(a|b).c` is `a.c` and `b.c`. */
function expand(term: string): string[] {
  const open = term.indexOf('(');
  if (open < 0) return [term];
  const close = matching(term, open);
  const before = term.slice(0, open);
  const after = term.slice(close + 1);
  return splitOutside(term.slice(open + 1, close), '|').flatMap((inner) => expand(`${before}${inner}${after}`));
}

/** Where the parenthesis opened at `open` closes; the end of the text if it never does. */
function matching(term: string, open: number): number {
  let depth = 0;
  for (let at = open; at < term.length; at += 1) {
    if (term[at] === '(') depth += 1;
    if (term[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return term.length;
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (depth === 0 && text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
