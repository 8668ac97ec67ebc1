/** A JSON Schema as this program writes it: one type or a nullable one, nested objects and typed arrays, nothing else. */
export interface PropertySchema {
  readonly type: string | readonly string[];
  readonly format?: 'date-time' | 'date';
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly items?: PropertySchema;
  /**
   * How the property is asked for in `opt_fields`, where it is not by its leaves: `bare` asks for the object by its own
   * name (Asana's specification lists no name below it, so it answers with the compact form), `none` never asks.
   */
  readonly 'x-ask'?: 'bare' | 'none';
}

export interface ObjectSchema extends PropertySchema {
  readonly properties: Readonly<Record<string, PropertySchema>>;
}
