#include "constat/report/html_style.h"

#include <fmt/core.h>

#include <array>

namespace constat::report {
namespace {

constexpr std::string_view kPageStyle = R"css(
:root{color-scheme:light dark;--bg:#fff;--ink:#191b1e;--muted:#585e66;--rule:#d5d9de;--soft:#f4f5f7;
--link:#14507f;
--ok:#0a6650;--ok-soft:#e9f4f0;--bad:#a52b0c;--bad-soft:#fbeee9;--open:#7a4f00;--open-soft:#faf3e3;
--wait:#3c4b63;--wait-soft:#eef1f6;
--p0:#1f6296;--p1:#c8721a;--p2:#3f9583;--p3:#7a4f8f;--p4:#a1881a;--p5:#b04a70;--p6:#76563a;--p7:#5f7f9e;
--pb:#8f96a0;--tex:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#15181b;--ink:#e9e7e3;--muted:#a7adb5;--rule:#383e45;
--soft:#1e2226;--link:#8fc3ee;
--ok:#6fd3b3;--ok-soft:#14261f;--bad:#ff9a7d;--bad-soft:#2d1a14;--open:#f0c268;--open-soft:#2a2213;
--wait:#b3c3df;--wait-soft:#1b212b;
--p0:#5da4d8;--p1:#eda057;--p2:#67bfac;--p3:#b48ac8;--p4:#d8c35a;--p5:#dd82a3;--p6:#b5936f;--p7:#93b1cd;
--pb:#6b727a;--tex:#15181b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
font-variant-numeric:tabular-nums}
.page{max-width:58rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1,h2,h3{font-family:Georgia,"Noto Serif","Liberation Serif",serif;line-height:1.2;text-wrap:balance}
h1{font-size:clamp(1.7rem,5vw,2.6rem);margin:.2rem 0 .6rem;overflow-wrap:anywhere}
h2{font-size:1.55rem;margin:0 0 .6rem}
h3{font-size:1.15rem;margin:1.8rem 0 .5rem}
p{margin:0 0 .75rem;max-width:42rem}
a{color:var(--link)}
bdi{overflow-wrap:break-word}
.options .name bdi,.people bdi,.row bdi,.legend bdi{overflow-wrap:anywhere}
.lead{font-size:1.15rem;color:var(--muted);margin-bottom:1.2rem}
.kicker{font-size:.8rem;letter-spacing:.07em;text-transform:uppercase;color:var(--muted);margin:0}
.muted,small,caption,figcaption{color:var(--muted)}
small{font-size:.82em}
section.part{border-top:1px solid var(--rule);margin-top:2.4rem;padding-top:1.4rem}
.verdict{display:grid;grid-template-columns:auto 1fr;gap:1.1rem;border:1px solid var(--tone);
border-left-width:.5rem;background:var(--tone-soft);padding:1.15rem 1.25rem;border-radius:3px;
break-inside:avoid}
.verdict svg{width:3.4rem;height:3.4rem;display:block}
.verdict h2{font-size:1.7rem;margin:0 0 .35rem;color:var(--tone)}
.verdict p{margin:0 0 .6rem;font-size:1.08rem}
.verdict .kicker{font-size:.8rem;margin:0 0 .1rem}
.verdict ul{margin:.2rem 0 0;padding-left:1.15rem;max-width:42rem}
.verdict li{margin:.15rem 0}
.verdict .what{font-weight:700;font-size:1rem;margin:.4rem 0 0}
.verdict .fine{font-size:.88rem;color:var(--muted);margin:.8rem 0 0}
.is-verified{--tone:var(--ok);--tone-soft:var(--ok-soft)}
.is-wrong{--tone:var(--bad);--tone-soft:var(--bad-soft)}
.is-consistent{--tone:var(--open);--tone-soft:var(--open-soft);border-style:dashed;border-left-style:solid}
.is-incomplete{--tone:var(--wait);--tone-soft:var(--wait-soft);border-style:dotted;border-left-style:solid}
.tone{stroke:var(--tone);fill:none;stroke-width:3.2;stroke-linecap:round;stroke-linejoin:round}
.tone-fill{fill:var(--tone)}.on-tone{stroke:var(--tone-soft);fill:none;stroke-width:4;stroke-linecap:round;
stroke-linejoin:round}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.9rem 1.5rem;
margin:1.4rem 0 0}
.facts div{border-top:2px solid var(--ink);padding-top:.35rem}
.facts dt{font-size:.85rem;color:var(--muted)}
.facts dd{margin:0;font-weight:600}
nav{margin:1.4rem 0 0;font-size:.92rem}
nav a{display:inline-block;margin:0 1.1rem .3rem 0}
.stamp{display:inline-block;font:600 .78rem/1 system-ui,sans-serif;border:1.5px solid currentColor;
border-radius:2px;padding:.28rem .45rem;vertical-align:.22em;margin-left:.4rem;
color:var(--tone,var(--muted));white-space:nowrap}
.answer{font-size:1.15rem;margin-bottom:1rem}
.answer strong{font-family:Georgia,"Noto Serif","Liberation Serif",serif;font-size:1.4rem;display:block}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;font-size:.88rem;padding-bottom:.35rem}
th,td{padding:.42rem .6rem;text-align:right;vertical-align:top;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{text-align:left;padding-left:0}
td:last-child,th:last-child{padding-right:0}
thead th{font-weight:600;font-size:.85rem;vertical-align:bottom;border-bottom:2px solid var(--ink);
line-height:1.3}
tbody th{font-weight:500}
tr.all th,tr.all td{font-weight:700;border-bottom:2px solid var(--rule)}
tr.sub th{padding-left:1.1rem;font-weight:400}
td.left,th.left{text-align:left}
td small{display:block}
.num{white-space:nowrap}
caption span{display:block;position:sticky;left:0;max-width:min(42rem,calc(100vw - 2.5rem))}
.scroll{overflow-x:auto;margin-bottom:1rem}
.scroll:focus-visible{outline:2px solid var(--link);outline-offset:3px}
.scroll tbody th,.scroll thead tr:first-child th:first-child{position:sticky;left:0;background:var(--bg);min-width:7.5rem;
max-width:14rem}
.compare{font-size:.84rem}.compare td,.compare th{padding-left:.3rem;padding-right:.3rem}
.compare thead th{font-size:.78rem}
.compare th[scope=colgroup]{text-align:center;border-bottom-width:1px}.compare .first{padding-left:.9rem}
.compare .off{font-weight:700}
.options td,.options th{border-bottom:1px solid var(--rule)}
.options .name{font-weight:600;width:50%}
.options .name svg.bar{margin-top:.35rem;height:.85rem}
svg.bar{display:block;width:100%;height:1.15rem;background:var(--soft);border-radius:1px;overflow:hidden}
svg.bar rect,svg.time rect{stroke:var(--bg);stroke-width:1}
svg.thin{height:.6rem}
svg .plain{fill:var(--muted);stroke:none}
svg .mark{stroke:var(--ink);stroke-width:2}
svg .mid{stroke:var(--ink);stroke-width:1;stroke-dasharray:2 2;opacity:.6}
.swatch{display:inline-block;width:.95rem;height:.95rem;vertical-align:-.12rem;margin-right:.4rem;
border-radius:1px}
.terms{list-style:none;margin:0;padding:0}
.terms li{border:1px solid var(--rule);border-radius:3px;padding:.8rem 1rem;margin:0 0 .7rem;
break-inside:avoid}
.terms p{margin:0 0 .35rem}
.terms .gauge{margin:.5rem 0 .1rem}
.holds{color:var(--ok)}.fails{color:var(--bad)}.undetermined{color:var(--open)}
.tag{font-weight:700;white-space:nowrap}
.gauge svg{display:block;width:100%;height:2.3rem;overflow:visible}
.gauge text{font-size:.75rem;fill:var(--muted)}
.gauge .track{fill:var(--rule)}
figure{margin:1rem 0 1.4rem}
figcaption{font-size:.9rem;margin-bottom:.7rem;max-width:42rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.3rem;margin:0 0 .6rem;padding:0;list-style:none;
font-size:.92rem}
.row{display:grid;grid-template-columns:12rem 1fr 4.6rem 9.5rem;gap:0 .9rem;align-items:center;
padding:.28rem 0;border-top:1px solid var(--rule);font-size:.95rem;break-inside:avoid}
.row.head{border:0;font-size:.82rem;color:var(--muted);align-items:end;line-height:1.25}
.row.all{font-weight:700}
.row .value{text-align:right;white-space:nowrap}
.row.head .value{white-space:normal;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;
overflow:hidden}
.row .turnout{display:grid;grid-template-columns:1fr 4rem;gap:.4rem;align-items:center}
.row .why{grid-column:1/-1;font-size:.82rem;color:var(--muted);font-weight:400}
.turnout-label,.value-label{display:none}
.people .offices{grid-column:1/-1}
.time{display:block;width:100%;height:8.5rem}
.axis{display:flex;justify-content:space-between;font-size:.82rem;color:var(--muted);
border-top:1px solid var(--ink);padding-top:.2rem}
.people{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:0 2.2rem}
.people h3{margin-top:1rem}
.checks{list-style:none;margin:0;padding:0}
.checks>li{display:grid;grid-template-columns:8.5rem 1fr;gap:0 1rem;padding:.5rem 0;
border-top:1px solid var(--rule)}
.checks .status{font-weight:700;white-space:nowrap}
.checks .passed{color:var(--ok)}.checks .failed{color:var(--bad)}.checks .none{color:var(--muted);
font-weight:500}
.checks .failing{background:var(--bad-soft);margin:0 -.7rem;padding:.5rem .7rem}
.findings{grid-column:1/-1;margin:.5rem 0 0;font-size:.92rem}
.findings td,.findings th{text-align:left;overflow-wrap:anywhere}
.findings td:nth-child(-n+2){white-space:nowrap}
code,pre{font:.9em/1.5 ui-monospace,"DejaVu Sans Mono","Liberation Mono",Consolas,monospace}
pre{background:var(--soft);border:1px solid var(--rule);border-radius:3px;padding:.7rem .9rem;
overflow-x:auto;margin:.3rem 0 .9rem}
.print{margin:.2rem 0 1rem}
.print dt{font-size:.85rem;color:var(--muted)}
.print dd{margin:0 0 .6rem}
.hash span{margin-right:.5em;display:inline-block}
.limits{margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));
gap:.9rem 2.2rem}
.limits dt{font-weight:700}.limits dd{margin:0}
footer{border-top:1px solid var(--rule);margin-top:2.4rem;padding-top:.9rem;font-size:.88rem;
color:var(--muted)}
@media (max-width:40rem){
.page{padding:1rem 1rem 3rem}
.verdict{grid-template-columns:1fr;gap:.6rem}
.verdict svg{width:2.6rem;height:2.6rem}
.row{grid-template-columns:1fr auto;gap:.15rem .8rem;padding:.5rem 0}
.row.head{display:none}
.row .bars{grid-column:1/-1;grid-row:2}
.row .value{grid-column:2;grid-row:1;max-width:60vw;overflow:hidden;text-overflow:ellipsis}
.row .turnout{grid-column:1/-1;grid-template-columns:auto 1fr auto;font-weight:400;font-size:.85rem}
.row .turnout .value{grid-column:3;max-width:none;overflow:visible}
.turnout-label,.value-label{display:inline;color:var(--muted)}
.checks>li{grid-template-columns:1fr}
.options{font-size:.9rem}.options td,.options th{padding-left:.3rem;padding-right:.3rem}
.options .name{width:34%}
.findings td:nth-child(-n+2){white-space:normal}
th,td{padding:.38rem .45rem}
.scroll tbody th,.scroll thead tr:first-child th:first-child{min-width:6rem;max-width:8.5rem}
}
@media print{
:root{--bg:#fff;--ink:#000;--muted:#444;--rule:#bbb;--soft:#f4f4f4;--link:#000;--ok:#0a6650;--ok-soft:#fff;
--bad:#a52b0c;--bad-soft:#fff;--open:#7a4f00;--open-soft:#fff;--wait:#3c4b63;--wait-soft:#fff;--p0:#1f6296;
--p1:#c8721a;--p2:#3f9583;--p3:#7a4f8f;--p4:#a1881a;--p5:#b04a70;--p6:#76563a;--p7:#5f7f9e;--pb:#8f96a0;
--tex:#fff}
@page{margin:16mm 14mm}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:9.5pt}.page{max-width:none;padding:0}
nav{display:none}
section.part{margin-top:1.3rem;padding-top:.9rem}
h2,h3{break-after:avoid}
tr,li,figure.time-figure{break-inside:avoid}
.scroll{overflow:visible}
pre{white-space:pre-wrap}
.scroll tbody th,.scroll thead tr:first-child th:first-child{position:static}
}
)css";

// Texture is what lies over paint k's colour; the first eight differ, the next eight are shifted
// against the colours.
std::string Texture(size_t k) {
  static constexpr std::array<std::string_view, 8> kTextures = {
      "",
      R"(<path class="tx" d="M-2 2l4-4M0 8l8-8M6 10l4-4"/>)",
      R"(<circle class="td" cx="2" cy="2" r="1.1"/><circle class="td" cx="6" cy="6" r="1.1"/>)",
      R"(<path class="tx" d="M0 2h8M0 6h8"/>)",
      R"(<path class="tx" d="M2 0v8M6 0v8"/>)",
      R"(<path class="tx" d="M-2 6l4 4M0 0l8 8M6 -2l4 4"/>)",
      R"(<path class="tx" d="M0 4h8M4 0v8"/>)",
      R"(<circle class="td" cx="4" cy="4" r="2"/>)",
  };
  return std::string(kTextures[(k % 8 + k / 8) % 8]);
}

}  // namespace

std::string_view PageStyle() { return kPageStyle; }

std::string PaintDefinitions(size_t paints) {
  std::string out = R"(<svg width="0" height="0" style="position:absolute" aria-hidden="true"><style>)";
  out +=
      ".tx{stroke:var(--tex);stroke-width:1.2;fill:none;opacity:.55}.td{fill:var(--tex);opacity:.6}</"
      "style><defs>";
  for (size_t k = 0; k < paints; ++k) {
    out += fmt::format(
        R"html(<pattern id="p{}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8"
height="8" style="fill:var(--p{})"/>{}</pattern>)html",
        k, k % 8, Texture(k));
  }
  out +=
      R"html(<pattern id="pb" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8"
height="8" style="fill:var(--pb)"/></pattern>)html";
  return out + "</defs></svg>\n";
}

}  // namespace constat::report
