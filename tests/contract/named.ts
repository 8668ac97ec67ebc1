/** Names of `opt_fields` as a tree: `owner` and `owner.name` are owner → name. */
export type Names = ReadonlyMap<string, Names>;

type Growing = Map<string, Growing>;

/** The tree of dotted names. */
export function namesOf(dotted: readonly string[]): Names {
  const root: Growing = new Map();
  for (const name of dotted) {
    let tree = root;
    for (const step of name.split('.')) {
      const below = tree.get(step) ?? new Map<string, Growing>();
      tree.set(step, below);
      tree = below;
    }
  }
  return root;
}

/**
 * What a value shows though nobody named it. "The `gid` of included objects will always be returned, regardless of the
 * field options"; below a name that stands for a whole object anything may be.
 * @returns dotted names
 */
export function unasked(value: unknown, names: Names): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => unasked(each, names)))];
  if (typeof value !== 'object' || value === null || names.size === 0) return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const tree = names.get(name);
    if (tree === undefined) return name === 'gid' ? [] : [name];
    return unasked(below, tree).map((each) => `${name}.${each}`);
  });
}

/** Whether a value has something under a dotted name, in any row. */
export function shows(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((each) => shows(each, path));
  return typeof value === 'object' && value !== null && shows((value as Record<string, unknown>)[name], rest);
}
