import { defineStreams, type StreamRow } from '../define.ts';
import { core } from './core.ts';
import { goals } from './goals.ts';

/** Settings come with the rows of what they belong to: a list of their own would cost a request for each. */
function settings(of: Pick<StreamRow, 'parent' | 'list' | 'scope' | 'description' | 'needs'>) {
  return {
    ...of,
    from: 'custom_field_settings',
    key: ['gid'],
    selectedByDefault: false,
    cost: `nothing beside the list of ${of.parent}s`,
  };
}

/** Custom fields, and where they are used. */
export const customFields = defineStreams({
  custom_fields: {
    description: 'The custom fields of each workspace, with their options.',
    parent: 'workspace',
    list: { path: '/workspaces/{parent}/custom_fields' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(fields)',
    needs: 'a plan with custom fields',
    scope: 'custom_fields:read',
  },
  project_custom_field_settings: settings({
    description: 'Which custom fields each project has.',
    parent: 'project',
    list: core.projects.list,
    scope: 'projects:read',
  }),
  portfolio_custom_field_settings: settings({
    description: 'Which custom fields each portfolio has.',
    parent: 'portfolio',
    list: core.portfolios.list,
    needs: 'a plan with portfolios',
    scope: 'portfolios:read',
  }),
  goal_custom_field_settings: settings({
    description: 'Which custom fields each goal has.',
    parent: 'goal',
    list: goals.goals.list,
    needs: 'a plan with goals',
    scope: 'goals:read',
  }),
  team_custom_field_settings: settings({
    description: 'Which custom fields each team has.',
    parent: 'team',
    list: core.teams.list,
    scope: 'teams:read',
  }),
});
