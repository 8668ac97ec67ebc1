import { AdaptivePace } from './adaptive-pace.ts';
import { fixedPace, type Pace } from './pace.ts';

/** @param requestsPerMinute what the config says; undefined: the pace finds out by itself what Asana takes */
export function createPace(requestsPerMinute: number | undefined): Pace {
  return requestsPerMinute === undefined ? new AdaptivePace() : fixedPace(requestsPerMinute);
}
