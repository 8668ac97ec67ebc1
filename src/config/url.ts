/** 127.0.0.0/8 and ::1 as WHATWG writes them, and the name that stands for them. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether the token may be sent there: https, or a stand-in on this machine. Nothing but a base may be given, since
 * paths and parameters are added to it.
 */
export function isAllowedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/**
 * @param url one that `isAllowedUrl`
 * @returns the same as WHATWG writes it, so that a path added to it makes a request's URL without another look; no
 *   slashes at its end
 */
export function baseUrl(url: string): string {
  // Not `href`: it keeps a `?` or a `#` that has nothing behind it.
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
