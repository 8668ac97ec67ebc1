/// <reference lib="es2024.string" />
import type { Repaired } from './picker.ts';

const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * Takes out what stops targets: Postgres has no NUL in its texts, and half a surrogate pair is no UTF-8.
 * @returns the same text where there is nothing to take out, found out without copying it
 */
export function cleanText(text: string, repaired: Repaired): string {
  if (!text.includes('\0') && text.isWellFormed()) return text;
  repaired('text_cleaned');
  return text.replace(UNSTORABLE, '');
}
