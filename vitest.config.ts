import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Tools of their own, or cores of their own: `npm run test:contract`, `npm run test:bench`.
    exclude: ['tests/contract/**', 'tests/bench/**'],
    testTimeout: 30_000,
    // Time and chance are injected everywhere, no test leaves anything behind in a module: loading them anew for each
    // of 150 files would cost a third of the whole.
    isolate: false,
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 90, branches: 90 },
    },
  },
});
