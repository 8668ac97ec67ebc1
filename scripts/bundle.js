// The last step of `npm run build`: puts the program's two hundred modules into a few files. Node takes almost a millisecond
// for each module it loads, and Meltano starts the program twice for each sync.
import { isAbsolute, join } from 'node:path';
import { build } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');

await build({
  input: join(ROOT, 'dist', 'cli', 'main.js'),
  platform: 'node',
  // Packages stay packages: they are installed beside the program.
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
  logLevel: 'warn',
  output: {
    // As deep as the modules that look for `schemas/`.
    dir: join(ROOT, 'dist', 'bundle'),
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Each with what it imports that is in none before: left to itself, rolldown makes a file of each module that two of the
    // commands share, and a sync loads twenty.
    codeSplitting: {
      groups: [
        { name: 'start', test: /cli\/main\.js$/, priority: 3 },
        { name: 'discover', test: /cli\/(discover-command|about-facts)\.js$/, priority: 2 },
        { name: 'sync', test: /cli\/sync-command\.js$/, priority: 1 },
      ],
    },
  },
});
