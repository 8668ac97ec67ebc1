import type { Found } from './flat/workspaces.ts';
import { familyStreams } from './tasks/family.ts';
import type { Walk, Workspace } from './walk.ts';

/**
 * Says how many partitions of the state are not listed any more: projects deleted or no longer shared, people who left.
 * Their bookmarks stay. Says nothing where this run did not look: a filter is no sign of loss.
 * @param listed the workspaces of this run
 * @param found what their lists gave
 */
export function reportMissing(walk: Walk, listed: readonly Workspace[], found: Found): void {
  const { config, plan, state } = walk;
  const places = familyStreams(walk).concat(plan.selection.has('projects') ? ['projects'] : []);
  const keys = new Set(places.flatMap((name) => [...state.of(name).partitions.keys()]));
  const projects = new Set(found.projects.map(({ gid }) => gid));
  const workspaces = new Set(listed.map(({ gid }) => gid));
  const people = new Map([...found.users].map(([workspace, users]) => [workspace, new Set(users)]));
  const sawAllProjects = config.workspaces.length === 0 && found.unlisted.size === 0;
  let missing = 0;
  for (const key of keys) {
    const [workspace, user] = key.split('/');
    if (user === undefined) {
      if (sawAllProjects && !projects.has(key)) missing += 1;
    } else if (plan.family.assigned && workspace !== undefined) {
      // A list of users that could not be read does not say that anybody left.
      const isListed = workspaces.has(workspace)
        ? people.get(workspace)?.has(user) !== false
        : config.workspaces.length > 0;
      if (!isListed) missing += 1;
    }
  }
  if (missing === 0) return;
  walk.countMissing(missing);
  walk.logger.warning(
    `${missing} ${missing === 1 ? 'partition' : 'partitions'} of the state (projects, or people with assigned tasks) ` +
      `${missing === 1 ? 'is' : 'are'} not listed any more: deleted, left, or no longer shared with this token. Rows already loaded stay; bookmarks are kept.`,
  );
}
