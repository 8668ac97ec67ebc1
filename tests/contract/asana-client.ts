import { createRequire } from 'node:module';
import { SPECIFICATION_FILE } from './specification.ts';

export interface Row {
  readonly gid: string;
  readonly [name: string]: unknown;
}

/** A list as Asana's client hands it out; after the last page comes one without data. */
interface Collection {
  readonly data: readonly Row[] | null;
  nextPage(): Promise<Collection>;
}

type Options = Readonly<Record<string, string | number | Date>>;
type List = (options: Options) => Promise<Collection>;
type ListUnder = (gid: string, options: Options) => Promise<Collection>;

/** The parts of Asana's own client for Node.js that are used here (npm package `asana`). */
interface Library {
  readonly ApiClient: new () => { basePath: string; authentications: { token: { accessToken?: string } } };
  readonly WorkspacesApi: new (client: object) => { getWorkspaces: List };
  readonly UsersApi: new (
    client: object,
  ) => {
    getUser(gid: string, options: Options): Promise<{ data: Row }>;
    getUsers: List;
  };
  readonly TeamsApi: new (client: object) => { getTeamsForWorkspace: ListUnder };
  readonly TagsApi: new (client: object) => { getTags: List };
  readonly PortfoliosApi: new (
    client: object,
  ) => {
    getPortfolios(workspace: string, options: Options): Promise<Collection>;
  };
  readonly ProjectsApi: new (client: object) => { getProjects: List };
  readonly SectionsApi: new (client: object) => { getSectionsForProject: ListUnder };
  readonly TasksApi: new (
    client: object,
  ) => {
    getTask(gid: string, options: Options): Promise<{ data: Row }>;
    getTasks: List;
    getTasksForProject: ListUnder;
    getSubtasksForTask: ListUnder;
  };
  readonly StoriesApi: new (client: object) => { getStoriesForTask: ListUnder };
}

/** Asana's own client, speaking to another base URL. */
export function connect(basePath: string, token: string) {
  const library = createRequire(SPECIFICATION_FILE)('asana') as Library;
  const client = new library.ApiClient();
  client.basePath = basePath;
  client.authentications.token.accessToken = token;
  return {
    workspaces: new library.WorkspacesApi(client),
    users: new library.UsersApi(client),
    teams: new library.TeamsApi(client),
    tags: new library.TagsApi(client),
    portfolios: new library.PortfoliosApi(client),
    projects: new library.ProjectsApi(client),
    sections: new library.SectionsApi(client),
    tasks: new library.TasksApi(client),
    stories: new library.StoriesApi(client),
  };
}

/** Every row of a list, page by page, as the client's readme does it. */
export async function allOf(first: Promise<Collection>): Promise<{ rows: Row[]; pages: number }> {
  const rows: Row[] = [];
  let pages = 0;
  for (let page = await first; page.data !== null; page = await page.nextPage()) {
    rows.push(...page.data);
    pages += 1;
  }
  return { rows, pages };
}
