/**
 * What the simulator lets pass, each by its name: what Asana's API does not show (docs/limits.md). A test in
 * `tests/simulate` shows each of them happening.
 */
export const EXCEPTIONS = {
  'moved-subtask':
    'A subtask that was put below a task that has not changed keeps its old look in `subtasks`, or is missing with all that lies below it if it came from where it could not be seen: moving leaves `modified_at` as it was.',
  'assigned-subtask':
    'The same goes for a subtask that was put below a task of another list and is in an assigned list, if that list is read from its beginning: whatever was met below a task is passed over there, or a first run that was stopped would begin again.',
  'placed-subtask':
    'A subtask that was put into a project, taken out of one or tagged keeps its old `projects`, `memberships` and `tags` in `subtasks` until its `modified_at` moves.',
  'edited-comment':
    'A comment that was edited without its task counting as changed keeps its old text until that task changes.',
  'subtask-count': 'A task keeps its old `num_subtasks` when a subtask comes or goes: that is no change of the task.',
  'hidden-parent':
    'An assigned subtask that becomes readable because a task above it does, and that task is in no list, is not shown as changed, nor is what lies below it. Nor is one that becomes readable with the project it is in: it comes out in `tasks`, and is missing from `subtasks`, or keeps the look there that it had before it was hidden.',
  'archived-project':
    'With `include_archived_projects: false` what happens in an archived project after it was read once more is not read, and what is only assigned there is passed over.',
  'dated-project':
    'A project that began at a `start_date` left out what is older. Where that was set earlier or taken away, an assigned list that begins, or goes on, only then leaves tasks to their projects all the same: what such a project left out comes with its next change.',
  'merged-state':
    "A run without a state, whose own is merged into an older one, begins a new list of refused tasks. What was refused before in a project that is hidden in just that run is not asked again when the project is shared. Of any two states that are merged, one's list of refused tasks is kept. An older tap's bookmark that still waits for a workspace waits on: a project there that is shared before the next run begins at it.",
  'torn-close':
    'A target that is killed between closing a table with ACTIVATE_VERSION and giving back the STATE that goes with it keeps the bookmarks of what it has lost. If a project was hidden in just that run and is shared again, what was closed of it does not come back.',
  'late-entry':
    'Time for a day more than 30 days before the bookmark does not come if it was entered, changed or became readable after that day was read.',
} as const;

export type Exception = keyof typeof EXCEPTIONS;
