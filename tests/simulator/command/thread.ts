import { parentPort, workerData } from 'node:worker_threads';
import type { Played } from '../play/play.ts';
import type { Invocation } from './arguments.ts';
import { playSeed } from './play-seed.ts';

/** What a thread says: a line for people, or what came of the seed it was given. */
export type Told = { readonly line: string } | { readonly played: Played };

const invocation = workerData as Invocation;
const say = (told: Told) => parentPort?.postMessage(told);

// What a listener's promise is rejected with ends the thread, and reaches the main one as its error.
parentPort?.on('message', async (seed: number) => {
  say({ played: await playSeed(seed, invocation, (line) => say({ line })) });
});
