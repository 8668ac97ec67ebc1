import { defineStreams } from '../define.ts';

/** Goals and what belongs to them. */
export const goals = defineStreams({
  goals: {
    description: 'The goals of each workspace that the token sees. They have no date, so they come out whole.',
    parent: 'workspace',
    list: { path: '/goals', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(goals)',
    needs: 'a plan with goals',
    scope: 'goals:read',
  },
  goal_relationships: {
    description: 'What supports each goal: other goals, projects, portfolios, tasks.',
    parent: 'goal',
    list: { path: '/goal_relationships', params: { supported_goal: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_goal c(relationships), and the list of goals',
    needs: 'a plan with goals',
  },
  goal_stories: {
    description: 'Comments and the history of each goal.',
    parent: 'goal',
    list: { path: '/goals/{parent}/stories' },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_goal c(stories), and the list of goals',
    needs: 'a plan with goals',
    scope: 'stories:read',
  },
  time_periods: {
    description: 'The periods that goals are set for: years, halves and quarters of each workspace.',
    parent: 'workspace',
    list: { path: '/time_periods', params: { workspace: '{parent}' } },
    key: ['gid'],
    selectedByDefault: false,
    cost: 'Σ_w c(periods)',
  },
});
