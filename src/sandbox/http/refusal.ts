const HELP =
  'For more information on API status codes and how to handle them, read the docs on errors: https://developers.asana.com/docs/errors';

/** A request the API does not grant: thrown wherever that is found out, answered in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The body of every error: `errors` with `message` and `help`, and a `phrase` on 500 only (schema Error). */
export function errorBody(status: number, message: string): { errors: Record<string, string>[] } {
  const phrase = status === 500 ? { phrase: '6 sad squid snuggle softly' } : {};
  return { errors: [{ message, help: HELP, ...phrase }] };
}

/** A parameter is missing or wrong: "This usually occurs because of a missing or malformed parameter". */
export function badRequest(message: string): Refusal {
  return new Refusal(400, message);
}

/** No valid token, or the app is blocked in the workspace addressed (specification, 401). */
export function notAuthorized(): Refusal {
  return new Refusal(401, 'Not Authorized');
}

/** "The queried object or object mutation specified in the request is above your current premium level" (specification, 402). */
export function paymentRequired(what: string): Refusal {
  return new Refusal(402, `${what} is only available to premium users.`);
}

/** The object is there, but not for this token. The wording for projects was seen live; the others follow it. */
export function noAccess(what: string): Refusal {
  return new Refusal(403, `You do not have access to this ${what}.`);
}

/** No object has this gid, or none any more. */
export function unknownObject(what: string, gid: string): Refusal {
  return new Refusal(404, `${what}: Unknown object: ${gid}`);
}

/** The gid is no gid, or one of another type: 404 in a path, 400 in a parameter, both seen live. */
export function notRecognized(what: string, gid: string, status: 400 | 404): Refusal {
  return new Refusal(status, `${what}: Not a recognized ID: ${gid}`);
}

/** The path is none of the API's. */
export function noRoute(): Refusal {
  return new Refusal(404, 'No matching route for request');
}

/** The body's words of a 429 (Asana docs, "Rate limits"). */
export const RATE_LIMIT_MESSAGE =
  "You've made too many requests and hit a rate limit. Please retry after the given amount of time.";
