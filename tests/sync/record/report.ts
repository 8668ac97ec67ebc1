import type { RecordReport } from '../../../src/sync/record/report.ts';

/** A report that only remembers. */
export interface Remembered extends RecordReport {
  readonly rules: string[];
  readonly unknownPaths: string[];
  dropped: number;
}

export function rememberingReport(): Remembered {
  return {
    rules: [],
    unknownPaths: [],
    dropped: 0,
    repaired(_stream, rule) {
      this.rules.push(rule);
    },
    unknown(_stream, path) {
      this.unknownPaths.push(path);
    },
    keyless() {
      this.dropped += 1;
    },
  };
}
