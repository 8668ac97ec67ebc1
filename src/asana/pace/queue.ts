/** A place in a queue; given back to leave it. */
export interface Place<T> {
  readonly item: T;
}

interface Link<T> extends Place<T> {
  before: Link<T> | undefined;
  after: Link<T> | undefined;
  isIn: boolean;
}

/** First in, first out, and anybody may leave from the middle: each in the same short time, however long it is. */
export class Queue<T> {
  #first: Link<T> | undefined;
  #last: Link<T> | undefined;

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** @returns the place, by which the item can leave before its turn */
  push(item: T): Place<T> {
    const link: Link<T> = { item, before: this.#last, after: undefined, isIn: true };
    if (this.#last === undefined) this.#first = link;
    else this.#last.after = link;
    this.#last = link;
    return link;
  }

  /** Takes out the first item; undefined if there is none. */
  shift(): T | undefined {
    const first = this.#first;
    if (first === undefined) return undefined;
    this.leave(first);
    return first.item;
  }

  /** Takes out an item before its turn; does nothing if it is out already. */
  leave(place: Place<T>): void {
    const link = place as Link<T>;
    if (!link.isIn) return;
    link.isIn = false;
    if (link.before === undefined) this.#first = link.after;
    else link.before.after = link.after;
    if (link.after === undefined) this.#last = link.before;
    else link.after.before = link.before;
  }
}
