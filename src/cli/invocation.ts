import type { SandboxFlags } from './sandbox-flags.ts';

export type AboutFormat = 'json' | 'markdown' | 'text';

/** What the user asked for, and what is to be said of flags that do nothing. */
export type Invocation = Asked & { readonly warnings?: readonly string[] };

export type Asked =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'about'; readonly format: AboutFormat }
  | { readonly kind: 'discover'; readonly config: readonly string[] }
  | SyncInvocation
  | CheckInvocation
  | CheckFieldsInvocation
  | { readonly kind: 'sandbox'; readonly flags: SandboxFlags };

/** `tap-asana check`, about what a sync with the same files would do. */
export interface CheckInvocation extends Omit<SyncInvocation, 'kind' | 'test'> {
  readonly kind: 'check';
}

/** `tap-asana check --custom-fields`. */
export interface CheckFieldsInvocation {
  readonly kind: 'check-fields';
  readonly config: readonly string[];
}

export interface SyncInvocation {
  readonly kind: 'sync';
  /** Files, or `ENV`, in order. */
  readonly config: readonly string[];
  readonly catalog?: string;
  readonly state?: string;
  /** `records`: one a stream. `schema`: SCHEMA messages alone. */
  readonly test?: 'records' | 'schema';
}

/** The flags of a command line that has no subcommand. */
export interface Flags {
  readonly config?: readonly string[];
  readonly catalog?: string;
  readonly properties?: string;
  readonly state?: string;
  readonly discover?: true;
  readonly test?: true | 'schema';
  readonly about?: true;
  readonly format?: AboutFormat;
  readonly version?: true;
}

/** @returns what these flags ask for: the one that only informs wins */
export function choose(flags: Flags): Exclude<Asked, { kind: 'help' | 'sandbox' | 'check' | 'check-fields' }> {
  const { config = [], state, test } = flags;
  const catalog = flags.catalog ?? flags.properties;
  if (flags.version) return { kind: 'version' };
  if (flags.about) return { kind: 'about', format: flags.format ?? 'text' };
  if (flags.discover) return { kind: 'discover', config };
  return {
    kind: 'sync',
    config,
    ...(catalog !== undefined && { catalog }),
    ...(state !== undefined && { state }),
    ...(test !== undefined && { test: test === 'schema' ? 'schema' : 'records' }),
  };
}

/** @returns the same with a line for each flag that does nothing there: any combination parses (contract, 'Command line') */
export function withWarnings(asked: Asked, { format, catalog, properties }: Flags): Invocation {
  const { kind } = asked;
  const warnings: string[] = [];
  if (format !== undefined && kind !== 'about' && kind !== 'version') {
    warnings.push('--format does nothing without --about');
  }
  const readsCatalog = kind === 'sync' || kind === 'check';
  if (readsCatalog && catalog !== undefined && properties !== undefined && catalog !== properties) {
    warnings.push(`--catalog ${catalog} is read; --properties ${properties}, another name of that flag, is not`);
  }
  return warnings.length === 0 ? asked : { ...asked, warnings };
}
