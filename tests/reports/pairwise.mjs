// Pairwise: of all combinations of values, few in which every two values of two factors meet. Deterministic.

// allCombinations are all of them; factors is {name: [value, ...]}.
export function allCombinations(factors) {
  return Object.entries(factors).reduce(
      (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({...row, [name]: value}))),
      [{}]);
}

// pairKey names two values that meet; the names come in the order of the factors.
const pairKey = (a, x, b, y) => JSON.stringify([a, x, b, y]);

function openPairs(factors) {
  const names = Object.keys(factors), open = new Map();
  names.forEach((a, i) => names.slice(i + 1).forEach((b) => {
    for (const x of factors[a])
      for (const y of factors[b]) open.set(pairKey(a, x, b, y), {[a]: x, [b]: y});
  }));
  return open;
}

// covered are the keys of the pairs that a row, whole or not, has.
export function covered(names, row) {
  const has = names.filter((name) => name in row);
  return has.flatMap((a, i) => has.slice(i + 1).map((b) => pairKey(a, row[a], b, row[b])));
}

// gain is how many open pairs a row would have more with a value.
function gain(names, row, name, value, open) {
  return covered(names, {...row, [name]: value}).filter((key) => open.has(key)).length;
}

// pairwise begins each row with the first pair that is open, and gives every other factor the value that meets most
// open pairs, or of several the one that has met the row's other values least.
export function pairwise(factors) {
  const names = Object.keys(factors), open = openPairs(factors), met = new Map(), rows = [];
  const usual = (row) => covered(names, row).reduce((sum, key) => sum + (met.get(key) ?? 0), 0);
  while (open.size > 0) {
    const row = {...open.values().next().value};
    for (const name of names.filter((n) => !(n in row))) {
      const [best] = factors[name]
                         .map((value) => ({
                                value,
                                gain: gain(names, row, name, value, open),
                                usual: usual({...row, [name]: value})
                              }))
                         .sort((a, b) => b.gain - a.gain || a.usual - b.usual);
      row[name] = best.value;
    }
    for (const key of covered(names, row)) {
      open.delete(key);
      met.set(key, (met.get(key) ?? 0) + 1);
    }
    rows.push(Object.fromEntries(names.map((name) => [name, row[name]])));
  }
  return rows;
}
