import { draw, drawShare } from './draw.ts';
import type { Kind } from './gid.ts';
import { countInTurn, createLists, group, listsInTurn, unchanged } from './lists.ts';
import { beginningIn, type Past } from './past.ts';
import { exactly } from './random.ts';
import { CUSTOM_FIELD_TYPES, type CustomField, type Project } from './rows.ts';
import type { Sizes } from './sizes.ts';
import { createStore } from './store.ts';
import { choose, departmentOf, personOf, titleOf } from './words.ts';

const SECTIONS = ['To do', 'Doing', 'Waiting for “them”', 'Done', 'Später', 'Icebox 🧊'] as const;
const TAGS = ['urgent', 'Q3', 'größer', 'customer', 'blocked ⛔', 'nice-to-have'] as const;

/** Makes all that is not a task or a story: stores and lists of workspaces, users, teams, projects, sections, tags, portfolios, custom fields. */
export function makePlaces(seed: number, sizes: Sizes, past: Past) {
  const workspaceUsers = usersByWorkspace(seed, sizes);
  const teamOf = teamPicker(seed, sizes);
  const at = (kind: Kind, index: number) => beginningIn(past, drawShare(seed, kind, index, 5));
  return {
    workspaceUsers,
    stores: {
      workspaces: createStore(sizes.workspaces, (index) => ({
        index,
        name: index === 0 ? 'Example Org' : `Workspace ${index + 1}`,
        organization: index < sizes.organizations,
        blocked: false,
      })),
      users: createStore(sizes.users, (index) => ({ index, ...personOf(seed, index) })),
      teams: createStore(sizes.teams, (index) => ({
        index,
        name: departmentOf(seed, 'team', index),
        workspace: index % Math.max(1, sizes.organizations),
      })),
      projects: createStore(sizes.projects, projectMaker(seed, sizes, past, teamOf)),
      sections: createStore(sizes.projects * sizes.sectionsPerProject, (index) => {
        const project = Math.floor(index / sizes.sectionsPerProject);
        return { index, name: choose(SECTIONS, index), project, createdAt: at('project', project) };
      }),
      tags: createStore(sizes.tags, (index) => ({
        index,
        name: `${choose(TAGS, index)} ${index + 1}`,
        workspace: index % sizes.workspaces,
        createdAt: at('tag', index),
      })),
      portfolios: createStore(sizes.portfolios + sizes.otherPortfolios, (index) => ({
        index,
        name: departmentOf(seed, 'portfolio', index),
        workspace: index % sizes.workspaces,
        owner: index < sizes.portfolios ? 0 : someoneElse(workspaceUsers(index % sizes.workspaces)),
        createdAt: at('portfolio', index),
      })),
      customFields: createStore(sizes.customFields * sizes.workspaces, (index): CustomField => {
        const nth = Math.floor(index / sizes.workspaces);
        const representation = choose(CUSTOM_FIELD_TYPES, nth);
        return {
          index,
          name: `${representation} field ${nth + 1}`,
          workspace: index % sizes.workspaces,
          representation,
        };
      }),
    },
    lists: {
      workspaceUsers: createLists(workspaceUsers),
      workspaceTeams: listsInTurn(sizes.teams, sizes.organizations),
      workspaceProjects: listsInTurn(sizes.projects, sizes.workspaces),
      workspaceTags: listsInTurn(sizes.tags, sizes.workspaces),
      workspacePortfolios: listsInTurn(sizes.portfolios + sizes.otherPortfolios, sizes.workspaces),
      workspaceFields: listsInTurn(sizes.customFields * sizes.workspaces, sizes.workspaces),
      teamUsers: createLists((team) => teamMembers(seed, sizes, workspaceUsers, team)),
      projectSections: createLists((project) =>
        project < sizes.projects
          ? Array.from({ length: sizes.sectionsPerProject }, (_, n) => project * sizes.sectionsPerProject + n)
          : [],
      ),
      portfolioItems: createLists((portfolio) => itemsOf(seed, sizes, portfolio)),
    },
  };
}

/** The first user, whose token it is, belongs to every workspace; the others go round them, one in four to two. */
function usersByWorkspace(seed: number, sizes: Sizes): (workspace: number) => Int32Array {
  const { workspaces, users } = sizes;
  const first = Int32Array.from({ length: users }, (_, user) => (user === 0 ? -1 : user % workspaces));
  const second = Int32Array.from({ length: users }, (_, user) =>
    workspaces > 1 && user > 0 && draw(seed, 'user', user, 6) % 4 === 0 ? (user + 1) % workspaces : -1,
  );
  const others = group(users, workspaces, [first, second]);
  const lists = Array.from({ length: workspaces }, (_, workspace) => Int32Array.from([0, ...others(workspace)]));
  return (workspace) => lists[workspace] ?? new Int32Array(0);
}

/** A user of a workspace who is not the reader: the last, since the reader is the first. */
function someoneElse(users: ArrayLike<number>): number {
  return users[users.length - 1] ?? 0;
}

/** The team of a project: one of its organization's, or none. */
function teamPicker(seed: number, sizes: Sizes): (project: number) => number | null {
  const teamless = exactly(sizes.teamlessProjects, sizes.projects, 30);
  return (project) => {
    const workspace = project % sizes.workspaces;
    if (workspace >= sizes.organizations || teamless(project)) return null;
    const count = countInTurn(sizes.teams, sizes.organizations, workspace);
    return count === 0 ? null : (draw(seed, 'project', project, 6) % count) * sizes.organizations + workspace;
  };
}

function projectMaker(seed: number, sizes: Sizes, past: Past, teamOf: (project: number) => number | null) {
  const archived = exactly(sizes.archivedProjects, sizes.projects, 31);
  const closed = exactly(sizes.privateProjects + sizes.hiddenProjects, sizes.projects, 32);
  const hidden = new Set<number>();
  for (let index = 0; index < sizes.projects && hidden.size < sizes.hiddenProjects; index += 1) {
    if (closed(index)) hidden.add(index);
  }
  return (index: number): Project => {
    const createdAt = beginningIn(past, drawShare(seed, 'project', index, 5));
    return {
      index,
      name: titleOf(seed, 'project', index),
      notes: null,
      workspace: index % sizes.workspaces,
      team: teamOf(index),
      archived: archived(index),
      access: hidden.has(index) ? 'hidden' : 'open',
      private: closed(index),
      createdAt,
      modifiedAt: Math.floor(createdAt + (past.end - createdAt) * drawShare(seed, 'project', index, 7)),
    };
  };
}

function teamMembers(
  seed: number,
  sizes: Sizes,
  usersIn: (workspace: number) => ArrayLike<number>,
  team: number,
): number[] {
  if (team >= sizes.teams) return [];
  const users = Array.from(usersIn(team % sizes.organizations));
  return users.filter((user) => user === 0 || draw(seed, 'team', team, user) % 2 === 0);
}

/** Projects of the portfolio's workspace, and in every third portfolio also the next portfolio: never a circle. */
function itemsOf(seed: number, sizes: Sizes, portfolio: number): ArrayLike<number> {
  const { workspaces, projects, portfolios, otherPortfolios, itemsPerPortfolio } = sizes;
  if (portfolio >= portfolios + otherPortfolios) return unchanged([]).ids;
  const workspace = portfolio % workspaces;
  const count = countInTurn(projects, workspaces, workspace);
  const nested = portfolio % 3 === 0 && portfolio + workspaces < portfolios && itemsPerPortfolio > 0;
  const wanted = Math.min(count, itemsPerPortfolio - (nested ? 1 : 0));
  const first = count === 0 ? 0 : draw(seed, 'portfolio', portfolio, 6) % count;
  const items = Array.from({ length: wanted }, (_, n) => ((first + n) % count) * workspaces + workspace);
  return nested ? [...items, -1 - (portfolio + workspaces)] : items;
}
