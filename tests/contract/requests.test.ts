import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamNames, streamRow } from '../../src/streams/table.ts';
import { type Prism, startPrism } from './prism.ts';
import { Recorder } from './recorder.ts';
import { replay } from './replay.ts';
import { runExecutable, runVariant, VARIANTS } from './runs.ts';
import { templateOf } from './specification.ts';

let prism: Prism;
const recorder = new Recorder();

beforeAll(async () => {
  prism = await startPrism();
}, 60_000);

afterAll(() => prism.stop());

/** What is wrong with the requests of a shape that was not seen before. */
async function judge(): Promise<string[]> {
  const wrong = await Promise.all(recorder.takeNew().map((request) => replay(prism, request)));
  return wrong.flat();
}

describe('every distinct request is one that Asana’s specification has', () => {
  it('in a full and an incremental run of all streams by the executable', async () => {
    const [full, incremental] = await runExecutable(recorder);
    expect([full?.code, full?.stderr.includes('ERROR')]).toEqual([0, false]);
    expect([incremental?.code, incremental?.stderr.includes('ERROR')]).toEqual([0, false]);
    expect([...(full?.records.keys() ?? [])].sort()).toEqual([...streamNames].sort());
    expect(incremental?.records.get('tasks')).toBeGreaterThan(0);
    const asked = new Set(recorder.distinct.map(({ path }) => templateOf(path)));
    expect([...asked].sort()).toEqual(pathsOfTable());
    expect(recorder.distinct.some(({ query }) => query.includes('modified_since='))).toBe(true);
    expect(recorder.distinct.some(({ query }) => query.includes('offset='))).toBe(true);
    expect(await judge()).toEqual([]);
  }, 60_000);

  it.each(VARIANTS)('in two runs with $name', async (variant) => {
    expect(await runVariant(variant, recorder)).toEqual([]);
    expect(await judge()).toEqual([]);
  });

  it('also where it asks whether a refused token still works', async () => {
    const own = new Recorder();
    for (const variant of VARIANTS.filter(({ name }) => name.includes('refused'))) await runVariant(variant, own);
    expect(own.distinct.map(({ path }) => path)).toContain('/users/me');
  });
});

/** The paths of all streams, as templates of the specification. */
function pathsOfTable(): string[] {
  const paths = streamNames.flatMap((name) => {
    const { list, inline } = streamRow(name);
    return [list.path, ...(inline === undefined ? [] : [inline.path])];
  });
  return [...new Set(paths.map((path) => templateOf(path.replace('{parent}', '1')) ?? path))].sort();
}
