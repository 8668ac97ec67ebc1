// Writes meltano/tap-asana.yml from the table of settings and the table of streams: `npm run docs`. A test compares.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition, definitionText } from './definition.js';

const { settings } = await import('../../dist/config/settings.js');
const { streams } = await import('../../dist/streams/table.js');
const { aboutFacts } = await import('../../dist/cli/about-facts.js');

const { capabilities, version } = aboutFacts();
const text = definitionText(definition({ settings, streams, capabilities, version }));
writeFileSync(join(import.meta.dirname, '..', '..', 'meltano', 'tap-asana.yml'), text);
