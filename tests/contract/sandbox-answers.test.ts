import { afterAll, describe, expect, it } from 'vitest';
import { violationsOf } from './answers.ts';
import { type Crawled, Crawler, isPaged, kindIn, SERVED, type Served } from './crawl.ts';
import { unusedExceptions } from './exceptions.ts';
import { namesOf, shows, unasked } from './named.ts';
import { answerSchema, optFieldNames, queryParameters } from './specification.ts';

const crawler = new Crawler();

/** What is wrong with answers that should be lists or objects, each thing once. */
function judge(answers: readonly Crawled[], form: 'bare' | 'named'): string[] {
  const wrong = answers.flatMap(({ template, target, status, body }) =>
    status === 200 ? violationsOf(template, status, body, form) : [`${target}: ${status} ${body.errors?.[0]?.message}`],
  );
  return [...new Set(wrong)];
}

/** The names with `gid` and `resource_type` beside them on each level, as the tap asks for them. */
function withIdentity(names: readonly string[]): string[] {
  const owners = new Set(names.map((name) => name.split('.').slice(0, -1).join('.')));
  const identity = [...owners].flatMap((owner) => ['gid', 'resource_type'].map((name) => `${owner}.${name}`));
  return [...names, ...identity.map((name) => name.replace(/^\./, ''))];
}

const whole = new Map<string, Crawled[]>();

/** The answers of a route with every name there is, asked once. */
function wholeAnswers(served: Served): Crawled[] {
  const known = whole.get(served.route.path);
  if (known !== undefined) return known;
  const fields = `opt_fields=${withIdentity(optFieldNames(served.template)).join()}`;
  const targets = crawler.targets(served, isPaged(served.route) ? 'limit=100' : '', fields);
  const answers = targets.map((target) => crawler.get(target));
  whole.set(served.route.path, answers);
  return answers;
}

describe.each(SERVED)('the answers to $route.path', (served) => {
  const { route, template } = served;
  const names = optFieldNames(template);
  // "The list of events will always be paginated" (GET /workspaces/{workspace_gid}/audit_log_events).
  const isAlwaysPaged = template.endsWith('/audit_log_events');
  const ask = (...parts: string[]) => crawler.targets(served, ...parts).map((target) => crawler.get(target));

  it('have a path that the specification has', () => {
    expect(template).not.toBe('');
  });

  it('come in pages if the specification says so', () => {
    const parameters = queryParameters(template).map(({ name }) => name);
    expect(parameters.includes('limit')).toBe(isPaged(route));
    // A slip of the specification, see exceptions.ts.
    const isForgotten = template === '/task_templates';
    const has = answerSchema(template, 200)?.properties?.['next_page'] !== undefined;
    expect(has || isForgotten).toBe(isPaged(route));
  });

  it('are what the specification says without `opt_fields`', () => {
    const answers = ask();
    expect(judge(answers, 'bare')).toEqual([]);
    // "This property is only present when a limit query parameter is provided in the request" (schema NextPage).
    const paged = answers.filter(({ body }) => 'next_page' in body).map(({ target }) => target);
    expect(paged).toEqual(isAlwaysPaged ? answers.map(({ target }) => target) : []);
  });

  it('are what it says with every name there is', () => {
    expect(judge(wholeAnswers(served), 'named')).toEqual([]);
  });

  it('show what was named and nothing else', () => {
    const all = namesOf(withIdentity(names));
    expect([...new Set(wholeAnswers(served).flatMap(({ body }) => unasked(body.data, all)))]).toEqual([]);
    const [first = ''] = crawler.targets(served, isPaged(route) ? 'limit=5' : '');
    for (const name of names) {
      const { body } = crawler.get(`${first}${first.includes('?') ? '&' : '?'}opt_fields=${name}`);
      expect([name, unasked(body.data, namesOf([name]))]).toEqual([name, []]);
    }
  });

  if (!isPaged(route)) return;

  it('are what it says page by page', () => {
    const pages = ask('limit=2');
    expect(judge(pages, 'bare')).toEqual([]);
    const whole = ask('limit=100');
    for (const [nth, { target, body }] of pages.slice(0, 20).entries()) {
      const rows = whole[nth]?.body.data as readonly unknown[];
      // "If there are no more pages available, next_page will be null" (schema NextPage).
      expect([target, body.next_page === null]).toEqual([target, rows.length <= 2]);
      if (!body.next_page) continue;
      const second = crawler.get(`${target}&offset=${body.next_page.offset}`);
      expect(judge([second], 'bare')).toEqual([]);
      expect([body.data, second.body.data].flat()).toEqual(rows.slice(0, 4));
    }
  });
});

/** A custom field that is named without an owner has no value, and an owner that is no project is not told under `project`. */
const NOT_THERE = [
  /(^|\.)custom_field\.(\w+_values?|display_value|enabled|input_restrictions)(\.|$)/,
  /^custom_field_settings\.project(\.|$)/,
  /^(date|enum|html_text|number|people|reference|text)_value(\.|$)|^multi_enum_values(\.|$)|^(display_value|enabled)$/,
];

it('every name of the specification’s lists is served in some row', () => {
  const groups = new Map<string, { names: string[]; data: unknown[] }>();
  for (const served of SERVED) {
    const names = optFieldNames(served.template);
    // Lists with the same names are lists of the same kind of object: it is enough if one of them shows it.
    const group = groups.get(names.join()) ?? { names, data: [] };
    group.data.push(...wholeAnswers(served).map(({ body }) => body.data));
    groups.set(names.join(), group);
  }
  const missing = [...groups.values()].flatMap(({ names, data }) =>
    names.filter((name) => !shows(data, name.split('.'))),
  );
  expect(missing.filter((name) => !NOT_THERE.some((pattern) => pattern.test(name)))).toEqual([]);
});

it('every route with a gid in its path is asked for several of them, but for the one workspace', () => {
  const few = SERVED.filter(({ route }) => kindIn(route.path) !== undefined && crawler.paths(route).length < 2);
  expect(few.map(({ route }) => kindIn(route.path)).filter((kind) => kind !== 'workspace')).toEqual([]);
});

afterAll(() => {
  expect(unusedExceptions('rows')).toEqual([]);
});
