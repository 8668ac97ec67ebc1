import { rowGid } from '../../asana/gid.ts';
import { Priority } from '../../asana/pace/pacer.ts';
import type { ListQuery, Row } from '../../asana/pages.ts';
import { fill } from '../../asana/query.ts';
import { streamRow } from '../../streams/table.ts';
import type { Walk } from '../walk.ts';
import type { FlatStream, InlinePlan } from './flat-plan.ts';
import { parentOf, withParent } from './parents.ts';

/**
 * Writes a row with the property filled that has a list of its own; where that is refused, the row comes without it.
 * If the list is another stream's too, its rows come out here.
 * @param at when the row was read, epoch ms
 * @throws what ends the run
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
  stream: FlatStream,
  inline: InlinePlan,
  row: Row,
  workspace: string,
): Promise<readonly Row[] | null> {
  const { feeds } = inline;
  const gid = rowGid(row);
  const list = inlineList(stream, inline, row, workspace);
  // Closed for want of a scope, it leaves a gap in rows that come all the same.
  if (gid === undefined || list === undefined || walk.skips.isClosed(list.owner.list, workspace)) return null;
  const items: Row[] = [];
  try {
    for await (const page of walk.pages.read(list.query())) {
      for (const item of page.rows) {
        items.push(itemOf(inline, item));
        if (feeds === undefined) continue;
        const parent = parentOf(feeds.kind, row, gid, workspace);
        await walk.emitter.emitOnce(feeds.name, withParent(item, feeds.under, parent), page.at);
      }
    }
  } catch (error) {
    walk.skips.judge(feeds === undefined ? [stream.name] : [stream.name, feeds.name], list.owner, error);
    return null;
  }
  return items;
}

/** @returns what is asked for a row's property, and whose loss it is; undefined where nothing can be asked about the row */
export function inlineList(
  { name }: Pick<FlatStream, 'name'>,
  { feeds, label, optFields, property }: InlinePlan,
  row: Row,
  workspace: string,
) {
  const template = streamRow(name).inline;
  const gid = rowGid(row);
  if (template === undefined || gid === undefined) return undefined;
  const owner = {
    kind: 'parent',
    workspace,
    label: `the ${label} of ${name} ${gid}`,
    list: `${name}.${property}`,
  } as const;
  const request = { optFields, endpoint: template.path, stream: feeds?.name ?? name, priority: Priority.child };
  /** @throws what `fill` throws */
  const query = (): ListQuery => ({ ...fill(template, gid, workspace), ...request });
  return { owner, query };
}

/** @returns what the property has of an item; the rest was asked for another stream */
export function itemOf({ feeds, names }: InlinePlan, item: Row): Row {
  return feeds === undefined ? item : Object.fromEntries(names.map((name) => [name, item[name]]));
}
