// Finds the place of another connector's column here, by its name.

/** Names that mean the same wherever they stand. */
const ALIASES = {
  id: 'gid',
  item_url: 'permalink_url',
  numberof_likes: 'num_likes',
  liked_by: 'likes',
  numberof_sub_tasks: 'num_subtasks',
  num_sub_tasks: 'num_subtasks',
  isglobalto_workspace: 'is_global_to_workspace',
};

/** `HTMLNotes`, `viewURL`, `startOn` → `html_notes`, `view_url`, `start_on`. */
export function snake(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2');
  return words.toLowerCase();
}

/**
 * In: a column's name elsewhere, a stream's schema. Out: the path of the property that holds it, undefined if the names do not
 * tell: `OwnerName` is `owner.name`, `WorkspaceId` is `workspace.gid`, or `workspace_gid` where the row has no workspace.
 */
export function findPath(column, schema) {
  const plain = snake(column);
  const name = ALIASES[plain] ?? plain;
  if (hasPath(schema, [name])) return name;
  const words = name.split('_');
  for (let split = words.length - 1; split > 0; split -= 1) {
    const [outer, inner] = [words.slice(0, split).join('_'), words.slice(split).join('_')];
    const path = [outer, inner === 'id' ? 'gid' : inner];
    if (hasPath(schema, path)) return path.join('.');
  }
  const under = name.replace(/_id$/, '_gid');
  return hasPath(schema, [under]) ? under : undefined;
}

/** In: a schema, the names of a path. Out: whether there is such a property; lists are not counted. */
export function hasPath(schema, [name, ...rest]) {
  if (name === undefined) return true;
  const below = (schema.items ?? schema).properties?.[name];
  return below !== undefined && hasPath(below, rest);
}
