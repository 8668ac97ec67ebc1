import { defineStreams } from '../define.ts';

/** What an organization's administrators watch. */
export const audit = defineStreams({
  audit_log_events: {
    description:
      'Who did what in each organization: logins, exports, deletions, changes of access. Asana keeps them for 90 days; a stopped run goes on where it was.',
    parent: 'organization',
    list: { path: '/workspaces/{parent}/audit_log_events', shape: 'endless' },
    key: ['gid'],
    replicationKey: 'created_at',
    bounds: { from: 'start_at' },
    serviceAccounts: true,
    selectedByDefault: false,
    cost: 'Σ_org [⌈new events / page_size⌉ + 1]',
    needs:
      'a service account of an organization with Enterprise+, Legacy Enterprise, or Enterprise and the Compliance Management add-on',
  },
});
