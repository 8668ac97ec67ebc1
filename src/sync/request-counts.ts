import type { ClientEvents } from '../asana/client.ts';
import type { Counter, Metrics, Timer } from '../singer/metrics.ts';

/** Counts requests and how long they took, by stream, endpoint and status. There are few of these, and many requests. */
export function requestCounts(metrics: Metrics): ClientEvents['requested'] {
  const handles = new Map<string, { readonly count: Counter; readonly duration: Timer }>();
  return ({ stream, endpoint }, status, ms) => {
    const key = `${stream} ${status} ${endpoint}`;
    let handle = handles.get(key);
    if (handle === undefined) {
      handle = {
        count: metrics.counter('http_request_count', { stream, endpoint, http_status_code: status }),
        duration: metrics.timer('http_request_duration', { stream, endpoint }),
      };
      handles.set(key, handle);
    }
    handle.count.add();
    handle.duration.add(ms / 1000);
  };
}
