/** How a value is read before it is checked: settings also arrive as text, from the environment and from Meltano. */
export type SettingKind = 'text' | 'number' | 'boolean' | 'gids' | 'columns';

/** A key of the config. */
export interface Setting {
  readonly kind: SettingKind;
  readonly title: string;
  /** For the docs. */
  readonly description: string;
  /** Completes "expected …" when a value is refused. */
  readonly expected: string;
  /** What is checked, as JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default?: unknown;
  /** Never shown, logged or echoed. */
  readonly secret?: true;
}
