// The plugin definition for Meltano, in the Hub's form: what `meltano/tap-asana.yml` says.
import { toYaml } from './yaml.js';

/**
 * Meltano's word for each kind of value. A number that may have a fraction comes as text: of a `decimal` that is set in the
 * environment Meltano 4.4 cannot make the config's JSON.
 */
const KINDS = {
  text: () => 'string',
  number: ({ schema }) => (schema.type === 'integer' ? 'integer' : 'string'),
  boolean: () => 'boolean',
  gids: () => 'array',
  columns: () => 'object',
};

/** One of these sets of settings is enough (src/config/credentials.ts). */
const GROUPS = [['access_token'], ['client_id', 'client_secret', 'refresh_token']];

const USAGE = `Put the token into TAP_ASANA_ACCESS_TOKEN. To take a nested object with all that is in it, select it
and what is in it: tasks.assignee and tasks.assignee.*`;

/**
 * In: the tables of settings and of streams, the capabilities of `--about`, the version.
 *
 * Out: the definition, keys in the order in which they are written.
 */
export function definition({ settings, streams, capabilities, version }) {
  return {
    name: 'tap-asana',
    variant: 'node',
    namespace: 'tap_asana',
    label: 'Asana',
    description: 'Project management',
    domain_url: 'https://asana.com/',
    executable: 'tap-asana',
    pip_url: `tap-asana-node==${version}`,
    maintenance_status: 'active',
    quality: 'unknown',
    keywords: ['api', 'nodejs'],
    capabilities,
    settings: Object.entries(settings).map(([name, setting]) => settingOf(name, setting)),
    settings_group_validation: GROUPS,
    // Meltano's own default takes everything there is, and streams to come with it.
    select: Object.keys(streams)
      .filter((name) => streams[name].selectedByDefault)
      .map((name) => `${name}.*`),
    usage: USAGE,
  };
}

/** In: a definition. Out: the file. */
export function definitionText(facts) {
  return `# Made by \`npm run docs\` from src/config/settings.ts and src/streams/table.ts: change those.\n${toYaml(facts)}`;
}

function settingOf(name, setting) {
  const { title, description, secret } = setting;
  return {
    name,
    label: title,
    kind: kindOf(name, setting),
    ...(secret ? { sensitive: true } : {}),
    ...defaultOf(name, setting),
    description,
  };
}

function kindOf(name, setting) {
  return name === 'start_date' ? 'date_iso8601' : KINDS[setting.kind](setting);
}

/** What is empty by default is left empty; the user agent has the version in it, which the program knows better. */
function defaultOf(name, { default: value }) {
  const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty || name === 'user_agent' ? {} : { value };
}
