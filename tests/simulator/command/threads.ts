import { Worker } from 'node:worker_threads';
import type { Played } from '../play/play.ts';
import type { Invocation } from './arguments.ts';
import type { Told } from './thread.ts';

/** What threads get, and where what they bring goes. */
export interface Table {
  /** The next seed; undefined when there is none. */
  readonly deal: () => number | undefined;
  readonly played: (played: Played) => void;
  readonly write: (line: string) => void;
}

/**
 * Plays seeds in several threads. Each has the program to itself, since a rule that is switched off changes its code.
 * @throws what a thread throws; the others are ended then
 */
export async function playInThreads(count: number, invocation: Invocation, table: Table): Promise<void> {
  const threads = Array.from({ length: count }, () => open(invocation));
  try {
    await Promise.all(threads.map((thread) => serve(thread, table)));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** The file beside this one, as it is here: built, or in TypeScript where Node takes that. */
function open(invocation: Invocation): Worker {
  const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  return new Worker(new URL(`./thread${ending}`, import.meta.url), { workerData: invocation });
}

function serve(thread: Worker, { deal, played, write }: Table): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const seed = deal();
      if (seed === undefined) resolve();
      else thread.postMessage(seed);
    };
    thread.on('message', (told: Told) => {
      if ('line' in told) {
        write(told.line);
        return;
      }
      played(told.played);
      next();
    });
    thread.on('error', reject);
    next();
  });
}
