import type { Config } from '../config/config.ts';
import type { Selection } from '../singer/selection.ts';
import { type ParentKind, type StreamRow, sourcesOf } from '../streams/define.ts';
import { isStreamName, parentStream, type StreamName, streamNames, streamRow } from '../streams/table.ts';
import { type FlatStream, flatStreams } from './flat/flat-plan.ts';
import { FamilyFields } from './tasks/family-fields.ts';

/** What a run reads, decided before it asks anything: nothing is asked that nothing selected needs. */
export interface Plan {
  readonly selection: Selection;
  readonly flat: readonly FlatStream[];
  /** What lists hang on. */
  readonly parentKinds: ReadonlySet<ParentKind>;
  /** Tasks and what hangs on them. */
  readonly family: FamilyPlan;
  readonly fields: FamilyFields;
  /** Projects are listed: for their own rows, or as parents. */
  readonly needsProjects: boolean;
}

export interface FamilyPlan {
  readonly tasks: boolean;
  readonly subtasks: boolean;
  /** Streams of children of tasks and subtasks; a `Want`'s bits and thresholds follow this order. */
  readonly children: readonly StreamName[];
  /** Whether anything below a task's own row is wanted. */
  readonly descends: boolean;
  /** Whether the lists of assigned tasks are read too. */
  readonly assigned: boolean;
  /** Streams that read everything in each run, as their catalog entry says. */
  readonly full: ReadonlySet<StreamName>;
}

/** @param config only what decides which lists are needed is looked at */
export function makePlan(selection: Selection, config: Config): Plan {
  const named = (role: StreamRow['role']) =>
    streamNames.filter((name) => selection.has(name) && streamRow(name).role === role);
  const children = named('child');
  const tasks = selection.has('tasks');
  const subtasks = selection.has('subtasks');
  const descends = subtasks || children.length > 0;
  const isFamily = tasks || descends;
  const family: FamilyPlan = {
    tasks,
    subtasks,
    children,
    descends,
    assigned: isFamily && config.includeAssignedTasks && config.projects.length === 0,
    full: new Set(
      [...selection.values()]
        .filter((stream) => stream.replicationMethod === 'FULL_TABLE')
        .map((stream) => stream.id)
        .filter(isStreamName),
    ),
  };
  const walked = walkedParents(family);
  const flat = flatStreams(selection, config, neededParents(selection, walked), walked);
  return {
    selection,
    flat,
    parentKinds: new Set(flat.map(({ source }) => source.parent)),
    family,
    fields: new FamilyFields(selection, config, descends),
    needsProjects: flat.some(({ name }) => name === 'projects'),
  };
}

/** @returns the streams whose lists the walk over tasks begins with */
function walkedParents(family: FamilyPlan): Set<StreamName> {
  const parents = new Set<StreamName>();
  if (family.tasks || family.descends) parents.add('projects');
  if (family.assigned) parents.add('users');
  return parents;
}

/** @returns the streams that are listed for the sake of others */
function neededParents(selection: Selection, walked: ReadonlySet<StreamName>): Set<StreamName> {
  const parents = new Set<StreamName>(['workspaces', ...walked]);
  for (const name of streamNames.filter((each) => selection.has(each))) {
    for (const { parent } of sourcesOf(streamRow(name))) {
      const stream = parent === 'task' ? undefined : parentStream(parent);
      if (stream !== undefined) parents.add(stream);
    }
  }
  return parents;
}
