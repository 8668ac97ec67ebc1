import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, succeed } from '../support/command.ts';
import { programOf } from '../support/venvs.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples');
const PYTHON = programOf('examples', 'python');

/** What Docker's builder knows (docs, 'Dockerfile reference'). */
const INSTRUCTIONS =
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR';

describe('the syntax, and nothing more than the syntax, of', () => {
  it('examples/docker', async () => {
    const parse = `
import json, sys
from dockerfile_parse import DockerfileParser
print(json.dumps(DockerfileParser(path=sys.argv[1]).structure))
`;
    const file = join(EXAMPLES, 'docker', 'Dockerfile');
    const structure = JSON.parse(await succeed(PYTHON, ['-c', parse, file])) as {
      instruction: string;
      value: string;
    }[];
    const said = structure.filter(({ instruction }) => instruction !== 'COMMENT');
    expect(
      said.map(({ instruction }) => instruction).filter((name) => !INSTRUCTIONS.split(' ').includes(name)),
    ).toEqual([]);
    expect(said[0]?.instruction).toBe('FROM');
    for (const { instruction, value } of said) {
      if (instruction === 'RUN') expect(await run('sh', ['-n', '-c', value])).toMatchObject({ code: 0 });
      if (instruction === 'ENTRYPOINT') expect(JSON.parse(value)).toContain('bash');
    }
  });

  it('examples/kubernetes', async () => {
    const parse = 'import json, sys, yaml\nprint(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))';
    const file = join(EXAMPLES, 'kubernetes', 'cronjob.yaml');
    const documents = JSON.parse(await succeed(PYTHON, ['-c', parse, file])) as { apiVersion: string; kind: string }[];
    expect(documents.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([
      'v1 PersistentVolumeClaim',
      'batch/v1 CronJob',
    ]);
  });

  it.each(['airflow', 'dagster'])('examples/%s', async (name) => {
    const compile = 'import ast, sys\nast.parse(open(sys.argv[1]).read(), sys.argv[1])';
    await succeed(PYTHON, ['-c', compile, join(EXAMPLES, name, 'asana_sync.py')]);
  });
});

it('examples/README.md says of each example that is not run that its syntax alone was checked', () => {
  const text = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const known = folders.map(({ name }) => [name, new RegExp(`^\\| \\[${name}\\].*\\| (.*) \\|$`, 'm').exec(text)?.[1]]);
  expect(Object.fromEntries(known)).toEqual({
    airflow: 'checked for syntax only',
    cron: 'run by tests, against the sandbox and a real target',
    dagster: 'checked for syntax only',
    docker: 'checked for syntax only',
    kubernetes: 'checked for syntax only',
  });
});
