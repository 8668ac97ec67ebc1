import { PEOPLE_ROUTES } from './people-routes.ts';
import { PLACE_ROUTES } from './place-routes.ts';
import type { Route } from './route.ts';
import { TASK_ROUTES } from './task-routes.ts';

/** Every GET endpoint the sandbox serves. */
export const ROUTES: readonly Route[] = [...PEOPLE_ROUTES, ...PLACE_ROUTES, ...TASK_ROUTES];
