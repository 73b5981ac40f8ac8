// What is checked of a page that is open: layout, accessibility rules, keyboard, colours of options.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {packageFile} from './browser.mjs';

const IN_PAGE = readFileSync(fileURLToPath(new URL('in_page.js', import.meta.url)), 'utf8');

// Rules of WCAG 2.2 A and AA, and axe's best practice. No rule is off.
const AXE_OPTIONS = {
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
  rules: {'target-size': {enabled: true}},  // off unless asked for
  resultTypes: ['violations'],
};

export const COLOURS = {
  light: {colorScheme: 'light', forcedColors: 'none'},
  dark: {colorScheme: 'dark', forcedColors: 'none'},
  'forced light': {colorScheme: 'light', forcedColors: 'active'},
  'forced dark': {colorScheme: 'dark', forcedColors: 'active'},
};

// openPage opens a file as a case says, and tells of what else it asks for.
export async function openPage(browser, file, {width, colours, motion, text}) {
  const context = await browser.newContext({
    viewport: {width, height: 800},
    ...COLOURS[colours],
    reducedMotion: motion === 'reduced' ? 'reduce' : 'no-preference'
  });
  const page = await context.newPage(), findings = [], url = `file://${file}`;
  page.on(
      'request',
      (request) => request.url() === url ||
          findings.push({check: 'request', at: 'page', detail: `asks for ${request.url().slice(0, 80)}`}));
  page.on(
      'console',
      (message) => message.type() === 'error' &&
          findings.push({check: 'console', at: 'page', detail: message.text().slice(0, 160)}));
  await page.goto(url);
  await page.evaluate(IN_PAGE);
  if (text === 'spaced') await page.evaluate(spaceOut);
  return {page, findings, close: () => context.close()};
}

// spaceOut is what WCAG 1.4.12 lets readers do to a page, without loss.
function spaceOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
      '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
  document.adoptedStyleSheets = [sheet];
}

export const layout = (page, {language}) =>
    page.evaluate((wanted) => [...look.screen(), ...look.languages(wanted)], language);
export const motion = (page, {motion: asked}) =>
    (asked === 'reduced' ? page.evaluate(() => look.motion()) : []);

export async function accessibility(page) {
  await page.evaluate(readFileSync(packageFile('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate((options) => look.violations(options), AXE_OPTIONS);
}

// keyboard presses Tab through the page: everything in reading order, each with a ring, none covered.
export async function keyboard(page) {
  const expected = await page.evaluate(() => look.focusable()), findings = [];
  const tell = (stop, detail) => findings.push({check: 'keyboard', at: stop.at, detail});
  let next = 0, last = null;
  for (let presses = 0; next < expected.length && presses < 2 * expected.length + 20; ++presses) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => look.focused());
    if (!stop) break;
    if (stop.number < 0 && stop.scrolls)
      continue;  // Chromium lets it be focused by itself; scrollers() says so
    if (stop.number !== next) {
      tell(stop, `is reached where "${expected[next]}" comes next`);
      break;
    }
    ++next;
    if (stop.ring) tell(stop, stop.ring);
    if (stop.covered) tell(stop, 'is covered when it is focused');
    if (last && stop.box.bottom <= last.box.top && stop.box.left < last.box.right)
      tell(stop, `comes after "${last.at}", which is below it`);
    last = stop;
  }
  if (next < expected.length && findings.length === 0)
    findings.push({check: 'keyboard', at: expected[next], detail: 'is not reached'});
  return findings;
}

const MOST_SWATCHES = 8;  // of a list: as many as there are patterns
const GREYS_APART = 12;   // of 255, on average over the pixels

// swatches: the options' marks differ from one another in grey.
export async function swatches(page) {
  const {at, boxes} = await page.evaluate(() => look.swatches());
  if (boxes.length < 2) return [];
  const picture = (await page.screenshot()).toString('base64'), blank = await page.context().newPage();
  const same =
      await blank.evaluate(alike, {picture, boxes: boxes.slice(0, MOST_SWATCHES), apart: GREYS_APART});
  await blank.close();
  const tell = ([a, b]) => `those of options ${a + 1} and ${b + 1} look alike in grey`;
  return same.map((pair) => ({check: 'swatches', at, detail: tell(pair)}));
}

// alike runs in an empty page: which parts of a picture have about the same greys at the same places.
async function alike({picture, boxes, apart}) {
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  drawing.drawImage(bitmap, 0, 0);
  const greys = boxes.map(({x, y, width, height}) => {
    const {data} = drawing.getImageData(x, y, width, height);
    return Array.from(
        {length: data.length / 4},
        (_, i) => 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2]);
  });
  const apartness = (a, b) => a.reduce((sum, grey, k) => sum + Math.abs(grey - (b[k] ?? grey)), 0) / a.length;
  const isAlike = (a, b) => apartness(a, b) < apart;
  return greys.flatMap((a, i) => greys.flatMap((b, j) => (i < j && isAlike(a, b) ? [[i, j]] : [])));
}
