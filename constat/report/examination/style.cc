#include "constat/report/examination/style.h"

namespace constat::report::examination {
namespace {

// The shades g0 to g6 run from light to dark, d0 to d6 from blue over grey to orange; both are told apart
// with any colour vision and in grey print.
constexpr std::string_view kStyle = R"css(
:root{--g0:#dbe9f4;--g1:#b7d3e8;--g2:#8bb8d8;--g3:#5d99c4;--g4:#3579aa;--g5:#1c5a8c;--g6:#0a3a63;
--d0:#0a4a84;--d1:#4b87ba;--d2:#a8c8e0;--d3:#e3e3e1;--d4:#f3c79b;--d5:#d98b3f;--d6:#9c4f06}
@media (prefers-color-scheme:dark){:root{--g0:#16283a;--g1:#1f3f5c;--g2:#2a597f;--g3:#3a78a6;--g4:#5a9acb;
--g5:#8fc1e8;--g6:#d2e9fb;--d0:#7cc0ff;--d1:#3f86c4;--d2:#264d70;--d3:#3a3d41;--d4:#6b4519;--d5:#b87420;
--d6:#ffb765}}
.g0{fill:var(--g0);background:var(--g0)}.g1{fill:var(--g1);background:var(--g1)}
.g2{fill:var(--g2);background:var(--g2)}.g3{fill:var(--g3);background:var(--g3)}
.g4{fill:var(--g4);background:var(--g4)}.g5{fill:var(--g5);background:var(--g5)}
.g6{fill:var(--g6);background:var(--g6)}.d0{fill:var(--d0);background:var(--d0)}
.d1{fill:var(--d1);background:var(--d1)}.d2{fill:var(--d2);background:var(--d2)}
.d3{fill:var(--d3);background:var(--d3)}.d4{fill:var(--d4);background:var(--d4)}
.d5{fill:var(--d5);background:var(--d5)}.d6{fill:var(--d6);background:var(--d6)}
.legend .swatch{margin-right:0}.legend .bars,.legend .l0,.legend .l1,.legend .l2,.legend .l3{margin-right:.4rem}
svg.chart{display:block;width:100%;height:auto}
svg.chart text{font-size:11.5px;fill:var(--muted)}
svg.chart text.label{fill:var(--ink)}
svg.chart text.cut{font-size:10.5px;fill:var(--ink)}
svg.chart .rule{stroke:var(--rule);stroke-width:.8;fill:none}
svg.chart .base{stroke:var(--muted);stroke-width:1;fill:none}
svg.chart .bars{fill:var(--p0)}
svg.chart .marker{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3;fill:none}
svg.chart .line{fill:none;stroke-width:1.8;stroke-linejoin:round}
svg.chart .l0{stroke:var(--p0)}svg.chart .l1{stroke:var(--p1)}
svg.chart .l2{stroke:var(--p2);stroke-dasharray:6 3}svg.chart .l3{stroke:var(--p3);stroke-dasharray:2 3}
.swatch.bars,.swatch.l0{background:var(--p0)}.swatch.l1{background:var(--p1)}.swatch.l2{background:var(--p2)}
.swatch.l3{background:var(--p3)}
.swatch.l0,.swatch.l1,.swatch.l2,.swatch.l3{height:.22rem;vertical-align:.25rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:.5rem 1.6rem}
.pair figure{margin:0;break-inside:avoid;max-width:34rem}
.picture{break-inside:avoid}
.pair h5{margin:0 0 .2rem;font:600 .85rem/1.3 system-ui,sans-serif;color:var(--muted)}
h4{font-size:1rem;margin:1.2rem 0 .3rem}
.test{break-inside:auto;margin-bottom:2.2rem}
.test .shows{font-weight:600}
.test .fine{font-size:.9rem;color:var(--muted)}
.stands{--tone:var(--bad)}.refused .shows{font-weight:400}
.numbers td,.numbers th{text-align:right}.numbers th:first-child{text-align:left}
.cells td:first-child,.cells th:first-child{text-align:left}
.long{max-height:34rem;overflow:auto;border-bottom:1px solid var(--rule)}
.long thead th{position:sticky;top:0;background:var(--bg)}
.long td,.long th{text-align:left}
.long td.n,.long th.n{text-align:right}
.long th button{all:unset;cursor:pointer;font-weight:600}
.long th button:focus-visible,.tools button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.long th[aria-sort=ascending] button::after{content:" \25b2"}
.long th[aria-sort=descending] button::after{content:" \25bc"}
.tools{margin:.4rem 0 .6rem}
.tools button{font:inherit;font-size:.9rem;padding:.25rem .7rem;border:1px solid var(--muted);border-radius:3px;
background:var(--soft);color:var(--ink);cursor:pointer}
.warn{border-left:.3rem solid var(--open);padding:.3rem .8rem;background:var(--open-soft)}
@media print{.long{max-height:none;overflow:visible}.long tbody tr:nth-child(n+41){display:none}.tools{display:none}
.pair{grid-template-columns:1fr 1fr}
:root{--g0:#dbe9f4;--g1:#b7d3e8;--g2:#8bb8d8;--g3:#5d99c4;--g4:#3579aa;--g5:#1c5a8c;--g6:#0a3a63;
--d0:#0a4a84;--d1:#4b87ba;--d2:#a8c8e0;--d3:#e3e3e1;--d4:#f3c79b;--d5:#d98b3f;--d6:#9c4f06}}
)css";

constexpr std::string_view kScript = R"js(
(function(){
var table=document.getElementById('stations-table');if(!table)return;
var body=table.tBodies[0],heads=Array.from(table.tHead.rows[0].cells);
function value(row,i){var t=row.cells[i].textContent.trim();var n=Number(t.replace(/,/g,''));return heads[i].classList.contains('n')?n:t;}
heads.forEach(function(head,i){
var button=document.createElement('button');button.type='button';button.textContent=head.textContent;
head.textContent='';head.appendChild(button);
button.addEventListener('click',function(){
var down=head.getAttribute('aria-sort')!=='descending';
heads.forEach(function(h){h.removeAttribute('aria-sort');});
head.setAttribute('aria-sort',down?'descending':'ascending');
Array.from(body.rows).sort(function(a,b){var x=value(a,i),y=value(b,i);
var c=typeof x==='number'?x-y:x.localeCompare(y);return down?-c:c;}).forEach(function(r){body.appendChild(r);});
});});
function cell(t){t=t.trim();if(/^[=+@\t-]/.test(t)&&isNaN(Number(t)))t="'"+t;return '"'+t.replace(/"/g,'""')+'"';}
var tools=document.getElementById('stations-tools'),save=document.createElement('button');
save.type='button';save.textContent='Save this table as CSV';
save.addEventListener('click',function(){
var lines=Array.from(table.rows).map(function(r){return Array.from(r.cells).map(function(c){return cell(c.textContent);}).join(',');});
var link=document.createElement('a');
link.href=URL.createObjectURL(new Blob(['\ufeff'+lines.join('\r\n')+'\r\n'],{type:'text/csv'}));
link.download='stations.csv';document.body.appendChild(link);link.click();link.remove();
});
tools.appendChild(save);
})();
)js";

}  // namespace

std::string_view ExaminationStyle() { return kStyle; }
std::string_view TableScript() { return kScript; }

}  // namespace constat::report::examination
