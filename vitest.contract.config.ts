import { defineConfig } from 'vitest/config';

/** Asana's own word: needs the tools in spec/, and is run by `npm run test:contract` alone. */
export default defineConfig({
  test: {
    include: ['tests/contract/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
