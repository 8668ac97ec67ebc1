import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { systemClock } from '../clock.ts';
import type { Io } from './io.ts';

/** @returns the process as it is */
export function processIo(): Io {
  // stdout carries Singer messages and nothing else, whatever a dependency wants to say.
  globalThis.console = new Console(process.stderr, process.stderr);
  return {
    argv: process.argv.slice(2),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    pid: process.pid,
    clock: systemClock,
    random: Math.random,
    readFile: (path) => readFileSync(path, 'utf8'),
    onSignal(signal, handler) {
      process.on(signal, handler);
      return () => process.off(signal, handler);
    },
    onCrash(handler) {
      process.on('uncaughtException', handler);
      process.on('unhandledRejection', handler);
    },
    exitAfter(ms, code, last = () => {}) {
      const exit = () => {
        last();
        process.exit(code);
      };
      // Not a reason to stay: whoever is done before leaves before.
      setTimeout(exit, ms).unref();
    },
  };
}
