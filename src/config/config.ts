import type { CustomFieldColumn } from './columns.ts';

/** How the tap proves who it is. */
export type Credentials =
  | { readonly kind: 'token'; readonly accessToken: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
      readonly redirectUri: string;
      /** The config file the refresh token came from, where a new one is written back; absent if it came from ENV. */
      readonly file?: string;
    };

/** A run's settings, checked and frozen; every key has its default filled in. */
export interface Config {
  readonly credentials: Credentials;
  /** RFC 3339 with milliseconds and Z, or absent: from the beginning. */
  readonly startDate?: string;
  /** gids; empty means all. */
  readonly workspaces: readonly string[];
  /** gids; empty means all. */
  readonly projects: readonly string[];
  readonly includeArchivedProjects: boolean;
  readonly includeAssignedTasks: boolean;
  readonly includeEnumOptions: boolean;
  readonly subtaskSweepHours: number;
  readonly customFieldColumns: Readonly<Record<string, CustomFieldColumn>>;
  readonly pageSize: number;
  readonly maxConcurrentRequests: number;
  /** Absent: the tap finds the pace out by itself. */
  readonly requestsPerMinute?: number;
  /** Seconds. */
  readonly requestTimeout: number;
  readonly lookbackSeconds: number;
  readonly emitActivateVersionMessages: boolean;
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly userAgent: string;
}
