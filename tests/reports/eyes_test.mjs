// The eyes of report_layout_test.mjs see what they are for: each small page here has one fault, and the check that
// must tell.
//
// usage: eyes_test.mjs
import assert from 'node:assert';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {openBrowser, whatIsMissing} from './browser.mjs';
import {CHECKS, grouped, Known, Once} from './cases.mjs';
import {openPage} from './checks.mjs';

const missing = whatIsMissing(['chromium', 'pdftotext']);
if (missing) {
  console.error(`eyes_test: ${missing}`);
  process.exit(1);
}

const WORDS = 'These words are longer than the box that was made for them, by far and on purpose.';
function swatch(fill) {
  return `<li><svg aria-hidden="true" width="20" height="20"><rect width="20" height="20" fill="${
      fill}"/></svg> x</li>`;
}
// Check, what it must tell (nothing: the page is good), the page's body, the case.
const PAGES = {
  'a good page': ['layout', [], `<p>${WORDS}</p>`],
  'a good page by keyboard': [
    'keyboard', [],
    '<p><a href="#a">first</a> and <a href="#b">second</a></p><h2 id="a">A</h2><h2 id="b">B</h2>'
  ],
  'a good page for axe': ['accessibility', [], `<p>${WORDS} <a href="#a">a link</a></p><h2 id="a">A</h2>`],
  'a good page on paper': [
    'print', [],
    `<h2>Second</h2><p>${WORDS}</p><details open><summary>More</summary><p>${WORDS}</p></details>`
  ],
  'a page that scrolls sideways': ['layout', ['sideways'], `<p style="width:400px">${WORDS}</p>`],
  'a page whose text is cut at its side':
      ['layout', ['sideways'], `<style>body{overflow-x:hidden}</style><p style="width:400px">${WORDS}</p>`],
  'a wide table alone': ['layout', ['sideways'], `<table><tr><td style="min-width:500px">${WORDS}</table>`],
  'a wide table that scrolls': [
    'layout', [],
    `<div style="overflow-x:auto" tabindex="0" role="region" aria-label="Numbers"><table><tr><td style="min-width:500px">${
        WORDS}</table></div>`
  ],
  'what scrolls and has no focus': [
    'layout', ['scroller'],
    `<div style="overflow-x:auto" role="region" aria-label="Numbers"><p style="width:500px">${
        WORDS}</p></div>`
  ],
  'what scrolls and has no name': [
    'layout', ['scroller'],
    `<div style="overflow-x:auto" tabindex="0"><p style="width:500px">${WORDS}</p></div>`
  ],
  'text that is cut': ['layout', ['cut'], `<p style="height:1em;overflow:hidden">${WORDS}</p>`],
  'text for ears alone':
      ['layout', [], `<p style="position:absolute;width:1px;height:1px;overflow:hidden">${WORDS}</p>`],
  'text that leaves its box': [
    'layout', ['outside'],
    `<div style="width:60px;border:1px solid"><span style="white-space:nowrap">${
        WORDS.slice(0, 20)}</span></div>`
  ],
  'text over text':
      ['layout', ['overlap'], '<p>The first line</p><p style="margin-top:-2.1em">The second one</p>'],
  'small text': ['layout', ['small-text'], '<p style="font-size:11px">small</p>'],
  'small text in a picture': [
    'layout', ['small-text'],
    '<svg width="100" height="100" viewBox="0 0 200 200"><text x="20" y="60" font-size="20">s</text></svg>'
  ],
  'a heading too deep': ['layout', ['headings'], '<h3>Third</h3>'],
  'two titles': ['layout', ['headings'], '<h1>Again</h1>'],
  'another language': ['layout', ['lang'], '', {language: 'uk'}],
  'no language tag': ['layout', ['lang'], '<p lang="english_UK">x</p>'],
  'what moves': ['motion', ['motion'], '<a href="#a" style="transition:color 1s">x</a>', {motion: 'reduced'}],
  'weak contrast': ['contrast', ['axe color-contrast'], '<p style="color:#aaa">grey</p>'],
  'weak contrast in the dark': [
    'contrast', ['axe color-contrast'],
    '<style>@media (prefers-color-scheme:dark){body{background:#000;color:#333}h1{color:#fff}}</style><p>dark words</p>',
    {colours: 'dark'}
  ],
  'weak contrast in a picture': [
    'contrast', ['pale text'],
    '<svg aria-hidden="true" width="100" height="40"><text y="20" fill="#aaa">grey words</text></svg>'
  ],
  'small targets': [
    'accessibility', ['axe target-size'],
    '<button style="width:15px;height:15px;padding:0;border:0">a</button><button style="width:15px;height:15px;padding:0;border:0">b</button>'
  ],
  'another order of focus':
      ['keyboard', ['keyboard'], '<a href="#a">first</a> <a href="#a" tabindex="1">second</a>'],
  'no ring': ['keyboard', ['keyboard'], '<a href="#a" style="outline:none">x</a>'],
  'a weak ring': ['keyboard', ['keyboard'], '<a href="#a" style="outline:3px solid #ddd">x</a>'],
  'a focus that is covered': [
    'keyboard', ['keyboard'], '<a href="#a">x</a><div style="position:fixed;inset:0;background:#fff"></div>'
  ],
  'a focus that jumps up': [
    'keyboard', ['keyboard'],
    '<div style="display:flex;flex-direction:column-reverse"><a href="#a">x</a><a href="#a">y</a></div>'
  ],
  'marks that are alike in grey':
      ['pictures', ['swatches'], `<ul>${swatch('#c00')}${swatch('#2c2c2c')}</ul>`],
  'marks that differ in grey': ['pictures', [], `<ul>${swatch('#000')}${swatch('#bbb')}</ul>`],
  'a symbol that is not seen': [
    'pictures', ['icons'], '<svg width="40" height="40"><circle cx="20" cy="20" r="15" fill="#ccc"/></svg>'
  ],
  'a symbol that is seen':
      ['pictures', [], '<svg width="40" height="40"><circle cx="20" cy="20" r="15" fill="#777"/></svg>'],
  'a pale layer of a larger picture, which is no symbol': [
    'pictures', [],
    '<svg width="300" height="200"><svg width="40" height="40"><circle cx="20" cy="20" r="15" fill="#ccc"/></svg></svg>'
  ],
  'a symbol that is not seen in the dark': [
    'pictures', ['icons'],
    '<style>@media (prefers-color-scheme:dark){body{background:#000}}</style><svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>',
    {colours: 'dark'}
  ],
  'closed details on paper':
      ['print', ['closed'], `<details><summary>More</summary><p>${WORDS}</p></details>`],
  'details that a style opens on paper': [
    'print', [],
    `<style>@media print{details::details-content{content-visibility:visible;height:auto}}</style><details><summary>More</summary><p>${
        WORDS}</p></details>`
  ],
  'text at the edge of the paper':
      ['print', ['print edge'], `<style>@page{margin:0}body{margin:0}</style><p>${WORDS}</p>`],
  'small text on paper':
      ['print', ['print small'], '<style>@media print{p{font-size:6pt}}</style><p>small</p>'],
  'text over text on paper': [
    'print', ['print overlap'],
    '<style>@media print{.b{margin-top:-2.1em}}</style><p>First line</p><p class="b">Second one</p>'
  ],
  'text that is not on paper': [
    'print', ['print lost'],
    `<style>@media print{.c{height:0;overflow:hidden}}</style><p class="c">Vanished</p><p>here</p>`
  ],
  'a page with the number of another':
      ['print', ['print number'], '<style>@page{margin:14mm;@bottom-right{content:"7 / 1";vertical-align:top}}</style><p>words</p>'],
  'a heading alone at the foot':
      ['print', ['print heading'], `<h2>Lonely</h2><p style="break-before:page">${WORDS}</p>`],
};
const CASE = {
  language: 'en',
  width: 320,
  colours: 'light',
  motion: 'any',
  text: 'plain',
  paper: 'A4'
};

let browser, folder;
before(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(path.join(os.tmpdir(), 'constat-eyes-'));
  chmodSync(folder, 0o755);
});
after(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});

async function told(number, check, body, how) {
  const file = path.join(folder, `${number}.html`);
  writeFileSync(
      file,
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title><style>body{font:16px sans-serif}</style></head><body><main><h1>Title</h1>${
          body}</main></body></html>`);
  const open = await openPage(browser, file, how);
  const findings =
      await CHECKS.find(({name}) => name === check).run(open.page, how, path.join(folder, `${number}.pdf`));
  await open.close();
  return [...open.findings, ...findings];
}

test('each fault is told, and nothing else', {concurrency: 2}, async (t) => {
  await Promise.all(
      Object.entries(PAGES).map(([name, [check, expected, body, how]], number) => t.test(name, async () => {
        const findings = await told(number, check, body, {...CASE, ...how});
        assert.deepEqual(
            [...new Set(findings.map((finding) => finding.check))], expected, JSON.stringify(findings));
      })));
});

test('a page that asks for another file is told', async () => {
  const findings = await told('asks', 'motion', '<img src="other.png" alt="other">', CASE);
  assert(
      findings.some(({check, detail}) => check === 'request' && detail.endsWith('/other.png')),
      JSON.stringify(findings));
});

test('text may be spaced out by its reader', async () => {
  const body = '<div style="width:110px"><span style="white-space:nowrap">Twelve words</span></div>';
  const checks = async (text) =>
      (await told(text, 'layout', body, {...CASE, text})).map((finding) => finding.check);
  assert.deepEqual([await checks('plain'), await checks('spaced')], [[], ['outside']]);
});

test('what is known is told apart, and what is known no more is told', () => {
  const known = new Known([{check: 'cut', at: '*div.row p', why: 'x'}, {check: 'cut', at: '#a p', why: 'x'}]);
  assert(known.has({check: 'cut', at: '#regions div.row p'}));
  assert(
      !known.has({check: 'cut', at: '#regions div.row p.a'}) && !known.has({check: 'outside', at: '#a p'}));
  assert.deepEqual(known.notMet(), ['cut: #a p']);
});

test('a check is not repeated with the same values', () => {
  const once = new Once(),
        names = (how) => once.take({state: 's', ...CASE, ...how}).map((check) => check.name);
  assert.equal(names({}).length, CHECKS.length);
  assert.deepEqual(
      [names({}), names({paper: 'Letter'}), names({colours: 'dark'})],
      [[], ['print'], ['contrast', 'pictures']]);
});

test('findings are told in one line for each kind', () => {
  const lines =
      grouped([1, 2].map((n) => ({name: `page ${n}`, finding: {check: 'cut', at: 'p', detail: 'd'}})));
  assert.deepEqual(lines, ['cut | p | 2 cases | page 1: d']);
});
