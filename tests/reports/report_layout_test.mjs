// Looks at the reports that report_samples writes, with Chromium: at widths from 320 px on, in all colours, by keyboard,
// by axe's rules, and printed. A pairwise part of all states, languages and ways to look; all of them with --whole.
//
// usage: report_layout_test.mjs REPORT_SAMPLES [--whole] [--only REGULAR_EXPRESSION] [--list]
import assert from 'node:assert';
import {readFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {parseArgs} from 'node:util';

import {makeSamples, openBrowser, whatIsMissing} from './browser.mjs';
import {caseName, grouped, Known, makeCases, Once} from './cases.mjs';
import {openPage} from './checks.mjs';

const {values: options, positionals: [program]} = parseArgs({
  allowPositionals: true,
  options: {whole: {type: 'boolean'}, only: {type: 'string'}, list: {type: 'boolean'}}
});
const missing = whatIsMissing(['chromium', 'pdftotext']);
if (!program || missing) {
  console.error(`report_layout_test: ${missing ?? 'say which program makes the samples'}`);
  process.exit(1);
}

const samples = makeSamples(program);
const known = new Known(JSON.parse(readFileSync(new URL('known.json', import.meta.url), 'utf8')));
const cases = makeCases(samples, options).filter((c) => new RegExp(options.only ?? '').test(caseName(c)));
// Each with the checks that no case before it has made with the same values.
const once = new Once();
const work = cases.map((c) => ({c, due: once.take(c)})).filter(({due}) => due.length > 0);
const found = [];
let browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  if (options.list) console.log(grouped(found).join('\n'));
});

async function look({c, due}, number) {
  const open = await openPage(browser, path.join(samples, `${c.state}.${c.language}.html`), c);
  try {
    const findings = [];
    for (const check of due)
      findings.push(...await check.run(open.page, c, path.join(samples, `${number}.pdf`)));
    return [...open.findings, ...findings];
  } finally {
    await open.close();
  }
}

test('reports', {concurrency: Math.min(4, os.cpus().length)}, async (t) => {
  await Promise.all(work.map((piece, number) => t.test(caseName(piece.c), async () => {
    const all = (await look(piece, number)).map((finding) => ({name: caseName(piece.c), finding}));
    found.push(...all);
    const news = all.filter(({finding}) => !known.has(finding));
    assert.equal(news.length, 0, grouped(news).join('\n'));
  })));
});

test('each line of known.json is a fault that is still there', {skip: options.only !== undefined}, () => {
  assert.deepEqual(known.notMet(), [], 'delete these lines of tests/reports/known.json');
});
