// What is looked at inside of a page, by the boxes of its elements and of its text. Runs in the page that is looked
// at: defines look, whose functions give findings {check, at, detail}. at names elements of a kind, by tag and classes,
// so that one line of known.json can mean all of them.
'use strict';
{
  const SLACK = 1.5;  // CSS pixels, for rounding
  const SMALLEST_TEXT = 12;

  const nameOf = (element) =>
      element.tagName.toLowerCase() + [...element.classList].map((c) => '.' + c).join('');
  function at(element) {
    const parent = element.parentElement, section = parent?.closest('section[id],header,footer,nav');
    const place = section && section !== parent ? (section.id ? '#' + section.id : nameOf(section)) : '';
    return [place, parent ? nameOf(parent) : '', nameOf(element)].filter(Boolean).join(' ');
  }
  const finding = (check, element, detail) => ({check, at: element ? at(element) : 'page', detail});
  const short = (text) => {
    const t = text.trim().replace(/\s+/g, ' ');
    return t.length > 60 ? t.slice(0, 57) + '...' : t;
  };
  const isShown = (element) => element.checkVisibility(
      {opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false});
  const scrolls = (style) => /auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY);
  const clips = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
  // isForEars: text that is read aloud and not shown, in a box of a pixel.
  const isForEars = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const r = e.getBoundingClientRect();
      if (r.width <= 1 && r.height <= 1 && clips(getComputedStyle(e))) return true;
    }
    return false;
  };

  function intersect(a, b) {
    return {
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom)
    };
  }

  // texts are the lines of text that are shown: {node, element, box}.
  function texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || /^(STYLE|SCRIPT|TITLE|DESC|TEMPLATE)$/i.test(element.tagName) ||
          !isShown(element) || isForEars(element))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 0 && box.height > 0) out.push({node, element, box});
    }
    return out;
  }
  // containersOf are the scrolling elements around what is in an element.
  const containersOf = (element) => {
    const out = [];
    for (let e = element; e && e !== document.body; e = e.parentElement)
      if (scrolls(getComputedStyle(e))) out.push(e);
    return out;
  };

  // sideways: the page itself does not scroll sideways; of what is too wide, the outermost element is named.
  function sideways() {
    const root = document.documentElement, found = new Map();
    const tooFar = (box) => box.right > root.clientWidth + SLACK;
    const boxes = [...document.querySelectorAll('svg,table,pre')].filter(isShown).map(
        (element) => ({element, within: element.parentElement, box: element.getBoundingClientRect()}));
    for (const {element, within, box} of texts().concat(boxes)) {
      if (!tooFar(box) || containersOf(within ?? element).length > 0) continue;
      let outermost = element;
      for (let e = element; e !== document.body; e = e.parentElement)
        if (tooFar(e.getBoundingClientRect())) outermost = e;
      if (!found.has(outermost))
        found.set(
            outermost,
            finding(
                'sideways', outermost,
                `"${short(outermost.textContent)}" reaches ${Math.round(box.right)} of ${
                    root.clientWidth} px`));
    }
    if (found.size === 0 && root.scrollWidth > root.clientWidth)
      return [finding('sideways', null, `${root.scrollWidth} of ${root.clientWidth} px`)];
    return [...found.values()];
  }

  // scrollers: what scrolls sideways can be focused, and has a name.
  function scrollers() {
    const out = [];
    for (const element of document.querySelectorAll('body *')) {
      if (!isShown(element) || element.closest('svg') ||
          !/auto|scroll/.test(getComputedStyle(element).overflowX) ||
          element.scrollWidth <= element.clientWidth)
        continue;
      if (element.tabIndex < 0) out.push(finding('scroller', element, 'scrolls and cannot be focused'));
      const label = element.getAttribute('aria-label') ||
          (element.getAttribute('aria-labelledby') ?? '')
              .split(' ')
              .map((id) => document.getElementById(id)?.textContent ?? '')
              .join(' ');
      if (!label.trim())
        out.push(finding('scroller', element, 'scrolls and has no name'));
      else if (!element.getAttribute('role') && !/^(SECTION|NAV|MAIN|TABLE)$/.test(element.tagName))
        out.push(finding('scroller', element, 'has a name and no role'));
    }
    return out;
  }

  // cut: text that a box hides a part of.
  function cut() {
    const out = [];
    for (const element of document.querySelectorAll('body *')) {
      const style = getComputedStyle(element);
      if (element.closest('svg') || !isShown(element) || isForEars(element) || !clips(style) ||
          !element.textContent.trim())
        continue;
      if (element.scrollWidth > element.clientWidth + SLACK ||
          element.scrollHeight > element.clientHeight + SLACK)
        out.push(finding(
            'cut', element,
            `"${short(element.textContent)}": ${element.scrollWidth} x ${element.scrollHeight} in ${
                element.clientWidth} x ${element.clientHeight} px`));
    }
    return out;
  }

  // outside: text that is on the page and leaves a box it is in, up to the first box that scrolls.
  function outside() {
    const out = [], width = document.documentElement.clientWidth;
    for (const {element, box} of texts()) {
      if ((box.left < -SLACK || box.right > width + SLACK) && containersOf(element).length === 0)
        continue;  // sideways() says so
      const size = parseFloat(getComputedStyle(element).fontSize);
      for (let e = element; e && e !== document.body; e = e.parentElement) {
        const style = getComputedStyle(e);
        if (scrolls(style) || clips(style)) break;  // cut() says so
        if (/^(inline|contents|table-row.*|table-header.*)$/.test(style.display) ||
            e instanceof SVGElement && !(e instanceof SVGSVGElement))
          continue;
        const within = e.getBoundingClientRect();
        if (box.left >= within.left - SLACK && box.right <= within.right + SLACK &&
            box.top >= within.top - 0.4 * size && box.bottom <= within.bottom + 0.4 * size)
          continue;
        out.push(finding(
            'outside', element,
            `"${short(element.textContent)}" leaves ${nameOf(e)}: ${
                    [box.left - within.left, within.right - box.right, box.top - within.top,
                     within.bottom - box.bottom]
                        .map(Math.round)} px inside at left, right, top, bottom`));
        break;
      }
    }
    return out;
  }

  // overlaps: two lines of text, one over the other, by more than ascenders and descenders of close lines.
  function overlaps() {
    const out = [], shown = [];
    for (const text of texts()) {
      const box =
          containersOf(text.element).reduce((b, e) => intersect(b, e.getBoundingClientRect()), text.box);
      if (box.right > box.left && box.bottom > box.top) shown.push({...text, box});
    }
    shown.sort((a, b) => a.box.top - b.box.top);
    shown.forEach((a, i) => {
      for (let j = i + 1; j < shown.length && shown[j].box.top < a.box.bottom; ++j) {
        const b = shown[j], common = intersect(a.box, b.box);
        const lower = Math.min(a.box.bottom - a.box.top, b.box.bottom - b.box.top);
        if (common.right - common.left > 1 && common.bottom - common.top > 0.35 * lower)
          out.push(finding('overlap', a.element, `"${short(a.node.data)}" and "${short(b.node.data)}"`));
      }
    });
    return out;
  }

  function smallText() {
    const out = [], seen = new Set();
    for (const {element} of texts()) {
      if (seen.has(element)) continue;
      seen.add(element);
      let size = parseFloat(getComputedStyle(element).fontSize);
      if (element instanceof SVGGraphicsElement) {
        const m = element.getScreenCTM();
        size *= Math.min(Math.hypot(m.a, m.b), Math.hypot(m.c, m.d));
      }
      if (size < SMALLEST_TEXT - 0.01)
        out.push(finding('small-text', element, `"${short(element.textContent)}": ${size.toFixed(1)} px`));
    }
    return out;
  }

  // headings: one h1, none empty, no level left out.
  function headings() {
    const all = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(isShown), out = [];
    const first = all.filter((h) => h.tagName === 'H1').length;
    if (first !== 1) out.push(finding('headings', null, `${first} headings h1`));
    let last = 0;
    for (const h of all) {
      const level = Number(h.tagName[1]);
      if (level > last + 1)
        out.push(finding(
            'headings', h, `"${short(h.textContent)}" of level ${level} comes after one of level ${last}`));
      if (!h.textContent.trim()) out.push(finding('headings', h, 'is empty'));
      last = level;
    }
    return out;
  }

  // languages: the page says that it is in the language that was asked for; tags are well formed.
  function languages(wanted) {
    const out = [], own = document.documentElement.lang;
    if (own !== wanted)
      out.push(finding('lang', document.documentElement, `says "${own}"; "${wanted}" was asked for`));
    for (const element of document.querySelectorAll('[lang]')) {
      const tag = element.getAttribute('lang');
      let good = true;
      try {
        good = Intl.getCanonicalLocales(tag)[0] === tag;
      } catch {
        good = false;
      }
      if (!good) out.push(finding('lang', element, `"${tag}" is no language tag`));
      if (!element.textContent.trim()) continue;
      const isRightToLeft = /^(ar|he|fa|ur)\b/.test(tag), found = getComputedStyle(element).direction;
      if (isRightToLeft && /^[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(element.textContent.trim()) &&
          found !== 'rtl')
        out.push(finding('lang', element, `${tag} runs ${found}`));
    }
    return out;
  }

  // motion: nothing moves for people who asked for that.
  function motion() {
    const out = document.getAnimations().map((a) => finding('motion', a.effect.target, 'is animated'));
    for (const element of document.querySelectorAll('*')) {
      const style = getComputedStyle(element);
      if (style.scrollBehavior === 'smooth') out.push(finding('motion', element, 'scrolls smoothly'));
      if (style.transitionDuration.split(',').some((d) => parseFloat(d) > 0.01))
        out.push(finding('motion', element, 'has a transition'));
    }
    return out;
  }

  // closed: what details hide on paper, where nobody can open them.
  function closed() {
    return [...document.querySelectorAll('details')]
        .filter(isShown)
        .filter(
            (details) => [...details.children].some(
                (child) => child.tagName !== 'SUMMARY' && child.textContent.trim() && !isShown(child)))
        .map(
            (details) => finding(
                'closed', details, `"${short(details.textContent)}" is printed and what it holds is not`));
  }

  // What the keyboard can reach, in the document's order.
  const FOCUSABLE = 'a[href],area[href],button,input,select,textarea,summary,iframe,[tabindex]';
  let stops = [];
  function focusable() {
    stops =
        [...document.querySelectorAll(FOCUSABLE)].filter((e) => isShown(e) && e.tabIndex >= 0 && !e.disabled);
    return stops.map(at);
  }

  function luminance(color) {
    const [r, g, b] = color.match(/[\d.]+/g).map(Number).map(
        (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  }
  function behind(element) {
    for (let e = element; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!/^rgba\(.*, 0\)$/.test(c)) return c;
    }
    return 'rgb(255, 255, 255)';
  }

  function ringProblem(element) {
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1)
      return style.boxShadow === 'none' ? 'nothing shows that it is focused' : null;
    if (style.outlineStyle === 'auto') return null;  // the browser's own
    const ratio = contrast(style.outlineColor, behind(element.parentElement));
    return ratio < 3 ? `the ring's contrast is ${ratio.toFixed(1)}` : null;
  }
  function isCovered(element) {
    const box = intersect(
        element.getClientRects()[0] ?? element.getBoundingClientRect(),
        {left: 0, top: 0, right: innerWidth, bottom: innerHeight});
    const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return !hit || !(element.contains(hit) || hit.contains(element));
  }
  // focused is what has the focus now: its number among what can have it, its box in the page, what is wrong with it.
  function focused() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    return {
      number: stops.indexOf(element),
      at: at(element),
      scrolls: scrolls(getComputedStyle(element)),
      ring: ringProblem(element),
      covered: isCovered(element),
      box: {left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY}
    };
  }

  // paleText is text in pictures, whose contrast axe does not judge, against what is behind the picture.
  function paleText() {
    const out = [];
    for (const text of document.querySelectorAll('svg text')) {
      const {fill} = getComputedStyle(text), picture = text.closest('svg').parentElement;
      if (!isShown(text) || !text.textContent.trim() || !/^rgb/.test(fill)) continue;
      const ratio = contrast(fill, behind(picture));
      if (ratio < 4.5)
        out.push(
            finding('pale text', text, `"${short(text.textContent)}": its contrast is ${ratio.toFixed(1)}`));
    }
    return out;
  }

  // violations are axe's, told by element.
  async function violations(options) {
    const {violations: found} = await axe.run(document, options), out = [];
    for (const rule of found)
      for (const node of rule.nodes) {
        const element = document.querySelector(node.target[0]);
        out.push(finding(
            'axe ' + rule.id, element,
            `${short(node.html)}: ${
                short((node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? rule.help)}`));
      }
    return out;
  }

  // swatches are the small pictures that stand for options in the first list of such, which is brought into view: its
  // name and their boxes in the window.
  function swatches() {
    const lists = new Map();
    for (const svg of document.querySelectorAll('svg')) {
      const box = svg.getBoundingClientRect(), list = svg.closest('ul,ol,table,dl');
      if (list && isShown(svg) && box.width > 0 && box.width <= 40 && box.height <= 40)
        lists.set(list, [...(lists.get(list) ?? []), svg]);
    }
    const [list, all] = [...lists].find(([, svgs]) => svgs.length > 1) ?? [null, []];
    all[0]?.scrollIntoView({block: 'start', behavior: 'instant'});
    scrollBy({top: -40, behavior: 'instant'});
    const boxes = all.map((svg) => svg.getBoundingClientRect())
                      .filter(
                          (box) => box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 &&
                              box.right <= innerWidth);
    return {
      at: list ? at(list) : '',
      boxes: boxes.map((b) => ({
                         x: Math.ceil(b.left),
                         y: Math.ceil(b.top),
                         width: Math.floor(b.width),
                         height: Math.floor(b.height)
                       }))
    };
  }

  // icon brings the nth symbol into view, of symbols of different kinds: its name and its box with a little around it.
  function icon(number) {
    const found = new Map();
    for (const svg of document.querySelectorAll('svg')) {
      const {width, height} = svg.getBoundingClientRect();
      if (width < 12 || width > 80 || height < 12 || height > 80 || svg.closest('ul,ol,table') || svg.parentElement.closest('svg') ||
          !isShown(svg))
        continue;
      if (!found.has(at(svg))) found.set(at(svg), svg);
    }
    const svg = [...found.values()][number];
    if (!svg) return null;
    svg.scrollIntoView({block: 'center', behavior: 'instant'});
    const b = intersect(
        svg.getBoundingClientRect(), {left: 3, top: 3, right: innerWidth - 3, bottom: innerHeight - 3});
    const box = {
      x: Math.floor(b.left) - 3,
      y: Math.floor(b.top) - 3,
      width: Math.ceil(b.right - b.left) + 6,
      height: Math.ceil(b.bottom - b.top) + 6
    };
    return {at: at(svg), box};
  }

  // words that are shown, and headings, for whoever looks for them on paper.
  function printed() {
    const headingsShown = [...document.querySelectorAll('h1,h2,h3,h4')].filter(isShown);
    return {
      text: texts().filter(({element}) => !element.closest('svg')).map(({node}) => node.data),
      headings: headingsShown.map(
          (h) => ({at: at(h), text: h.innerText, size: parseFloat(getComputedStyle(h).fontSize)}))
    };
  }

  // screen is all that needs no argument.
  const screen =
      () => [sideways, scrollers, cut, outside, overlaps, smallText, headings].flatMap((check) => check());
  globalThis.look =
      {screen, languages, motion, closed, focusable, focused, paleText, violations, swatches, icon, printed};
}
