import { draw } from '../world/draw.ts';
import { DAY } from '../world/past.ts';
import type { Allocation, Budget, Rate } from '../world/time-rows.ts';
import { day } from './forms.ts';
import { defineShape, identity, type Look, type Node, struct } from './node.ts';

/** Schema AllocationResponse; a list gives all of it. */
export const allocationShape = defineShape<Allocation>({
  compact: [
    'gid',
    'resource_type',
    'start_date',
    'end_date',
    'effort',
    'assignee',
    'created_by',
    'parent',
    'resource_subtype',
  ],
  fields: {
    ...identity('allocation'),
    start_date: (row) => day(row.start),
    end_date: (row) => day(row.start + row.days * DAY),
    effort: (row) =>
      row.index % 4 === 3
        ? null
        : struct({ type: row.index % 2 === 0 ? 'hours' : 'percent', value: row.index % 2 === 0 ? 12.5 : 50 }),
    assignee: (row, look) => look.ref('user', row.user),
    created_by: (_, look) => look.ref('user', 0),
    parent: (row, look) => look.ref('project', row.project),
    resource_subtype: () => 'project_allocation',
  },
});

const isCost = (row: Budget): boolean => row.index % 2 === 1;
const units = (row: Budget): string => (isCost(row) ? 'EUR' : 'minutes');
const amount = (row: Budget, { world }: Look, salt: number): number =>
  draw(world.seed, 'budget', row.index, salt) % 5000;

/** Schema BudgetResponse; a list gives all of it. */
export const budgetShape = defineShape<Budget>({
  compact: ['gid', 'resource_type', 'budget_type', 'estimate', 'actual', 'total', 'parent'],
  fields: {
    ...identity('budget'),
    budget_type: (row) => (isCost(row) ? 'cost' : 'time'),
    estimate: (row, look) =>
      struct({
        billable_status_filter: 'billable',
        source: 'tasks',
        enabled: true,
        units: units(row),
        value: amount(row, look, 5),
      }),
    actual: (row, look) =>
      struct({ billable_status_filter: 'any', units: units(row), value: amount(row, look, 6) / 2 }),
    total: (row, look) => struct({ enabled: true, units: units(row), value: amount(row, look, 7) }),
    parent: (row, look) => look.ref('project', row.project),
  },
});

/** Whoever the rate is for: a user, or "Greg-Placeholder" (schema PlaceholderCompact). */
function resource(row: Rate, look: Look): Node {
  if (row.user !== null) return look.ref('user', row.user);
  const gid = look.world.gid('placeholder', row.index);
  return struct({ gid, resource_type: 'placeholder', name: `Placeholder ${row.index}` });
}

/** Schema RateOrPlaceholderCompact; a list gives all of it. */
export const rateShape = defineShape<Rate>({
  compact: ['gid', 'resource_type', 'parent', 'resource', 'rate', 'currency_code', 'created_by'],
  fields: {
    ...identity('rate'),
    parent: (row, look) => look.ref('project', row.project),
    resource,
    rate: (row) => 40 + row.index * 7.5,
    currency_code: () => 'EUR',
    created_by: (_, look) => look.ref('user', 0),
  },
});
