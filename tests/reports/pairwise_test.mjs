import assert from 'node:assert';
import {test} from 'node:test';

import {allCombinations, covered, pairwise} from './pairwise.mjs';

const FACTORS = {
  state: ['verified', 'wrong', 'rehearsal', 'limits', 'consistent'],
  language: ['en', 'uk', 'fr', 'de'],
  width: [320, 390, 768, 1280],
  motion: ['any', 'reduced'],
  paper: ['A4', 'Letter'],
};
const names = Object.keys(FACTORS);
const pairsOf = (rows) => new Set(rows.flatMap((row) => covered(names, row)));

test('every two values of two factors meet', () => {
  const every = pairsOf(allCombinations(FACTORS)), found = pairsOf(pairwise(FACTORS));
  assert.equal(every.size, 5 * 4 + 5 * 4 + 5 * 2 + 5 * 2 + 4 * 4 + 4 * 2 + 4 * 2 + 4 * 2 + 4 * 2 + 2 * 2);
  assert.deepEqual([...every].filter((key) => !found.has(key)), []);
});

test('rows have a value of each factor, no row comes twice, and they are few', () => {
  const rows = pairwise(FACTORS);
  for (const row of rows)
    for (const name of names) assert(FACTORS[name].includes(row[name]));
  assert.equal(new Set(rows.map((row) => JSON.stringify(row))).size, rows.length);
  assert(
      rows.length >= 20 && rows.length <= 28, `${rows.length} rows; the two largest factors have 20 pairs`);
});

test('the rows are the same each time', () => {
  assert.deepEqual(pairwise(FACTORS), pairwise(FACTORS));
});

test('one factor alone has no pairs, and all combinations are all', () => {
  assert.deepEqual(pairwise({width: [320, 390]}), []);
  assert.equal(allCombinations(FACTORS).length, 5 * 4 * 4 * 2 * 2);
});
