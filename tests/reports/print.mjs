// What is checked of a page on paper: printed to PDF as people print, and read back by the boxes of its words.
import {execFile} from 'node:child_process';
import {rm} from 'node:fs/promises';
import {promisify} from 'node:util';

import {pictures} from './pictures.mjs';

const run = promisify(execFile);
const MM = 72 / 25.4;
export const PAPERS = {
  A4: [210 * MM, 297 * MM],
  Letter: [8.5 * 72, 11 * 72]
};
const MARGIN = 8 * MM;        // most printers cannot print nearer to the edge
const FOOT = 14 * MM;         // where a page has its number, below what it says
const SMALLEST = 7;           // points of a letter on paper
const HEIGHT_OF_SIZE = 1.15;  // a word's box is so many times its font's size, about
const POINTS = 0.75;          // of a CSS pixel

const ENTITIES = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': '\''
};
const plain = (text) => text.replace(
    /&(#(\d+)|\w+);/g, (all, _, code) => (code ? String.fromCodePoint(Number(code)) : ENTITIES[all] ?? all));
// bare is a text without blanks, marks of direction and soft hyphens: what paper and page have in common.
const bare = (text) => text.normalize('NFKC').toLowerCase().replace(
    /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe]/g, '');


// readPdf gives the pages of a file: {width, height, words: [{left, top, right, bottom, text}]}.
export async function readPdf(file) {
  const {stdout} = await run('pdftotext', ['-bbox', file, '-'], {maxBuffer: 1 << 28});
  return [...stdout.matchAll(/<page width="([\d.]+)" height="([\d.]+)">(.*?)<\/page>/gs)].map(
      ([, width, height, body]) => ({
        width: Number(width),
        height: Number(height),
        words: [
          ...body.matchAll(
              /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/gs)
        ].map(([, left, top, right, bottom, text]) => ({
                left: Number(left),
                top: Number(top),
                right: Number(right),
                bottom: Number(bottom),
                text: plain(text)
              })),
      }));
}

const finding = (check, detail, at = 'paper') => ({check, at, detail});

function sizes(pages, paper) {
  const [width, height] = PAPERS[paper];
  return pages.filter((p) => Math.abs(p.width - width) > 1 || Math.abs(p.height - height) > 1)
      .map((p) => finding('print size', `a page of ${p.width} x ${p.height} points on ${paper}`));
}

function edges(pages) {
  return pages.flatMap(
      (page, number) => page.words
                            .filter(
                                (w) => w.left < MARGIN || w.top < MARGIN || w.right > page.width - MARGIN ||
                                    w.bottom > page.height - MARGIN)
                            .map(
                                (w) => finding(
                                    'print edge',
                                    `page ${number + 1}: "${w.text}" at ${Math.round(w.left / MM)}, ${
                                        Math.round(w.top / MM)} mm`)));
}

function tooSmall(pages) {
  const words =
      pages.flatMap((page) => page.words).filter((w) => (w.bottom - w.top) / HEIGHT_OF_SIZE < SMALLEST);
  return words.slice(0, 3).map(
      (w) => finding(
          'print small',
          `"${w.text}" of about ${((w.bottom - w.top) / HEIGHT_OF_SIZE).toFixed(1)} points, and ${
              words.length - 1} words more`));
}

// numbers takes the numbers of pages off, "3 / 12", so that they are in nobody's way: {told, pages}.
function numbers(pages) {
  const isAtFoot = (page) => (w) => w.top >= page.height - FOOT;
  const feet = pages.map((page) => page.words.filter(isAtFoot(page)).map((w) => w.text).join(''));
  const wrong = feet.findIndex((foot, i) => foot !== `${i + 1}/${pages.length}`);
  return {
    told: feet.every((foot) => !foot) || wrong < 0 ?
        [] :
        [finding('print number', `page ${wrong + 1} of ${pages.length} has "${feet[wrong]}" at its foot`)],
    pages: pages.map((page) => ({...page, words: page.words.filter((w) => !isAtFoot(page)(w))})),
  };
}

function overlaps(pages) {
  const out = [];
  pages.forEach((page, number) => {
    const words = [...page.words].sort((a, b) => a.top - b.top);
    words.forEach((a, i) => {
      for (let j = i + 1; j < words.length && words[j].top < a.bottom; ++j) {
        const b = words[j], width = Math.min(a.right, b.right) - Math.max(a.left, b.left),
              height = Math.min(a.bottom, b.bottom) - b.top;
        if (width > 0.5 && height > 0.35 * Math.min(a.bottom - a.top, b.bottom - b.top))
          out.push(finding('print overlap', `page ${number + 1}: "${a.text}" and "${b.text}"`));
      }
    });
  });
  return out;
}

// lost is text that the page shows and the paper does not.
function lost(pages, text) {
  const all = pages.map((page) => bare(page.words.map((w) => w.text).join(''))).join('');
  const words =
      [...new Set(text.flatMap((t) => t.split(/[^A-Za-z0-9\u0400-\u04ff]+/)).filter((w) => w.length >= 4))];
  // A word may be in two lines of a narrow column, with other columns' words between.
  const isThere = (w) => all.includes(w) ||
      [...w].some(
          (_, i) => i >= 2 && i <= w.length - 2 && all.includes(w.slice(0, i)) && all.includes(w.slice(i)));
  return words.filter((w) => !isThere(bare(w)))
      .slice(0, 5)
      .map((w) => finding('print lost', `"${w}" is not on paper`));
}

// findHeading is where the words of a heading are, from a word on: {page, last word of it, next place}.
function findHeading(flat, from, heading) {
  const want = bare(heading.text), size = heading.size * POINTS;
  // Its first word has the heading's size, or less where the browser shrank a page to the paper; a stamp may follow.
  const isLarge = ({word}) => word.bottom - word.top > 0.6 * size && word.bottom - word.top < 1.7 * size;
  for (let start = from; start < flat.length; ++start) {
    let got = '';
    for (let end = start; end < flat.length && want.startsWith(got) && isLarge(flat[start]); ++end) {
      // A number of a picture further up the page may be between its words, where the picture is beside another.
      if (flat[end].page === flat[start].page && flat[end].word.bottom < flat[start].word.top) continue;
      got += bare(flat[end].word.text);
      if (got === want) return {page: flat[end].page, word: flat[end].word, next: end + 1};
    }
  }
  return null;
}

// lonely: a heading with nothing below it on its page.
function lonely(pages, headings) {
  const flat = pages.flatMap((page, number) => page.words.map((word) => ({page: number, word}))), out = [];
  let from = 0;
  for (const heading of headings.filter(
           (h) => /^[\p{L}\p{N}\p{P}\s]+$/u.test(h.text) && !/[\u0590-\u06ff]/.test(h.text))) {
    const found = findHeading(flat, from, heading);
    if (!found) {
      out.push(finding('print heading', `"${heading.text.slice(0, 60)}" is not found on paper`, heading.at));
      continue;
    }
    from = found.next;
    if (!pages[found.page].words.some(
            (w) => w.top > found.word.top + 0.6 * (found.word.bottom - found.word.top)))
      out.push(finding(
          'print heading', `"${heading.text.slice(0, 60)}" is alone at the foot of page ${found.page + 1}`,
          heading.at));
  }
  return out;
}

// print prints an open page without background, as browsers do unless told. The file is removed.
export async function print(page, {state, paper}, file) {
  await page.emulateMedia({media: 'print', colorScheme: 'light', forcedColors: 'none'});
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  const shown = await page.evaluate(() => ({...look.printed(), closed: look.closed()}));
  const marks = await pictures(page);
  await page.pdf(
      {path: file, format: paper, margin: {top: '10mm', bottom: '10mm', left: '10mm', right: '10mm'}});
  const printed = await readPdf(file);
  await rm(file);
  const {told: numbered, pages} = numbers(printed);
  const onPaper = [
    ...sizes(printed, paper), ...edges(printed), ...tooSmall(printed), ...numbered, ...overlaps(pages),
    ...lost(pages, shown.text)
  ].map((told) => ({...told, at: `paper of ${state}`}));
  return [...shown.closed, ...marks, ...onPaper, ...lonely(pages, shown.headings)];
}
