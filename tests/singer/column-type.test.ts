import { expect, test } from 'vitest';
import { mainType } from '../../src/singer/column-type.ts';

test('the type of a schema is the one that is not null', () => {
  const types = ['string', ['null', 'integer'], ['string', 'null'], ['null']];
  expect(types.map((type) => mainType({ type }))).toEqual(['string', 'integer', 'string', 'null']);
});
