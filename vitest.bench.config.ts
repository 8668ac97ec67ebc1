import { defineConfig } from 'vitest/config';

/** What a run costs: `npm run test:bench` alone, after a build, with nothing beside it that takes the cores. */
export default defineConfig({
  test: {
    include: ['tests/bench/**/*.test.ts'],
    testTimeout: 180_000,
    // What another program does meanwhile passes; what was made slower or larger fails each time.
    retry: 2,
  },
});
