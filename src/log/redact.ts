const MASK = '***';

/** Below this length a "secret" would mask ordinary words and numbers everywhere; no token is as short. */
const SHORTEST_SECRET = 4;

/** Masks secrets in text, in every form in which they tend to get there. */
export class Redactor {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;

  /** From now on this value is masked, also percent-encoded, form-encoded, in base64 and escaped in JSON. */
  add(secret: string): void {
    if (secret.length < SHORTEST_SECRET) return;
    for (const form of formsOf(secret)) this.#forms.add(form);
    // Longest first, or a form that begins like another would leave the rest of it behind.
    const ordered = [...this.#forms].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(ordered.map(escapeRegExp).join('|'), 'g');
  }

  /** @returns the text with every known secret as `***` */
  apply(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, MASK);
  }
}

function formsOf(secret: string): string[] {
  // A lone surrogate cannot be encoded, and must not end a run either.
  const percent = encodeURIComponent(secret.toWellFormed());
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const forms = [secret, percent, form, lowerCasePercent(percent), lowerCasePercent(form)];
  forms.push(JSON.stringify(secret).slice(1, -1), ...base64Cores(secret));
  return forms.filter((text) => text.length >= SHORTEST_SECRET);
}

function lowerCasePercent(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

/**
 * Base64 of a text that holds the secret somewhere (`id:secret` in Basic authentication) depends on where it starts, by
 * three: these are the parts that the secret alone decides, in both alphabets.
 */
function base64Cores(secret: string): string[] {
  const cores: string[] = [];
  for (const offset of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    cores.push(bytes.toString('base64').slice(first, last), bytes.toString('base64url').slice(first, last));
  }
  // A short piece of base64 is ordinary text.
  return cores.filter((core) => core.length >= 8);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
