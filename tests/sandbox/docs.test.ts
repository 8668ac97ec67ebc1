import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHANGE_TYPES } from '../../src/sandbox/edit/edit.ts';
import { parseScenario } from '../../src/sandbox/faults/scenario.ts';
import { ROUTES } from '../../src/sandbox/http/routes.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { DEFAULT_SIZES } from '../../src/sandbox/world/sizes.ts';
import { rows, section } from '../docs/files.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const guide = read('docs/sandbox.md');
const schema = JSON.parse(read('schemas/sandbox/scenario.json')) as {
  properties: Record<string, unknown>;
  $defs: { fault: { oneOf: { properties: { type: { const: string } } }[] } };
};
const table = (heading: string) =>
  rows(section(guide, heading)).map((cells) => cells.map((cell) => cell.replaceAll('`', '')));

describe('the guide to the sandbox', () => {
  const examples = Array.from(guide.matchAll(/```json\n([\s\S]*?)```/g), ([, text]) => text ?? '');

  test.each(examples.map((text, nth) => [nth + 1, text] as const))('has an example %i that works', (_, text) => {
    expect(() => createSandbox(parseScenario(text))).not.toThrow();
  });

  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(3);
  });

  test('names every size with its default', () => {
    expect(table('## Sizes').map(([name, size]) => [name, Number(size)])).toEqual(Object.entries(DEFAULT_SIZES));
  });

  test('names every route with its plan', () => {
    expect(table('## What it serves').map(([path, , plan]) => [path, plan])).toEqual(
      ROUTES.map(({ path, plan = 'free' }) => [`GET ${path}`, plan]),
    );
  });

  test('names every change, every fault and every key of a scenario', () => {
    expect(table('### Changes').map(([type]) => type)).toEqual(CHANGE_TYPES);
    expect(table('### Faults').map(([type]) => type)).toEqual(
      schema.$defs.fault.oneOf.map((each) => each.properties.type.const),
    );
    const keys = Object.keys(schema.properties).filter((key) => key !== '$schema');
    expect(keys.filter((key) => !section(guide, '## Scenario files').includes(`\`${key}\``))).toEqual([]);
  });

  test('names no request about the sandbox that is not there', () => {
    const sandbox = createSandbox();
    for (const [request = ''] of table('## Looking behind it')) {
      const [method = '', url = ''] = request.split(' ');
      const answer = sandbox.handle({ method, url, headers: {}, body: '[]' });
      expect([request, answer.kind === 'answer' ? answer.status : answer.kind]).toEqual([request, 200]);
    }
  });
});
