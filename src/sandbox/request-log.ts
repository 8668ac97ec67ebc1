/** One request as it was answered. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The status answered; 0 where the connection was reset or never answered. */
  readonly status: number;
  /** Epoch ms by the sandbox's clock. */
  readonly at: number;
  /** Requests of the same token in flight, this one included; 0 where nobody counts them. */
  readonly inFlight: number;
}

/** The requests a sandbox has seen, in order. */
export interface RequestLog {
  /** The requests kept: the newest `cap`. */
  readonly requests: readonly LoggedRequest[];
  add(request: LoggedRequest): void;
  reset(): void;
  /** How many there were in all, by status and by endpoint (`GET /api/1.0/tasks/{gid}/stories`), kept or not. */
  counts(): {
    readonly total: number;
    readonly byStatus: Readonly<Record<string, number>>;
    readonly byEndpoint: Readonly<Record<string, number>>;
    readonly maxInFlight: number;
  };
}

/** A log that keeps at most `cap` requests and counts them all; 0 only counts. */
export function createRequestLog(cap: number): RequestLog {
  const requests: LoggedRequest[] = [];
  const byStatus = new Map<number, number>();
  const byEndpoint = new Map<string, number>();
  let total = 0;
  let maxInFlight = 0;
  return {
    requests,
    add(request) {
      total += 1;
      byStatus.set(request.status, (byStatus.get(request.status) ?? 0) + 1);
      const endpoint = `${request.method} ${request.path.replace(/\/\d+(?=\/|$)/g, '/{gid}')}`;
      byEndpoint.set(endpoint, (byEndpoint.get(endpoint) ?? 0) + 1);
      maxInFlight = Math.max(maxInFlight, request.inFlight);
      if (cap === 0) return;
      requests.push(request);
      if (requests.length > cap) requests.shift();
    },
    reset() {
      requests.length = 0;
      byStatus.clear();
      byEndpoint.clear();
      total = 0;
      maxInFlight = 0;
    },
    counts: () => ({
      total,
      byStatus: Object.fromEntries(byStatus),
      byEndpoint: Object.fromEntries(byEndpoint),
      maxInFlight,
    }),
  };
}
