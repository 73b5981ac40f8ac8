// Pictures of every report, and of letters, to be looked at by people: screens, paper, and sheets of several pages in
// one picture.
//
// usage: looks.mjs BIN OUT [--only REGULAR_EXPRESSION]    BIN has report_samples and letter_samples
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';

import {makeSamples, openBrowser, whatIsMissing} from './browser.mjs';
import {openPage} from './checks.mjs';

const SCREENS = {
  desk: {width: 1280, colours: 'light'},
  phone: {width: 390, colours: 'light'},
  narrow: {width: 320, colours: 'light'},
  dark: {width: 1280, colours: 'dark'},
};
const LONGEST = 12000;  // pixels of a page that a picture shows
// Sheets: columns and rows, and how large a picture is in them; what is longer is cut.
const SHEETS = {
  desk: {columns: 4, rows: 2, width: 400, height: 800},
  dark: {columns: 4, rows: 2, width: 400, height: 800},
  phone: {columns: 8, rows: 1, width: 200, height: 1500},
  narrow: {columns: 8, rows: 1, width: 200, height: 1500},
  paper: {columns: 4, rows: 2, width: 400, height: 570},
};

const {values: options, positionals: [bin, out]} =
    parseArgs({allowPositionals: true, options: {only: {type: 'string'}}});
const missing = whatIsMissing(['chromium', 'pdftoppm']);
if (!bin || !out || missing) {
  console.error(`looks: ${missing ?? 'say where the programs are and where the pictures go'}`);
  process.exit(1);
}
const to = (folder, name) => path.join(out, folder, name);
const isWanted = (name) => new RegExp(options.only ?? '').test(name);

// takeScreens gives the pictures' files by kind, in the order of the names.
async function takeScreens(browser, folder, name, taken) {
  for (const [kind, how] of Object.entries(SCREENS)) {
    const {page, close} =
        await openPage(browser, path.join(folder, `${name}.html`), {...how, motion: 'any', text: 'plain'});
    const height = Math.min(LONGEST, await page.evaluate(() => document.documentElement.scrollHeight));
    const file = to('screens', `${name}.${kind}.png`);
    await page.screenshot({path: file, fullPage: true, clip: {x: 0, y: 0, width: how.width, height}});
    await close();
    taken.push({kind, group: `${name.split('.')[1]}.${kind}`, name, file});
  }
}

async function takePaper(browser, folder, name) {
  const {page, close} = await openPage(
      browser, path.join(folder, `${name}.html`), {...SCREENS.desk, motion: 'any', text: 'plain'});
  await page.emulateMedia({media: 'print'});
  for (const format of ['A4', 'Letter']) {
    await page.pdf({
      path: to('paper', `${name}.${format}.pdf`),
      format,
      margin: {top: '10mm', bottom: '10mm', left: '10mm', right: '10mm'}
    });
  }
  await close();
}

// pagesOf makes pictures of the first pages of a PDF, for one sheet.
function pagesOf(pdf, most) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'constat-pages-'));
  execFileSync('pdftoppm', ['-r', '70', '-png', '-l', String(most), pdf, path.join(folder, 'page')]);
  const pages = readdirSync(folder).sort().map((file) => readFileSync(path.join(folder, file)));
  rmSync(folder, {recursive: true});
  return pages;
}

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

// makeSheet is a picture of pictures: {title, picture}.
async function makeSheet(browser, kind, pictures, file) {
  const {columns, width, height} = SHEETS[kind];
  const page = await browser.newPage({viewport: {width: columns * (width + 8) + 8, height: 400}});
  const figures = pictures.map(
      ({title, picture}) =>
          `<figure><figcaption>${escaped(title)}</figcaption><div><img src="data:image/png;base64,${
              picture.toString('base64')}"></div></figure>`);
  await page.setContent(
      `<!doctype html><style>body{margin:8px;background:#777;display:grid;gap:8px;grid-template-columns:repeat(${
          columns},${width}px);font:14px sans-serif}
figure{margin:0;background:#ffc}div{height:${height}px;overflow:hidden}img{width:100%}</style>${
          figures.join('')}`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({path: file, fullPage: true});
  await page.close();
}

// makeSheets puts pictures of a group on as many sheets as they need.
async function makeSheets(browser, taken) {
  for (const group of new Set(taken.map((picture) => picture.group))) {
    const all = taken.filter((picture) => picture.group === group), kind = all[0].kind;
    const most = SHEETS[kind].columns * SHEETS[kind].rows;
    for (let first = 0; first < all.length; first += most) {
      const pictures =
          all.slice(first, first + most).map(({name, file}) => ({title: name, picture: readFileSync(file)}));
      await makeSheet(browser, kind, pictures, to('sheets', `${group}.${1 + first / most}.png`));
    }
  }
}

async function makePaperSheet(browser, pdf, name) {
  const pages = pagesOf(pdf, SHEETS.paper.columns * SHEETS.paper.rows);
  await makeSheet(
      browser, 'paper', pages.map((picture, i) => ({title: `${name}, page ${i + 1}`, picture})),
      to('sheets', `${name}.paper.png`));
}

for (const folder of ['screens', 'paper', 'letters', 'sheets']) {
  rmSync(to(folder, ''), {recursive: true, force: true});
  mkdirSync(to(folder, ''), {recursive: true});
}
const browser = await openBrowser(), reports = makeSamples(path.join(bin, 'report_samples')), taken = [];
const names = readdirSync(reports).map((file) => file.replace(/\.html$/, '')).sort().filter(isWanted);
const waiting = [...names];
const work = async () => {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    await takeScreens(browser, reports, name, taken);
    await takePaper(browser, reports, name);
    await makePaperSheet(browser, to('paper', `${name}.A4.pdf`), name);
  }
};
await Promise.all([work(), work()]);
await makeSheets(browser, taken.sort((a, b) => (a.name < b.name ? -1 : 1)));

if (isWanted('letters')) {
  const letters = makeSamples(path.join(bin, 'letter_samples'));
  for (const paper of ['a4', 'us']) {
    copyFileSync(path.join(letters, `${paper}.pdf`), to('letters', `${paper}.pdf`));
    await makePaperSheet(browser, to('letters', `${paper}.pdf`), `letters-${paper}`);
  }
}
await browser.close();
const count = (folder) => readdirSync(to(folder, '')).length;
writeFileSync(
    path.join(out, 'README.txt'),
    'screens: STATE.LANGUAGE.KIND.png   paper: STATE.LANGUAGE.PAPER.pdf   sheets: several in one picture\n');
console.log(`${out}: ${count('sheets')} sheets in sheets/, ${count('screens')} pictures in screens/, ${
    count('paper')} reports in paper/, letters in letters/`);
