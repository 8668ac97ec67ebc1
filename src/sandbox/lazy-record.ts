/** A record whose values are worked out when they are first asked for, each once; to copy or serialize it asks for all. */
export function lazyRecord<const Name extends string, T>(
  names: readonly Name[],
  make: (name: Name) => T,
): Readonly<Record<Name, T>> {
  const made = new Map<Name, T>();
  const record = {};
  for (const name of names) {
    Object.defineProperty(record, name, {
      enumerable: true,
      get(): T | undefined {
        if (!made.has(name)) made.set(name, make(name));
        return made.get(name);
      },
    });
  }
  return record as Readonly<Record<Name, T>>;
}
