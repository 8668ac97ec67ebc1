import type { Config } from '../config/config.ts';
import type { Selection } from '../singer/selection.ts';
import type { ParentKind, StreamRow } from '../streams/define.ts';
import { optFields } from '../streams/fields.ts';
import { loadSchema, type ObjectSchema } from '../streams/schema.ts';
import { isStreamName, type StreamName, streamNames, streamRow } from '../streams/table.ts';
import { columnsOf } from './record/add-columns.ts';
import { customColumnFields } from './record/custom-columns.ts';

/** A stream whose lists are read one under each parent, with nothing below it to wait for. */
export interface FlatStream {
  readonly name: StreamName;
  readonly row: StreamRow;
  readonly optFields: readonly string[];
  /** The list that fills a property of each row, if that property is selected. */
  readonly inline:
    | { readonly property: string; readonly label: string; readonly optFields: readonly string[] }
    | undefined;
}

/** What a run reads, decided before it asks anything: nothing is asked that nothing selected needs. */
export interface Plan {
  readonly selection: Selection;
  readonly flat: readonly FlatStream[];
  /** Tasks and what hangs on them. */
  readonly family: FamilyPlan;
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

/** What the walk itself needs of a parent's row, beside what is selected. */
const WALK_FIELDS: Partial<Record<StreamName, readonly string[]>> = { workspaces: ['is_organization'] };

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
  const parents = neededParents(selection, family);
  const flat = streamNames
    .filter((name) => streamRow(name).role === undefined && (selection.has(name) || parents.has(name)))
    .map((name) => flatStream(name, selection, config));
  return { selection, flat, family, needsProjects: flat.some(({ name }) => name === 'projects') };
}

/** @returns the streams that are listed for the sake of others */
function neededParents(selection: Selection, family: FamilyPlan): Set<StreamName> {
  const parents = new Set<StreamName>(['workspaces']);
  for (const name of streamNames) {
    const parent = selection.has(name) ? PARENT_STREAM[streamRow(name).parent] : undefined;
    if (parent !== undefined) parents.add(parent);
  }
  if (family.tasks || family.descends) parents.add('projects');
  if (family.assigned) parents.add('users');
  return parents;
}

const PARENT_STREAM: Partial<Record<ParentKind, StreamName>> = {
  project: 'projects',
  team: 'teams',
  portfolio: 'portfolios',
};

function flatStream(name: StreamName, selection: Selection, config: Config): FlatStream {
  const row = streamRow(name);
  const selected = selection.get(name);
  const extra = ['gid', ...(WALK_FIELDS[name] ?? []), ...(name === 'projects' ? projectFields(config) : [])];
  const inline = row.inline;
  const property = inline === undefined ? undefined : selected?.ask.properties[inline.property];
  return {
    name,
    row,
    optFields: streamFields(name, selection, config, extra),
    inline:
      inline === undefined || property === undefined
        ? undefined
        : {
            property: inline.property,
            label: inline.label,
            optFields: optFields((property.items ?? property) as ObjectSchema, ['gid']),
          },
  };
}

/** Whether a project's children are due once more is judged by these. */
function projectFields(config: Config): readonly string[] {
  return config.includeArchivedProjects ? [] : ['archived', 'modified_at'];
}

/**
 * @param extra what the walk needs beside what is selected
 * @returns `opt_fields` for a stream's list
 */
export function streamFields(
  name: StreamName,
  selection: Selection,
  config: Config,
  extra: readonly string[],
): string[] {
  const selected = selection.get(name);
  const row = streamRow(name);
  const belowTaskOrProject = row.parent === 'task' || row.parent === 'project' || name === 'projects';
  const columns = selected === undefined ? [] : columnsOf(selected, config).map(({ column }) => column);
  const wanted = [...extra, ...customColumnFields(columns, loadSchema(name))];
  if (row.replicationKey !== undefined && selected !== undefined) wanted.push(row.replicationKey);
  return optFields(selected?.ask ?? { type: 'object', properties: {} }, wanted, {
    enumOptions: config.includeEnumOptions || !belowTaskOrProject,
  });
}
