/** A list of tasks with a bookmark of its own. */
export interface Partition {
  /** `1201` for a project, `77/12` for what is assigned to a user in a workspace: the key in the state. */
  readonly key: string;
  readonly kind: 'project' | 'assigned';
  readonly workspace: string;
  /** The scope of `GET /tasks`: exactly one (Asana's specification). */
  readonly params: Readonly<Record<string, string>>;
  /** What lies below has to be looked through by a run that began after this, epoch ms: later ones may leave it out. */
  readonly archivedAt: number;
}

/** How a list of tasks is called where people read it. */
export function labelOf(partition: Partition): string {
  if (partition.kind === 'project') return `project ${partition.key}`;
  const [workspace, user] = partition.key.split('/');
  return `tasks assigned to user ${user} in workspace ${workspace}`;
}
