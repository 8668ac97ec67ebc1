import { AUDIT_ROUTES } from './audit-routes.ts';
import { GOAL_ROUTES } from './goal-routes.ts';
import { MEMBERSHIP_ROUTES } from './membership-routes.ts';
import { MONEY_ROUTES } from './money-routes.ts';
import { PEOPLE_ROUTES } from './people-routes.ts';
import { PLACE_ROUTES } from './place-routes.ts';
import type { Route } from './route.ts';
import { STAFF_ROUTES } from './staff-routes.ts';
import { TASK_ROUTES } from './task-routes.ts';
import { TIME_ROUTES } from './time-routes.ts';
import { WORK_ROUTES } from './work-routes.ts';

/** Every GET endpoint the sandbox serves. */
export const ROUTES: readonly Route[] = [
  ...PEOPLE_ROUTES,
  ...MEMBERSHIP_ROUTES,
  ...STAFF_ROUTES,
  ...PLACE_ROUTES,
  ...WORK_ROUTES,
  ...TASK_ROUTES,
  ...GOAL_ROUTES,
  ...TIME_ROUTES,
  ...MONEY_ROUTES,
  ...AUDIT_ROUTES,
];
