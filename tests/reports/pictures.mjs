// What is checked of the small pictures of a page: the marks of options differ in grey, and symbols are seen at all.

const MOST_SWATCHES = 8;  // of a list: as many as there are patterns
const GREYS_APART = 12;   // of 255, on average over the pixels
const MOST_ICONS = 6;     // of a page, of different kinds
const ICON_CONTRAST = 3;  // WCAG 1.4.11

// greysOf are the greys of parts of the window, pixel by pixel, from 0 to 255.
async function greysOf(page, boxes) {
  const picture = (await page.screenshot()).toString('base64');
  return page.evaluate(readGreys, {picture, boxes});
}

// readGreys runs in the page, which is not changed by it.
async function readGreys({picture, boxes}) {
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  drawing.drawImage(bitmap, 0, 0);
  return boxes.map(({x, y, width, height}) => {
    const {data} = drawing.getImageData(x, y, width, height);
    const grey = (i) => 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
    return Array.from({length: data.length / 4}, (_, pixel) => grey(4 * pixel));
  });
}

const apartness = (a, b) => a.reduce((sum, grey, k) => sum + Math.abs(grey - (b[k] ?? grey)), 0) / a.length;
const luminance = (grey) => (grey / 255) ** 2.2;

// swatches: the options' marks differ from one another in grey, by brightness or by pattern.
export async function swatches(page) {
  const {at, boxes} = await page.evaluate(() => look.swatches());
  if (boxes.length < 2) return [];
  const greys = await greysOf(page, boxes.slice(0, MOST_SWATCHES)), out = [];
  greys.forEach((a, i) => greys.slice(0, i).forEach((b, j) => {
    if (apartness(a, b) < GREYS_APART)
      out.push({check: 'swatches', at, detail: `those of options ${j + 1} and ${i + 1} look alike in grey`});
  }));
  return out;
}

// icons: a symbol's brightest and darkest parts, with what is around it, differ enough.
export async function icons(page) {
  const out = [];
  for (let number = 0; number < MOST_ICONS; ++number) {
    const icon = await page.evaluate((n) => look.icon(n), number);
    if (!icon) break;
    const [greys] = await greysOf(page, [icon.box]);
    const [low, high] = [Math.min(...greys), Math.max(...greys)].map(luminance);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < ICON_CONTRAST)
      out.push({check: 'icons', at: icon.at, detail: `its contrast is ${contrast.toFixed(1)}`});
  }
  return out;
}

export const pictures = async (page) => [...await swatches(page), ...await icons(page)];
