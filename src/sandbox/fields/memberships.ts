import { draw } from '../world/draw.ts';
import { type Kind, tieGid } from '../world/gid.ts';
import { DAY } from '../world/past.ts';
import { assignedKey } from '../world/world.ts';
import { day, instant } from './forms.ts';
import type { JoinedKind } from './members.ts';
import { type Look, type Node, named, showing, struct } from './node.ts';

/** The gid of what ties two objects, the same as long as both are there. */
function tie(kind: Kind, one: number, other: number, { world }: Look): string {
  return tieGid(world.seed, kind, one, other);
}

/** That a user is in a team (schema TeamMembershipResponse). */
export function teamMembership(team: number, user: number, look: Look): Node {
  return struct({
    gid: tie('team_membership', team, user, look),
    resource_type: 'team_membership',
    user: look.ref('user', user),
    team: look.ref('team', team),
    is_guest: user % 5 === 4,
    is_limited_access: user % 7 === 6,
    is_admin: user === 0,
  });
}

/** That a user is in a workspace (schema WorkspaceMembershipResponse); every ninth user is there no longer. */
export function workspaceMembership(workspace: number, user: number, look: Look): Node {
  const { seed, past } = look.world;
  const by = draw(seed, 'workspace_membership', user, workspace);
  const whole = struct({
    gid: tie('workspace_membership', workspace, user, look),
    resource_type: 'workspace_membership',
    user: look.ref('user', user),
    workspace: look.ref('workspace', workspace),
    user_task_list: userTaskList(workspace, user, look),
    is_active: user % 9 !== 8,
    is_admin: user === 0,
    is_guest: user % 5 === 4,
    is_view_only: user % 11 === 10,
    vacation_dates:
      by % 3 === 0 ? struct({ start_on: day(past.end), end_on: by % 2 === 0 ? null : day(past.end + 10 * DAY) }) : null,
    created_at: instant(past.start + (by % 10_000)),
  });
  return showing(whole, ['gid', 'resource_type', 'user', 'workspace']);
}

/** A user's "My tasks" in a workspace (schema UserTaskListResponse): its gid counts like the keys of assigned tasks. */
export function userTaskList(workspace: number, user: number, look: Look): Node {
  const { world } = look;
  return struct({
    gid: world.gid('user_task_list', assignedKey(world, user, workspace)),
    resource_type: 'user_task_list',
    name: `${world.users.get(user).name}'s Tasks`,
    owner: look.ref('user', user),
    workspace: look.ref('workspace', workspace),
  });
}

/**
 * That a user or a team is in a project, portfolio or goal (schema MembershipCompact; its compact form is all there is). The
 * fields of goals that "will always be null" are left out, since the same specification says that they are not nullable.
 */
export function membership(kind: JoinedKind, parent: number, member: number, look: Look): Node {
  // Teams after all users there could be: their gids are those of no user.
  const place = member < 0 ? 900_000 - member : member;
  const levels = kind === 'portfolio' ? ['admin', 'editor', 'viewer'] : ['admin', 'editor', 'commenter', 'viewer'];
  const level = member === 0 ? 'admin' : levels[draw(look.world.seed, kind, parent, 7000 + place) % levels.length];
  const above = look.ref(kind, parent);
  const who = member < 0 ? look.ref('team', -1 - member) : look.ref('user', member);
  return struct({
    gid: tie(`${kind}_membership`, parent, place, look),
    resource_type: 'membership',
    resource_subtype: `${kind}_membership`,
    parent: above,
    member: named(who),
    access_level: level,
    ...(kind === 'goal' ? { role: level === 'admin' || level === 'editor' ? 'editor' : 'commenter', goal: above } : {}),
  });
}

/** That a project is in a portfolio (schema ProjectPortfolioSettingResponse). */
export function projectPortfolioSetting(portfolio: number, project: number, look: Look): Node {
  const { world } = look;
  const whole = struct({
    gid: tie('project_portfolio_setting', portfolio, project, look),
    resource_type: 'project_portfolio_setting',
    project: look.ref('project', project),
    portfolio: look.ref('portfolio', portfolio),
    is_access_control_inherited: draw(world.seed, 'project_portfolio_setting', portfolio, project) % 2 === 0,
    created_at: instant(Math.max(world.projects.get(project).createdAt, world.portfolios.get(portfolio).createdAt)),
  });
  return showing(whole, whole.shape.compact.slice(0, -1));
}
