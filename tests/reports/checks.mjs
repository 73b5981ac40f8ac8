// What is checked of a page that is open: layout, accessibility rules, keyboard.
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
  return page.evaluate(
      async (options) => [...await look.violations(options), ...look.paleText()], AXE_OPTIONS);
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
