// The cases of report_layout_test.mjs: which pages are looked at, how, and which checks depend on what.
import {readdirSync} from 'node:fs';

import * as checks from './checks.mjs';
import {allCombinations, pairwise} from './pairwise.mjs';
import {pictures} from './pictures.mjs';
import {PAPERS, print} from './print.mjs';

// 320 px is also a page of 1280 px at 400 %.
const HOW = {
  width: [320, 390, 768, 1280],
  colours: Object.keys(checks.COLOURS),
  motion: ['any', 'reduced'],
  text: ['plain', 'spaced'],
  paper: Object.keys(PAPERS)
};

// What a check depends on besides the state: it is not repeated with the same values.
export const CHECKS = [
  {name: 'layout', run: checks.layout, by: ['language', 'width', 'text']},
  {name: 'motion', run: checks.motion, by: ['language', 'motion']},
  {name: 'accessibility', run: checks.accessibility, by: ['language', 'width']},
  {name: 'contrast', run: checks.contrast, by: ['colours']},
  {name: 'keyboard', run: checks.keyboard, by: ['language', 'width']},
  {name: 'pictures', run: pictures, by: ['width', 'colours']},
  {name: 'print', run: print, by: ['language', 'paper']},
];

// Without --whole, reports of tables are looked at in fewer ways, and states that are much like others not at all.
const HOW_TABLES = {
  ...HOW,
  width: [320, 1280],
  colours: ['light', 'dark', 'forced dark']
};
const SELDOM = ['incomplete-ceremony', 'incomplete-country', 'verified-small', 'wrong-receipt'];

// makeCases gives pairwise cases, or all, of the samples in a folder. Reports of tables are in English alone.
export function makeCases(folder, {whole}) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
  const states = [...new Set(names.map((name) => name.split('.')[0]))];
  const isTable = (state) => state.startsWith('table-');
  const records = {
    state: states.filter((state) => !isTable(state)),
    language: ['en', 'uk', 'fr', 'de'],
    ...HOW
  };
  const tables = {state: states.filter(isTable), language: ['en'], ...HOW};
  if (whole) return [...allCombinations(records), ...allCombinations(tables)];
  const usual = records.state.filter((state) => !SELDOM.includes(state));
  return [...pairwise({...records, state: usual}), ...pairwise({...tables, ...HOW_TABLES})];
}

export const caseName = (c) => `${c.state}.${c.language} ${c.width} px, ${c.colours}, ${
    c.motion === 'reduced' ? 'reduced motion, ' : ''}${c.text}, ${c.paper}`;

// Once tells which checks of a case were not done with the same values yet.
export class Once {
  #done = new Set();
  take(c) {
    return CHECKS.filter((check) => {
      const key = JSON.stringify([check.name, c.state, ...check.by.map((name) => c[name])]);
      return !this.#done.has(key) && this.#done.add(key);
    });
  }
}

// Known are the faults of known.json: {check, at, why}, * in at for anything. A line that is not met is told.
export class Known {
  #lines;
  constructor(lines) {
    const pattern = (at) => new RegExp(
        '^' + at.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*') + '$');
    this.#lines = lines.map((line) => ({line, pattern: pattern(line.at), met: false}));
  }
  has({check, at}) {
    const found = this.#lines.filter((known) => known.line.check === check && known.pattern.test(at));
    for (const known of found) known.met = true;
    return found.length > 0;
  }
  notMet() {
    return this.#lines.filter((known) => !known.met).map(({line}) => `${line.check}: ${line.at}`);
  }
}

// grouped are findings in a few lines: one for each check and kind of element, with its first example.
export function grouped(found) {
  const groups = new Map();
  for (const {name, finding} of found) {
    const key = `${finding.check} | ${finding.at}`,
          group = groups.get(key) ?? {names: new Set(), example: `${name}: ${finding.detail}`};
    groups.set(key, group);
    group.names.add(name);
  }
  return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, {names, example}]) => `${key} | ${names.size} cases | ${example}`);
}
