import { TOKEN_PATTERN } from '../asana/auth/token-text.ts';
import { version } from '../version.ts';
import { COLUMN_NAME, columnTypes } from './columns.ts';
import type { Setting } from './setting.ts';

const GID = { type: 'string', pattern: '^[0-9]{1,32}$', description: 'a gid (digits)' } as const;
const GIDS = { type: 'array', items: GID } as const;
const TEXT = { type: 'string', minLength: 1 } as const;

/** It goes into a request's header, where anything else would be refused with the value in the message. */
const HEADER_TEXT = { type: 'string', pattern: '^[\\x20-\\x7e]+$' } as const;
const TOKEN = { type: 'string', pattern: TOKEN_PATTERN } as const;

/**
 * Every key of the config. The checks, `--about` and the docs are made from this; a test holds the sample config against it.
 */
export const settings = {
  access_token: {
    kind: 'text',
    title: 'Access token',
    description:
      'Personal access token or service account token. Or give `client_id`, `client_secret` and `refresh_token`; where both are there, this one is used.',
    expected: 'a token without spaces',
    schema: TOKEN,
    secret: true,
  },
  client_id: {
    kind: 'text',
    title: 'Client id',
    description: 'OAuth: the id of the app.',
    expected: 'text',
    schema: TEXT,
  },
  client_secret: {
    kind: 'text',
    title: 'Client secret',
    description: 'OAuth: the secret of the app.',
    expected: 'text',
    schema: TEXT,
    secret: true,
  },
  refresh_token: {
    kind: 'text',
    title: 'Refresh token',
    description: 'OAuth: the refresh token. If Asana hands out a new one, it is written back to the config file.',
    expected: 'text',
    schema: TEXT,
    secret: true,
  },
  redirect_uri: {
    kind: 'text',
    title: 'Redirect URI',
    description: 'OAuth: the redirect URI that the app was registered with.',
    expected: 'text',
    schema: TEXT,
    default: 'urn:ietf:wg:oauth:2.0:oob',
  },
  start_date: {
    kind: 'text',
    title: 'Start date',
    description:
      'Where a stream with a replication key begins if it has no bookmark, and only then. Without a zone it is UTC; without this key everything is read from the beginning.',
    expected: 'an ISO 8601 date or date-time such as 2026-01-31 or 2026-01-31T08:00:00Z',
    schema: { type: 'string', format: 'date-time' },
  },
  workspaces: {
    kind: 'gids',
    title: 'Workspaces',
    description: 'Only these workspaces, by gid. Empty: all that the token reaches.',
    expected: 'an array of gids such as ["1201"]',
    schema: GIDS,
    default: [],
  },
  projects: {
    kind: 'gids',
    title: 'Projects',
    description: 'Every stream below a project reads only these projects, by gid. Empty: all.',
    expected: 'an array of gids such as ["1201"]',
    schema: GIDS,
    default: [],
  },
  include_archived_projects: {
    kind: 'boolean',
    title: 'Include archived projects',
    description:
      'If false, what is in a project is read once more after it was archived, then no more. The row of the project itself always comes.',
    expected: 'true or false',
    schema: { type: 'boolean' },
    default: true,
  },
  include_assigned_tasks: {
    kind: 'boolean',
    title: 'Include assigned tasks',
    description:
      "Also reads each user's assigned tasks, which may be in no project. Ignored when `projects` is set. Tasks without a project and an assignee are in no list of Asana's.",
    expected: 'true or false',
    schema: { type: 'boolean' },
    default: true,
  },
  include_enum_options: {
    kind: 'boolean',
    title: 'Include enum options',
    description:
      'If false, `custom_fields.enum_options` is left out below tasks and projects: the heaviest part of their answers.',
    expected: 'true or false',
    schema: { type: 'boolean' },
    default: true,
  },
  subtask_sweep_hours: {
    kind: 'number',
    title: 'Subtask sweep (hours)',
    description:
      'Subtasks change without a sign on their parent, so each run lists them all. With a number here, a project or assigned list is swept only that often.',
    expected: 'a number of hours, 0 or more',
    schema: { type: 'number', minimum: 0 },
    default: 0,
  },
  custom_field_columns: {
    kind: 'columns',
    title: 'Custom field columns',
    description:
      'Typed columns made from custom fields, for `tasks`, `subtasks`, `projects` and `portfolios`: `{"priority": {"gid": "1201", "type": "enum"}}`.',
    expected: 'an object such as {"priority": {"gid": "1201", "type": "enum"}}',
    schema: {
      type: 'object',
      propertyNames: { pattern: COLUMN_NAME, description: 'a column name of a-z, 0-9 and _' },
      additionalProperties: {
        type: 'object',
        description: 'an object with gid and type',
        properties: {
          gid: GID,
          type: {
            enum: columnTypes,
            description: `${columnTypes.slice(0, -1).join(', ')} or ${columnTypes.at(-1)}`,
          },
        },
        required: ['gid', 'type'],
        additionalProperties: false,
      },
    },
    default: {},
  },
  page_size: {
    kind: 'number',
    title: 'Page size',
    description: 'Rows per request.',
    expected: 'a whole number from 1 to 100',
    schema: { type: 'integer', minimum: 1, maximum: 100 },
    default: 100,
  },
  max_concurrent_requests: {
    kind: 'number',
    title: 'Requests at once',
    description: 'How many requests may be under way at once. Asana refuses more than 50 reads.',
    expected: 'a whole number from 1 to 50',
    schema: { type: 'integer', minimum: 1, maximum: 50 },
    default: 20,
  },
  requests_per_minute: {
    kind: 'number',
    title: 'Requests per minute',
    description: '150 on free plans, 1,500 on paid ones. Without it the tap finds the pace by itself.',
    expected: 'a number above 0',
    schema: { type: 'number', exclusiveMinimum: 0 },
  },
  request_timeout: {
    kind: 'number',
    title: 'Request timeout (seconds)',
    description:
      'How long a request may take, to the last byte of its answer. 0, "0" and "" mean 300. Above 900 it is 900: a run in which nothing succeeds for 15 minutes ends.',
    expected: 'a number of seconds, 0 or more',
    schema: { type: 'number', minimum: 0 },
    default: 300,
  },
  lookback_seconds: {
    kind: 'number',
    title: 'Lookback (seconds)',
    description: 'How far before its own start a run sets its bookmarks. Under 10 warns.',
    // Thirty years: dates before the year 0 are none that a state can hold.
    expected: 'a number of seconds from 0 to 1000000000',
    schema: { type: 'number', minimum: 0, maximum: 1_000_000_000 },
    default: 60,
  },
  emit_activate_version_messages: {
    kind: 'boolean',
    title: 'ACTIVATE_VERSION',
    description: 'Closes a completely read table with ACTIVATE_VERSION, by which targets delete what is gone.',
    expected: 'true or false',
    schema: { type: 'boolean' },
    default: false,
  },
  api_url: {
    kind: 'text',
    title: 'API URL',
    description: "Where Asana's API is. Without https only on loopback.",
    expected: 'an https URL (http on loopback) without user, query or fragment',
    schema: { type: 'string', format: 'uri' },
    default: 'https://app.asana.com/api/1.0',
  },
  oauth_url: {
    kind: 'text',
    title: 'OAuth URL',
    description: 'Where tokens are refreshed. Without https only on loopback.',
    expected: 'an https URL (http on loopback) without user, query or fragment',
    schema: { type: 'string', format: 'uri' },
    default: 'https://app.asana.com/-/oauth_token',
  },
  user_agent: {
    kind: 'text',
    title: 'User agent',
    description: 'How the tap names itself to Asana.',
    expected: 'plain ASCII text',
    schema: HEADER_TEXT,
    default: `tap-asana/${version}`,
  },
} satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settings;

/** Every key, in the order of the docs. */
export const settingKeys = Object.keys(settings) as readonly SettingKey[];

/** @returns whether a key that was given is one of them */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settings, key);
}
