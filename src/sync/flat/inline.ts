import { rowGid } from '../../asana/gid.ts';
import { Priority } from '../../asana/pace/pacer.ts';
import type { Row } from '../../asana/pages.ts';
import { fill } from '../../asana/query.ts';
import { streamRow } from '../../streams/table.ts';
import type { ListOwner } from '../skips.ts';
import type { Walk } from '../walk.ts';
import type { FlatStream, InlinePlan } from './flat-plan.ts';
import { parentOf, withParent } from './parents.ts';

/**
 * Writes a row with the property filled that has a list of its own; where that is refused, the row comes without it.
 * If the list is another stream's too, its rows come out here.
 */
export async function emitWithInline(
  walk: Walk,
  stream: FlatStream,
  row: Row,
  at: number,
  workspace: string,
): Promise<void> {
  const { inline, name } = stream;
  if (inline === undefined) return;
  const items = await readItems(walk, stream, inline, row, workspace);
  await walk.emitter.emitOnce(name, { ...row, [inline.property]: items }, at);
}

async function readItems(
  walk: Walk,
  { name }: FlatStream,
  inline: InlinePlan,
  row: Row,
  workspace: string,
): Promise<readonly Row[] | null> {
  const template = streamRow(name).inline;
  const gid = rowGid(row);
  if (template === undefined || gid === undefined) return null;
  const { feeds, label, optFields } = inline;
  // Closed for want of a scope, it leaves a gap in rows that come all the same.
  const list = `${name}.${inline.property}`;
  if (walk.skips.isClosed(list, workspace)) return null;
  const owner: ListOwner = { kind: 'parent', workspace, label: `the ${label} of ${name} ${gid}`, list };
  const items: Row[] = [];
  try {
    const request = { optFields, endpoint: template.path, stream: feeds?.name ?? name, priority: Priority.child };
    for await (const page of walk.pages.read({ ...fill(template, gid, workspace), ...request })) {
      for (const item of page.rows) {
        items.push(feeds === undefined ? item : only(item, inline.names));
        if (feeds === undefined) continue;
        const parent = parentOf(feeds.kind, row, gid, workspace);
        await walk.emitter.emitOnce(feeds.name, withParent(item, feeds.under, parent), page.at);
      }
    }
  } catch (error) {
    walk.skips.judge(feeds === undefined ? [name] : [name, feeds.name], owner, error);
    return null;
  }
  return items;
}

/** @returns what the property has of an item; the rest was asked for another stream */
export function only(item: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}
