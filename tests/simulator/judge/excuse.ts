import type { Story, Task } from '../../../src/sandbox/world/rows.ts';
import type { Attachment } from '../../../src/sandbox/world/work-rows.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import type { History } from '../edit/history.ts';
import type { Coverage } from './coverage.ts';
import type { Exception } from './exceptions.ts';
import type { Shown } from './shown.ts';

/** What putting a task somewhere changes in its row, beside what it is put below. */
const PLACES = new Set([
  'projects.gid',
  'memberships.project.gid',
  'memberships.section.gid',
  'tags.gid',
  'custom_fields.gid',
  'custom_fields.display_value',
]);

const NEVER = Number.NEGATIVE_INFINITY;

/** A row that is not as its object is. */
export interface Difference {
  readonly stream: string;
  readonly index: number;
  /** The fields that differ; undefined where the row is missing. */
  readonly fields: readonly string[] | undefined;
}

/** Says which exception covers a difference, if one does. */
export class Excuse {
  readonly #coverage: Coverage;
  readonly #world: World;
  readonly #shown: Shown;
  readonly #history: History;
  readonly #isArchived: boolean;

  /** @param isArchived whether archived projects were read like others in every run */
  constructor(coverage: Coverage, shown: Shown, history: History, isArchived: boolean) {
    this.#coverage = coverage;
    this.#world = coverage.world;
    this.#shown = shown;
    this.#history = history;
    this.#isArchived = isArchived;
  }

  for({ stream, index, fields }: Difference): Exception | undefined {
    switch (stream) {
      case 'tasks':
        return this.#task(this.#world.tasks.get(index), fields);
      case 'subtasks':
        return this.#subtask(this.#world.tasks.get(index), fields);
      case 'stories':
        return this.#story(this.#world.stories.get(index));
      case 'attachments':
        return this.#attachment(this.#world.work.attachments.get(index));
      case 'time_tracking_entries':
        return this.#entry(index);
      default:
        return undefined;
    }
  }

  #task(task: Task, fields: Difference['fields']): Exception | undefined {
    if (this.#isCount(task, fields, task.touchedAt)) return 'subtask-count';
    return this.#leftOut(task, 'tasks') ?? this.#leftToProject(task, 'tasks', task.touchedAt);
  }

  #subtask(task: Task, fields: Difference['fields']): Exception | undefined {
    const shown = this.#shown.row(task);
    if (this.#isCount(task, fields, shown)) return 'subtask-count';
    if (this.#shown.joined(task, 'subtasks') > shown) return this.#moved(task, shown);
    const places = fields?.filter((field) => field !== 'num_subtasks' || !this.#isCount(task, [field], shown));
    if (places !== undefined && task.touchedAt > shown) {
      if (places.every((field) => PLACES.has(field))) return 'placed-subtask';
      const isMoved = (this.#history.parentSet.get(task.index) ?? NEVER) > shown;
      if (isMoved && places.every((field) => PLACES.has(field) || field === 'parent.gid')) return 'moved-subtask';
    }
    // It comes out in `tasks` alone.
    const isOpened = this.#coverage.assignedOf(task) !== undefined && this.#shown.wasHidden(task);
    const isUnseen = fields === undefined || task.touchedAt > shown;
    if (isUnseen && isOpened && this.#coverage.projectsOf(task).length > 0) return 'hidden-parent';
    return this.#becameReadable(task, shown, 'subtasks') ?? this.#missed(task, 'subtasks', task.modifiedAt);
  }

  #story(story: Story): Exception | undefined {
    const task = this.#world.tasks.get(story.task);
    if ((this.#history.storyEdited.get(story.index) ?? NEVER) > this.#shown.below(task, 'stories', story.createdAt))
      return 'edited-comment';
    return this.#below(task, 'stories', story.createdAt);
  }

  /** Those of projects are listed in each run. */
  #attachment({ createdAt, parent }: Attachment): Exception | undefined {
    return parent.kind === 'task'
      ? this.#below(this.#world.tasks.get(parent.index), 'attachments', createdAt)
      : undefined;
  }

  #below(task: Task, stream: string, date: number): Exception | undefined {
    const shown = this.#shown.below(task, stream, date);
    if (this.#shown.joined(task, stream, date) > shown) return this.#moved(task, shown);
    return this.#becameReadable(task, shown, stream) ?? this.#missed(task, stream, date);
  }

  /** It was entered, changed or became visible when its day was read no more. */
  #entry(index: number): Exception | undefined {
    const entry = this.#world.time.entries.get(index);
    const task = this.#world.tasks.get(entry.task);
    const since = Math.max(
      this.#history.entryChanged.get(index) ?? NEVER,
      ...this.#coverage
        .chain(task)
        .flatMap((each) => [
          each.touchedAt,
          ...each.homes.map(({ project }) => this.#history.projectShared.get(project) ?? NEVER),
        ]),
    );
    const workspace = this.#world.gid('workspace', task.workspace);
    return this.#shown.isReadSince('time_tracking_entries', workspace, since, entry.enteredOn)
      ? undefined
      : 'late-entry';
  }

  #isCount(task: Task, fields: Difference['fields'], shown: number): boolean {
    const changed = this.#history.childrenChanged.get(task.index) ?? NEVER;
    return fields?.length === 1 && fields[0] === 'num_subtasks' && changed > shown;
  }

  /** It, or a task above it, was put below one that has not changed since. */
  #moved(task: Task, shown: number): Exception {
    const chain = this.#coverage.chain(task);
    const isAssigned = chain.some(
      (each) =>
        this.#coverage.assignedOf(each) !== undefined && (this.#history.parentSet.get(each.index) ?? NEVER) > shown,
    );
    return isAssigned ? 'assigned-subtask' : 'moved-subtask';
  }

  #becameReadable(task: Task, shown: number, stream: string): Exception | undefined {
    for (const each of this.#coverage.chain(task)) {
      // A project that a subtask is in itself brings nothing of it to `subtasks`.
      const isOwn = each === task && stream === 'subtasks';
      if (!isOwn && this.#coverage.projectsOf(each).length > 0) return undefined;
      if (each !== task && this.#coverage.partitionsOf(each).length === 0 && each.touchedAt > shown) {
        return 'hidden-parent';
      }
    }
    return undefined;
  }

  /** @param date that of what is the task's or below it, epoch ms */
  #missed(task: Task, stream: string, date: number): Exception | undefined {
    const isForgotten = this.#shown.isForgotten(task);
    return this.#leftOut(task, stream) ?? (isForgotten ? 'merged-state' : this.#leftToProject(task, stream, date));
  }

  #leftToProject(task: Task, stream: string, date: number): Exception | undefined {
    return this.#shown.isLeftToProject(task, stream, date) ? 'dated-project' : undefined;
  }

  #leftOut(task: Task, stream: string): Exception | undefined {
    if (this.#isArchived) return undefined;
    const chain = this.#coverage.chain(task);
    // As in `#becameReadable`.
    const read = stream === 'subtasks' ? chain.slice(1) : chain;
    const isRead = read.some((each) => this.#coverage.projectsOf(each).length > 0);
    const wasArchived = (project: number) =>
      this.#history.projectArchived.has(project) || this.#world.projects.get(project).archived;
    const isIn = chain.some((each) => each.homes.some(({ project }) => wasArchived(project)));
    return !isRead && isIn ? 'archived-project' : undefined;
  }
}
