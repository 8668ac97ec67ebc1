/** A change of the API that Asana announces. */
export interface Change {
  readonly name: string;
  /** Asana says that this request will be affected; 'If your request is not affected, we will not claim `affected=false`.' */
  readonly isAffected: boolean;
}

/**
 * Reads `Asana-Change: name=…;info=URL[;affected=true]`, which may be repeated (Asana docs, 'Deprecations').
 * @param header all of them, joined by commas as `Headers` does
 */
export function parseChanges(header: string | null): Change[] {
  if (header === null) return [];
  return header.split(',').flatMap((change) => {
    const name = /\bname=([^;,\s]+)/.exec(change)?.[1];
    return name === undefined ? [] : [{ name, isAffected: /\baffected=true\b/.test(change) }];
  });
}
