import { isObject } from '../json/is-object.ts';

/**
 * People keep the last line that the tap wrote instead of what the target wrote: the same, one layer deeper.
 * @param json what is in a state file
 * @returns the state
 */
export function unwrapState(json: unknown): unknown {
  return isObject(json) && json['type'] === 'STATE' && 'value' in json ? json['value'] : json;
}
