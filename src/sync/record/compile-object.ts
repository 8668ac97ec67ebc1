import type { Picker } from './picker.ts';

/** What an object is picked by. */
export interface ObjectPlan {
  /** The properties of the record, in its order. */
  readonly pickers: ReadonlyMap<string, Picker>;
  /** Names that may come without being picked: not selected, or asked for by the walk alone. */
  readonly passedOver: ReadonlySet<string>;
  /** Called for each other name. */
  readonly unknown: (name: string) => void;
}

type ObjectPicker = (object: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * Makes a function that gives an object with exactly the properties of the plan, null where there is nothing.
 *
 * It is code of its own for each plan. V8 remembers the shapes of objects by the place in the code that meets them; a
 * place that all plans share meets some sixty, remembers none, and takes four times as long for a row of Asana's.
 */
export function compileObject({ pickers, passedOver, unknown }: ObjectPlan): ObjectPicker {
  const reportUnknown = (object: Readonly<Record<string, unknown>>) => {
    for (const name in object) if (!pickers.has(name) && !passedOver.has(name)) unknown(name);
  };
  return makerOf([...pickers.keys()])([...pickers.values()], reportUnknown);
}

type Maker = (
  pickers: readonly Picker[],
  reportUnknown: (object: Readonly<Record<string, unknown>>) => void,
) => ObjectPicker;

const makers = new Map<string, Maker>();

/** People, for one, look the same wherever they are: V8 optimizes the code for them once, too. */
function makerOf(names: readonly string[]): Maker {
  const code = codeOf(names);
  let maker = makers.get(code);
  if (maker === undefined) {
    maker = new Function('pickers', 'reportUnknown', code) as Maker;
    makers.set(code, maker);
  }
  return maker;
}

/** Names get into the code as JSON texts, which are literals of JavaScript whatever is in them (ECMAScript 2019). */
function codeOf(names: readonly string[]): string {
  const each = (code: (name: string, index: number) => string) => names.map(code).join('\n');
  return `'use strict';
    const [${each((_, index) => `p${index},`)}] = pickers;
    return (object) => {
      let others = 0;
      for (const _ in object) others++;
      ${each((name, index) => `const v${index} = ${readOf(name)}; if (v${index} !== undefined) others--;`)}
      if (others !== 0) reportUnknown(object);
      return {
        ${each((name, index) => `${keyOf(name)}: v${index} === undefined ? null : p${index}(v${index}),`)}
      };
    };`;
}

/** Every object has a `constructor` and a `__proto__` that nobody gave it. */
function readOf(name: string): string {
  const literal = JSON.stringify(name);
  return name in Object.prototype
    ? `Object.hasOwn(object, ${literal}) ? object[${literal}] : undefined`
    : `object[${literal}]`;
}

/** Written plainly, `__proto__` would be the prototype. */
function keyOf(name: string): string {
  const literal = JSON.stringify(name);
  return name === '__proto__' ? `[${literal}]` : literal;
}
