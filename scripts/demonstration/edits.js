// What happens in Asana between the two runs.

/** For people, in the order of `changesFor`. */
export const CHANGES = [
  'a task is renamed',
  'another is completed',
  'a third gets a comment',
  'a fourth is put into one more project (its `modified_at` stays)',
  'a new one appears',
  'a subtask is renamed (its parent stays as it was)',
  'a project is renamed',
  'a tag is renamed (without any date)',
];

/**
 * In: the gids of each stream before.
 *
 * Out: `{change, stream, holds}` each: a change for `POST /_sandbox/edit`, the stream in whose second run the object it
 * returns must be, and what its row must hold by then.
 */
export function changesFor({ tasks, subtasks, projects, tags }) {
  const onlySubtask = subtasks.find((gid) => !tasks.includes(gid));
  const [renamed, completed, discussed, moved] = tasks.filter((gid) => !subtasks.includes(gid));
  return [
    { stream: 'tasks', change: { type: 'rename-task', task: renamed, name: 'Renamed' }, holds: { name: 'Renamed' } },
    { stream: 'tasks', change: { type: 'complete-task', task: completed }, holds: { completed: true } },
    { stream: 'stories', change: { type: 'add-story', task: discussed, text: 'New' }, holds: { text: 'New' } },
    { stream: 'tasks', change: { type: 'add-to-project', task: moved, project: projects.at(-1) }, holds: {} },
    { stream: 'tasks', change: { type: 'add-task', projects: [projects[0]], name: 'New' }, holds: { name: 'New' } },
    { stream: 'subtasks', change: { type: 'rename-task', task: onlySubtask, name: 'Below' }, holds: { name: 'Below' } },
    {
      stream: 'projects',
      change: { type: 'rename-project', project: projects[1], name: 'Plan' },
      holds: { name: 'Plan' },
    },
    { stream: 'tags', change: { type: 'rename-tag', tag: tags[0], name: 'urgent' }, holds: { name: 'urgent' } },
  ];
}
