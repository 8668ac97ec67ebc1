import { rowGid } from '../../asana/gid.ts';
import type { Row } from '../../asana/pages.ts';
import type { ParentKind } from '../../streams/define.ts';
import type { ListOwner } from '../skips.ts';

/** Something that lists hang on: a project, a team, a user in a workspace. */
export interface Parent {
  readonly kind: ParentKind;
  /** '' for the account. */
  readonly gid: string;
  /** The workspace it is in: its own gid for a workspace, '' for the account. */
  readonly workspace: string;
  /** gids that its row has in other properties, which lists hang on (`project_brief`). */
  readonly links: Readonly<Record<string, string>>;
}

/** What lists workspaces. */
export const account: Parent = { kind: 'account', gid: '', workspace: '', links: {} };

/** @returns a workspace as a parent */
export function workspaceParent(gid: string): Parent {
  return { kind: 'workspace', gid, workspace: gid, links: {} };
}

/**
 * @param row the parent's own row
 * @param links the properties whose gids are wanted
 */
export function parentOf(
  kind: ParentKind,
  row: Row,
  gid: string,
  workspace: string,
  links: readonly string[] = [],
): Parent {
  return { kind, gid, workspace, links: linksOf(row, links) };
}

/** @returns the gids that a row has in some of its properties, by property */
export function linksOf(row: Row, properties: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const property of properties) {
    const gid = rowGid(row[property]);
    if (gid !== undefined) found[property] = gid;
  }
  return found;
}

/** @returns whose lists these are, for whoever judges what could not be read of them */
export function ownerOf({ kind, gid, workspace }: Parent): ListOwner {
  switch (kind) {
    case 'account':
      return { kind: 'account', workspace: '', label: 'workspaces' };
    case 'workspace':
    case 'organization':
      return { kind: 'workspace', workspace, label: `workspace ${gid}` };
    case 'user':
      return { kind: 'parent', workspace, label: `user ${gid} in workspace ${workspace}` };
    default:
      return { kind: 'parent', workspace, label: `${kind} ${gid}` };
  }
}

/**
 * The columns that say what a row was listed under, where Asana's row does not (contract, 'Records').
 * @param columns those a stream has: `project_gid`, `workspace_gid`
 * @returns the row with them; the row itself if there are none
 */
export function withParent(row: Row, columns: readonly string[], parent: Parent): Row {
  if (columns.length === 0) return row;
  const filled: Record<string, unknown> = { ...row };
  for (const column of columns) filled[column] = column === 'workspace_gid' ? parent.workspace : parent.gid;
  return filled;
}
