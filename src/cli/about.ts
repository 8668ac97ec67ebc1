import { aboutFacts } from './about-facts.ts';
import { aboutMarkdown } from './about-markdown.ts';
import { aboutText } from './about-text.ts';
import type { AboutFormat } from './invocation.ts';

/** @returns the document that `--about` prints */
export function about(format: AboutFormat): string {
  const facts = aboutFacts();
  switch (format) {
    case 'json':
      return JSON.stringify(facts, null, 2);
    case 'markdown':
      return aboutMarkdown(facts);
    case 'text':
      return aboutText(facts);
  }
}
