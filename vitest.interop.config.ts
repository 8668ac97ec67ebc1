import { defineConfig } from 'vitest/config';

/** Real targets, Meltano and PostgreSQL: `npm run test:interop` alone, after a build. */
export default defineConfig({
  test: {
    include: ['tests/interop/**/*.interop.ts'],
    globalSetup: ['tests/interop/environment.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Two cores: a second file at a time costs nothing, a third one only time.
    maxWorkers: 2,
  },
});
