import type { Config } from '../../config/config.ts';
import type { Selection } from '../../singer/selection.ts';
import type { StreamName } from '../../streams/table.ts';
import { streamFields } from '../stream-fields.ts';
import type { Partition } from './partition.ts';

/**
 * `opt_fields` of the lists that are read once a partition or once a task. Each is worked out once a run, and is the same
 * array each time, which `withFields` encodes once: there may be thousands of partitions.
 */
export class FamilyFields {
  readonly #selection: Selection;
  readonly #config: Config;
  readonly #descends: boolean;
  readonly #listsSubtasks: boolean;
  readonly #known = new Map<string, readonly string[]>();

  /** @param descends whether anything below a task's own row is wanted */
  constructor(selection: Selection, config: Config, descends: boolean) {
    this.#selection = selection;
    this.#config = config;
    this.#descends = descends;
    this.#listsSubtasks = descends && selection.has('subtasks');
  }

  /**
   * @param streams whose changed list a `GET /tasks` is; none for one that is only swept
   * @param isMixed whether not all projects begin at one time
   * @returns what these streams have selected, and what the walk goes by
   */
  listing(streams: readonly StreamName[], kind: Partition['kind'], isMixed: boolean): readonly string[] {
    return this.#once(`GET /tasks ${kind} ${isMixed} ${streams.join()}`, () => {
      const isAssigned = kind === 'assigned';
      const extra = ['gid'];
      if (this.#descends) extra.push('num_subtasks');
      if (isAssigned || this.#listsSubtasks) extra.push('parent.gid');
      if (isAssigned || (this.#listsSubtasks && isMixed)) extra.push('projects.gid');
      if (isAssigned) extra.push('modified_at');
      const emitted = streams.filter((name) => name === 'tasks' || (name === 'subtasks' && isAssigned));
      const fields = emitted.flatMap((name) => this.#ask(name, extra));
      return [...new Set([...fields, ...(emitted.length === 0 ? extra : [])])].sort();
    });
  }

  /** @returns what is asked for of the tasks below a task */
  subtasks(): readonly string[] {
    return this.#once('subtasks', () => this.#ask('subtasks', ['gid', 'num_subtasks', 'modified_at']));
  }

  /** @returns what is asked for of other children of a task */
  child(name: StreamName): readonly string[] {
    return this.#once(`child ${name}`, () => this.#ask(name, ['gid']));
  }

  #ask(name: StreamName, extra: readonly string[]): string[] {
    return streamFields(name, this.#selection, this.#config, extra);
  }

  #once(key: string, work: () => string[]): readonly string[] {
    let fields = this.#known.get(key);
    if (fields === undefined) {
      fields = work();
      this.#known.set(key, fields);
    }
    return fields;
  }
}
