// What is checked of a page that is open: layout, accessibility rules, keyboard.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {packageFile} from './browser.mjs';

const IN_PAGE = readFileSync(fileURLToPath(new URL('in_page.js', import.meta.url)), 'utf8');

// Rules of WCAG 2.2 A and AA, and axe's best practice. No rule is off.
const AXE_RULES = {
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
  rules: {'target-size': {enabled: true}, 'color-contrast': {enabled: false}},  // colours: AXE_COLOURS
  resultTypes: ['violations'],
};
const AXE_COLOURS = {
  runOnly: {type: 'rule', values: ['color-contrast']},
  resultTypes: ['violations'],
};

export const COLOURS = {
  light: {colorScheme: 'light', forcedColors: 'none'},
  dark: {colorScheme: 'dark', forcedColors: 'none'},
  'forced light': {colorScheme: 'light', forcedColors: 'active'},
  'forced dark': {colorScheme: 'dark', forcedColors: 'active'},
};

// A window costs more to open than a page in it: those that are free wait here.
const windows = new WeakMap();
async function takeWindow(browser) {
  if (!windows.has(browser)) windows.set(browser, []);
  return windows.get(browser).pop() ?? (await browser.newContext()).newPage();
}

// openPage opens a file as a case says, and tells of what else it asks for.
export async function openPage(browser, file, {width, colours, motion, text}) {
  const page = await takeWindow(browser), findings = [], url = `file://${file}`;
  const tell = (check, detail) => findings.push({check, at: 'page', detail: detail.slice(0, 160)});
  page.on('request', (request) => request.url() === url || tell('request', `asks for ${request.url()}`));
  page.on('console', (message) => message.type() === 'error' && tell('console', message.text()));
  await page.setViewportSize({width, height: 800});
  const reducedMotion = motion === 'reduced' ? 'reduce' : 'no-preference';
  await page.emulateMedia({media: 'screen', ...COLOURS[colours], reducedMotion});
  await page.goto(url);
  await page.evaluate(IN_PAGE);
  if (text === 'spaced') await page.evaluate(spaceOut);
  const close = async () => {
    page.removeAllListeners();
    await page.goto('about:blank');
    windows.get(browser).push(page);
  };
  return {page, findings, close};
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

async function violations(page, options) {
  if (await page.evaluate(() => typeof axe === 'undefined')) {
    await page.evaluate(readFileSync(packageFile('axe-core/axe.min.js'), 'utf8'));
  }
  return page.evaluate((asked) => look.violations(asked), options);
}

export const accessibility = (page) => violations(page, AXE_RULES);
export const contrast =
    async (page) => [...await violations(page, AXE_COLOURS), ...await page.evaluate(() => look.paleText())];

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
