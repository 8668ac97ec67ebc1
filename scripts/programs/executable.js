import { join } from 'node:path';

/** The tap as its users start it, once it is built. */
export const EXECUTABLE = join(import.meta.dirname, '..', '..', 'bin', 'tap-asana.js');
