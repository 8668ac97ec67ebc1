import { expect, test } from 'vitest';
import { gidIn, openSandbox, type Row } from './open-sandbox.ts';

const { all, get, gid, sandbox } = openSandbox({ sizes: { goals: 12, goalRelationships: 30, timePeriods: 10 } });
const workspace = gid('workspace', 0);
const goals = all('/goals', { workspace, opt_fields: 'team,is_workspace_level,time_period' });

test('goals are asked for by workspace, team, time period, or what supports them', () => {
  expect(goals).toHaveLength(12);
  const ofTeam = goals.filter((row) => (row['team'] as Row | null)?.gid === gid('team', 0));
  expect(all('/goals', { team: gid('team', 0) }).map((row) => row.gid)).toEqual(ofTeam.map((row) => row.gid));
  const whole = all('/goals', { workspace, is_workspace_level: 'true' });
  expect(whole).toHaveLength(goals.filter((row) => row['team'] === null).length);
  const period = gidIn(
    goals.find((row) => row['time_period'] !== null),
    'time_period',
  );
  const inPeriod = goals.filter((row) => (row['time_period'] as Row | null)?.gid === period);
  expect(all('/goals', { workspace, time_periods: period })).toHaveLength(inPeriod.length);
  expect(get('/goals').status).toBe(400);
});

test('goals are supported by goals, projects and portfolios', () => {
  const ties = goals.flatMap((row) =>
    all('/goal_relationships', {
      supported_goal: row.gid,
      opt_fields: 'resource_subtype,supporting_resource.resource_type,supported_goal',
    }),
  );
  expect(ties).toHaveLength(30);
  for (const tie of ties) {
    const supporting = tie['supporting_resource'] as Row;
    const isGoal = supporting['resource_type'] === 'goal';
    expect(tie['resource_subtype']).toBe(isGoal ? 'subgoal' : 'supporting_work');
    expect(supporting.gid).not.toBe((tie['supported_goal'] as Row).gid);
    if (isGoal) continue;
    const kind = String(supporting['resource_type']);
    const supported = all('/goals', { [kind]: supporting.gid }).map((row) => row.gid);
    expect(supported).toContain((tie['supported_goal'] as Row).gid);
  }
  const subgoals = goals.flatMap((row) =>
    all('/goal_relationships', { supported_goal: row.gid, resource_subtype: 'subgoal' }),
  );
  expect(subgoals).toHaveLength(ties.filter((tie) => tie['resource_subtype'] === 'subgoal').length);
  expect(get('/goal_relationships').message).toBe('supported_goal: Missing input');
});

test('what supports a goal and is deleted supports it no longer', () => {
  const own = openSandbox({ sizes: { goals: 4, goalRelationships: 30 } });
  const supporters = () =>
    own
      .all('/goals', { workspace })
      .flatMap((row) => own.all('/goal_relationships', { supported_goal: row.gid }))
      .map((row) => (row['supporting_resource'] as Row).gid);
  const project = supporters().find((each) => own.sandbox.truth().projects.includes(each)) ?? '';
  own.sandbox.edit({ type: 'delete-project', project });
  expect(supporters()).not.toContain(project);
});

test('a goal has stories, of its own kind', () => {
  const stories = goals.flatMap((row) =>
    all(`/goals/${row.gid}/stories`, { opt_fields: 'type,resource_subtype,target' }),
  );
  expect(stories).toHaveLength(12);
  expect(new Set(stories.map((row) => row['type']))).toEqual(new Set(['comment', 'system']));
  for (const story of stories) expect((story['target'] as Row)['resource_type']).toBe('goal');
});

test('time periods are years and their quarters, and lie between two days if that is asked', () => {
  const rows = all('/time_periods', { workspace, opt_fields: 'period,start_on,end_on,parent' });
  expect(rows.map((row) => row['period'])).toEqual(['FY', 'Q1', 'Q2', 'Q3', 'Q4', 'FY', 'Q1', 'Q2', 'Q3', 'Q4']);
  expect(rows.slice(0, 2)).toMatchObject([
    { start_on: '2025-01-01', end_on: '2025-12-31', parent: null },
    { start_on: '2025-01-01', end_on: '2025-03-31', parent: { gid: rows[0]?.gid } },
  ]);
  expect(all('/time_periods', { workspace, start_on: '2025-04-01', end_on: '2025-09-30' })).toHaveLength(2);
  expect(get('/time_periods').message).toBe('workspace: Missing input');
});

test('goals can be added and renamed, which leaves no date', () => {
  const { gid: added } = sandbox.edit({ type: 'add-goal', name: 'More' });
  expect(all('/goals', { workspace }).at(-1)).toMatchObject({ gid: added, name: 'More' });
  sandbox.edit({ type: 'rename-goal', goal: added, name: 'Less' });
  expect(get(`/goals/${added}`).one['name']).toBe('Less');
  expect(get(`/goals/${added}/stories`).list).toEqual([]);
});
