/** Is told what a run is doing, for whoever watches it on a terminal. Costs nothing when nobody does. */
export interface Watcher {
  /** @param what for people: `project 1201` */
  reading(what: string): void;
  /** How many of the run's partitions (projects and lists of assigned tasks) are done, and how many there are. */
  partitions(done: number, total: number): void;
}
