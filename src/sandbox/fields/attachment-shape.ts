import { draw } from '../world/draw.ts';
import { choose } from '../world/words.ts';
import type { Attachment } from '../world/work-rows.ts';
import { instant } from './forms.ts';
import { defineShape, identity, type Look } from './node.ts';

/** The services of the specification, Asana itself most of the time (AttachmentCompact, `resource_subtype`). */
const HOSTS = ['asana', 'asana', 'asana', 'gdrive', 'dropbox', 'onedrive', 'box', 'vimeo', 'external'] as const;
const FILES = ['Screenshot.png', 'Angebot – Größe.pdf', 'résumé.docx', 'budget 2026.xlsx', 'データ.csv', 'demo 🎬.mp4'];

const host = (row: Attachment, { world }: Look): string => choose(HOSTS, draw(world.seed, 'attachment', row.index, 20));

/** An address of the sandbox's own making, in the manner of Asana's. */
const address = (row: Attachment, { world }: Look, site: string): string =>
  `https://${site}/${world.gid('attachment', row.index)}`;

/** A field that only attachments of some hosts have ("Only present when the `resource_subtype` is …"). */
function only<T>(hosts: readonly string[], read: (row: Attachment, look: Look) => T) {
  return (row: Attachment, look: Look): T | undefined =>
    hosts.includes(host(row, look)) ? read(row, look) : undefined;
}

/** Schema AttachmentResponse. `download_url` "may only be valid for two minutes" in life; here it leads nowhere. */
export const attachmentShape = defineShape<Attachment>({
  compact: ['gid', 'resource_type', 'name', 'resource_subtype'],
  fields: {
    ...identity('attachment'),
    name: (row) => `${row.index} ${choose(FILES, row.index)}`,
    resource_subtype: host,
    created_at: (row) => instant(row.createdAt),
    download_url: (row, look) =>
      ['box', 'vimeo'].includes(host(row, look)) ? null : address(row, look, 'asana-user-private.example.com'),
    permanent_url: (row, look) => address(row, look, 'app.asana.com/app/asana/-/get_asset'),
    host,
    parent: (row, look) => look.ref(row.parent.kind, row.parent.index),
    size: only(['asana'], (row, { world }) => draw(world.seed, 'attachment', row.index, 21) % 5_000_000),
    view_url: (row, look) => (host(row, look) === 'external' ? null : address(row, look, 'view.example.com')),
    connected_to_app: only(['external', 'gdrive'], () => false),
  },
});
