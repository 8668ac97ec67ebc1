import { parseOptFields } from '../fields/opt-fields.ts';
import { createPick } from '../fields/pick.ts';
import type { Reader } from '../world/reader.ts';
import type { World } from '../world/world.ts';
import { pageOf, wholeOf } from './listing.ts';
import { jsonAnswer, type ParsedRequest, type WholeAnswer } from './messages.ts';
import type { OffsetTokens } from './offset-token.ts';
import { openRoute } from './opened.ts';
import { noRoute } from './refusal.ts';
import type { Plan } from './route.ts';

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
export function createApi({ world, plan, tokens, truncateAfter }: ApiOptions): Api {
  return (request, reader, now, emptyPage) => {
    if (request.method !== 'GET' || !request.path.startsWith(`${API_BASE}/`)) throw noRoute();
    const path = request.path.slice(API_BASE.length);
    const { route, call } = openRoute({ world, plan, reader }, path, request.query);
    const { one, list, unpaged } = route;
    const selection = parseOptFields(request.query.get('opt_fields'));
    const base = `${request.origin}${API_BASE}`;
    const { user } = reader;
    const page = { request, route: path, base, user, now, tokens, selection, truncateAfter, empty: emptyPage };
    const body = one
      ? { data: createPick()(one(call), selection, 'full') }
      : list && unpaged !== true
        ? pageOf(list(call), page)
        : list && wholeOf(list(call), selection);
    return jsonAnswer(200, body, {}, ['true', '1', ''].includes(request.query.get('opt_pretty') ?? 'false'));
  };
}
