import { settingsSchema } from '../config/json-schema.ts';
import type { ReplicationMethod } from '../singer/catalog.ts';
import { ownMethod } from '../singer/replication.ts';
import type { StreamRow } from '../streams/define.ts';
import { streams } from '../streams/table.ts';
import { version } from '../version.ts';

/** A stream as `--about` names it. */
export interface AboutStream {
  readonly name: string;
  readonly description: string;
  readonly key_properties: readonly string[];
  readonly replication_method: ReplicationMethod;
  readonly replication_key: string | null;
  readonly selected_by_default: boolean;
  readonly requests: string;
  readonly needs: string | null;
}

/** What `--about` tells: the Singer SDK's keys, which Meltano Hub's tools read, and the streams. */
export interface About {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly sdk_version: null;
  readonly supported_python_versions: null;
  readonly capabilities: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly streams: readonly AboutStream[];
}

/** What is really done, and nothing else: Meltano acts on these. */
const CAPABILITIES = ['about', 'catalog', 'discover', 'state', 'test', 'structured-logging', 'activate-version'];

/** @returns name, version, capabilities, settings and streams */
export function aboutFacts(): About {
  return {
    name: 'tap-asana',
    description: 'Singer tap for Asana',
    version,
    sdk_version: null,
    supported_python_versions: null,
    capabilities: CAPABILITIES,
    settings: settingsSchema(),
    streams: Object.entries(streams).map(([name, row]) => aboutStream(name, row)),
  };
}

function aboutStream(name: string, row: StreamRow): AboutStream {
  return {
    name,
    description: row.description,
    key_properties: row.key,
    replication_method: ownMethod(row),
    replication_key: row.replicationKey ?? null,
    selected_by_default: row.selectedByDefault,
    requests: row.cost,
    needs: row.needs ?? null,
  };
}
