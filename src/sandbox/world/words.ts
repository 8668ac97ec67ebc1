import { draw } from './draw.ts';
import type { Kind } from './gid.ts';

const VERBS = [
  'Draft',
  'Review',
  'Ship',
  'Plan',
  'Fix',
  'Measure',
  'Translate',
  'Prüfen',
  'Réviser',
  '確認',
  'Test',
  'Call',
];
const THINGS = [
  'the launch',
  'the café menu',
  'invoice № 7',
  'onboarding',
  'the “beta” page',
  'API limits',
  'the budget',
  'data export',
  'the 東京 office',
  'customer survey',
  'naïve retry',
  'the roadmap',
];
const EMOJI = ['🚀', '🧪', '👩‍💻', '🏳️‍🌈', '✅', '🎉'];
const FIRST = [
  'Ana',
  'Bjørn',
  'Chloë',
  'Dmitri',
  'Eun-ji',
  'Fatima',
  'Gül',
  'Hana',
  'Íñigo',
  'João',
  'Kwame',
  'Łucja',
  'محمد',
  '美咲',
];
const LAST = [
  'Ortega',
  'Ångström',
  'O’Brien',
  'Nakamura',
  'Štěpánek',
  'Abdullahi',
  'Smith',
  'de la Cruz',
  'Müller',
  'Nguyễn',
];
const PARTS = ['Marketing', 'Platform', 'Design', 'Finance', 'Support', 'Growth', 'Sécurité', 'Operations', '研究'];

/** One of the given words, by hash. */
export function choose<T>(words: readonly [T, ...T[]] | readonly T[], by: number): T {
  return words[by % words.length] as T;
}

/** A short name like a person would type: now and then with an emoji, accents or another script. */
export function titleOf(seed: number, kind: Kind, index: number): string {
  const by = draw(seed, kind, index, 2);
  const title = `${choose(VERBS, by)} ${choose(THINGS, by >>> 8)}`;
  return by % 11 === 0 ? `${title} ${choose(EMOJI, by >>> 16)} ${index + 1}` : `${title} ${index + 1}`;
}

/** A person's name; every 17th user is known by an email address alone, as Asana shows invited people. */
export function personOf(seed: number, index: number): { name: string; email: string } {
  const by = draw(seed, 'user', index, 2);
  const email = `user${index + 1}@example.com`;
  return { name: index % 17 === 16 ? email : `${choose(FIRST, by)} ${choose(LAST, by >>> 8)}`, email };
}

/** A department-like word for teams, projects and portfolios. */
export function departmentOf(seed: number, kind: Kind, index: number): string {
  return `${choose(PARTS, draw(seed, kind, index, 3))} ${index + 1}`;
}

/** The notes of a task: mostly one or two sentences, often none, one in fifty a few pages long. */
export function notesOf(seed: number, kind: Kind, index: number): string {
  const by = draw(seed, kind, index, 4);
  if (by % 3 === 0) return '';
  const sentence = `${titleOf(seed, kind, index + 1)}; “see” <also> & ask ${choose(FIRST, by >>> 4)}.\u2028Next line.`;
  return by % 50 === 1 ? `${sentence}\n`.repeat(60) : sentence;
}

/** Asana's rich text: XML in `<body>` (guide "Rich text"). */
export function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<body>${escaped}</body>`;
}
