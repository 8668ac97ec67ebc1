import { type Body, errorMessage } from './body.ts';

const LONGEST_MESSAGE = 500;

/** What was asked, without the long list of fields and without the offset, which is a token of a kind. */
export function describeRequest(path: string, query: string): string {
  const parts = query.split('&').filter((part) => part !== '' && !part.startsWith('opt_fields='));
  const shown = parts.map((part) => (part.startsWith('offset=') ? 'offset=…' : part));
  return `GET ${path}${shown.length === 0 ? '' : `?${shown.join('&')}`}`;
}

/**
 * What came back, in Asana's words where it has any; no header is ever shown.
 * @param key the key of the config by which it was asked there
 */
export function describeAnswer(status: number, body: Body, key = 'api_url'): string {
  const message = errorMessage(body);
  // Where it leads is not shown: a login page's address may hold anything.
  const isRedirect = status >= 300 && status < 400;
  const hint = isRedirect || (status === 404 && body.kind === 'html') ? ` Is ${key} right?` : '';
  if (message !== '') return `was answered ${status}: ${sentence(cut(message))}${hint}`;
  if (body.kind === 'html') return `was answered ${status} with HTML, which does not come from Asana's API.${hint}`;
  if (isRedirect) return `was answered ${status}, a redirect, which Asana's API does not make.${hint}`;
  if (status >= 200 && status < 300) return `was answered ${status} with a body that is not what was asked for.`;
  return `was answered ${status}.`;
}

/** Asana's messages end with a full stop or without one ('Not Authorized'); what to do about it follows. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Between two words: half a token, should an answer repeat one, would not be known for one where the log masks them. */
function cut(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE).replace(/\S*$/, '')}…`;
}
