import type { Config } from '../config/config.ts';
import { sourcesOf } from '../streams/define.ts';
import { type StreamName, streamRow } from '../streams/table.ts';
import type { Plan } from '../sync/plan.ts';
import { type Cost, parentsOf, type Quota, total } from './cost.ts';
import type { Survey } from './survey.ts';
import type { WorkspaceSurvey } from './surveyor.ts';

/** @returns what was found, in plain words, a line each */
export function checkWords(
  plan: Plan,
  config: Config,
  survey: Survey,
  cost: Cost,
  quota: Quota,
  requests: number,
): string[] {
  const empty = emptyStreams(plan, survey);
  return [
    whoWords(survey),
    ...workspaceWords(survey, config),
    ...unreachedWords(survey),
    '',
    empty.length === 0 ? 'No selected stream will be empty, as far as can be seen.' : 'These streams will be empty:',
    ...empty.map((line) => `  ${line}`),
    '',
    ...costWords(survey, cost, quota),
    '',
    `This check made ${count(requests, 'request')}.`,
  ];
}

function whoWords({ me }: Survey): string {
  if (me === undefined) return 'The token works. It may not say whose it is.';
  return `The token works. It is that of ${clean(me.name)}${me.email === '' ? '' : ` (${clean(me.email)})`}.`;
}

function workspaceWords(survey: Survey, config: Config): string[] {
  const { workspaces, passedOver, archived, projects, isMoreProjects } = survey;
  const lines = workspaces.map((workspace) => `  ${workspaceLine(workspace)}`);
  if (passedOver > 0) lines.push(`  and ${count(passedOver, 'workspace')} more, which this check did not look into`);
  return [
    workspaces.length === 0 ? 'It reaches no workspace.' : 'It reaches:',
    ...lines,
    `A sync reads in ${isMoreProjects ? 'at least ' : ''}${count(projects, 'project')}${archivedWords(archived, config)}.`,
  ];
}

/** With `include_archived_projects: false` they are none of those that are read in, but for once more each. */
function archivedWords(archived: number, { includeArchivedProjects }: Config): string {
  if (archived === 0) return '';
  if (includeArchivedProjects) return `, ${number(archived)} of them archived`;
  return `; ${number(archived)} more ${archived === 1 ? 'is' : 'are'} archived, and read once more at most`;
}

function workspaceLine({ gid, name, isOrganization, isBlocked, lists }: WorkspaceSurvey): string {
  const head = `${isOrganization ? 'organization' : 'workspace'} ${clean(name)} (${gid})`;
  if (isBlocked) return `${head}: has blocked this app, nothing of it can be read`;
  const counted = [...lists].filter(([, list]) => list.refused === undefined);
  const refused = [...lists].filter(([, list]) => list.refused !== undefined).map(([stream]) => stream);
  const parts = counted.map(([stream, list]) => `${list.isMore ? 'over ' : ''}${number(list.count)} ${stream}`);
  return `${head}: ${parts.join(', ')}${refused.length === 0 ? '' : `; no access to ${refused.join(', ')}`}`;
}

function unreachedWords({ unreached: { workspaces, projects, isUnsure } }: Survey): string[] {
  return [
    ...workspaces.map((gid) => `It does not reach workspace ${gid} of the config.`),
    ...projects.map((gid) =>
      isUnsure
        ? `Project ${gid} of the config is in no list of projects that was read.`
        : `It does not reach project ${gid} of the config.`,
    ),
  ];
}

/** A line for each selected stream of which nothing will come, and why. */
function emptyStreams(plan: Plan, survey: Survey): string[] {
  return [...plan.selection.keys()].flatMap((name) => reasons(name as StreamName, survey));
}

function reasons(name: StreamName, survey: Survey): string[] {
  const row = streamRow(name);
  const { parent, needs, role } = row;
  const known = survey.workspaces.flatMap((workspace) => {
    const list = workspace.lists.get(name);
    return list === undefined ? [] : [{ workspace, list }];
  });
  const refused = known.filter(({ list }) => list.refused !== undefined);
  if (refused.length > 0) {
    const need = needs === undefined ? '' : ` It needs ${needs}.`;
    return refused.map(({ workspace, list }) => `${name} in ${clean(workspace.name)}: ${list.refused}${need}`);
  }
  if (parent === 'organization' && parentsOf(parent, survey) === 0)
    return [`${name}: only organizations have them, and there is none`];
  if (known.length > 0 && total(survey, name) === 0) return [`${name}: there are none`];
  if (parent === 'task' || role === 'root') return taskReasons(name, survey);
  const kinds = [...new Set(sourcesOf(row).map((source) => source.parent))];
  if (known.length > 0 || kinds.some((kind) => parentsOf(kind, survey) > 0)) return [];
  return [`${name}: there is no ${kinds.join(' or ')} to look in`];
}

/** Assigned tasks cannot be counted with few requests: only where there is nobody either, nothing can come. */
function taskReasons(name: StreamName, survey: Survey): string[] {
  const isNobody = total(survey, 'users') === 0;
  if (survey.projects === 0 && isNobody) return [`${name}: there is no project to look in`];
  const isEmpty = survey.samples.length > 0 && survey.samples.every(({ tasks }) => tasks === 0);
  if (isEmpty && survey.samples.length === survey.projects && isNobody) return [`${name}: no project has a task`];
  return [];
}

const QUOTA_WORDS: Readonly<Record<Quota['from'], string>> = {
  config: 'as the config says',
  free: 'the quota of a free plan, since portfolios are refused',
  paid: 'the quota of a paid plan; set requests_per_minute to 150 if this is a free one',
};

function costWords(survey: Survey, cost: Cost, { perMinute, from }: Quota): string[] {
  const sampled = survey.samples.length;
  const basis =
    sampled === 0
      ? []
      : [
          `About ${count(cost.tasks, 'task')} and ${count(cost.subtasks, 'subtask')}, judging by ${count(sampled, 'project')}.`,
        ];
  const changes = cost.perChange * cost.changesPerDay;
  const more = changes === 0 ? '' : `, and about ${number(changes)} for what changes in a day`;
  return [
    ...basis,
    `At ${number(perMinute)} requests a minute (${QUOTA_WORDS[from]}):`,
    `  a full sync takes about ${count(cost.full, 'request')}: ${duration(cost.full / perMinute)}`,
    `  the next one about ${count(cost.next, 'request')}${more}: ${duration((cost.next + changes) / perMinute)}`,
    ...(cost.isLeast ? ['  There is more than this check has counted: both take longer.'] : []),
  ];
}

function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  return minutes < 120 ? count(Math.ceil(minutes), 'minute') : `${(minutes / 60).toFixed(1)} hours`;
}

function count(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

function number(amount: number): string {
  return amount.toLocaleString('en');
}

/** Names are other people's text: no escape sequence of theirs reaches a terminal, and no line is broken. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, 200);
}
