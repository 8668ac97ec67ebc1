import { lookAt } from '../fields/look.ts';
import { parseOptFields } from '../fields/opt-fields.ts';
import { createPick } from '../fields/pick.ts';
import type { Reader } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import type { Call } from './call.ts';
import { pageOf, wholeOf } from './listing.ts';
import { jsonAnswer, type ParsedRequest, type WholeAnswer } from './messages.ts';
import type { OffsetTokens } from './offset-token.ts';
import { noRoute, paymentRequired } from './refusal.ts';
import { createRouter, includes, type Plan } from './route.ts';
import { ROUTES } from './routes.ts';

/** Where the API begins in a URL's path. */
export const API_BASE = '/api/1.0';

interface ApiOptions {
  readonly world: World;
  readonly plan: Plan;
  readonly tokens: OffsetTokens;
  readonly truncateAfter: number | null;
}

/** Answers one authorized request to the API. Throws a Refusal for anything but a 200. With `emptyPage` a list has no rows, but goes on. */
export type Api = (request: ParsedRequest, reader: Reader, now: number, emptyPage: boolean) => WholeAnswer;

/** The API over a world: finds the route, works out its rows, and shows the fields asked for. */
export function createApi(options: ApiOptions): Api {
  const find = createRouter(ROUTES);
  return (request, reader, now, emptyPage) => {
    const route = request.path.slice(API_BASE.length);
    const match = request.method === 'GET' && request.path.startsWith(`${API_BASE}/`) ? find(route) : null;
    if (match === null) throw noRoute();
    const { one, list, plan, unpaged } = match.route;
    if (plan !== undefined && !includes(options.plan, plan)) throw paymentRequired(route);
    const { world, tokens, truncateAfter } = options;
    const call: Call = {
      world,
      reader,
      includes: (needed) => includes(options.plan, needed),
      look: lookAt(world, reader),
      path: match.path,
      query: request.query,
    };
    const selection = parseOptFields(request.query.get('opt_fields'));
    const base = `${request.origin}${API_BASE}`;
    const page = { request, route, base, user: reader.user, now, tokens, selection, truncateAfter, empty: emptyPage };
    const body = one
      ? { data: createPick()(one(call), selection, 'full') }
      : list && unpaged !== true
        ? pageOf(list(call), page)
        : list && wholeOf(list(call), selection);
    return jsonAnswer(200, body, {}, ['true', '1', ''].includes(request.query.get('opt_pretty') ?? 'false'));
  };
}
