/** Style sheet of a rollout's report: light and dark by the reader's setting; on a narrow screen each row becomes a card. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1a2029;--faint:#566070;--line:#dde2e9;--good:#17693a;--bad:#b3261e;--warning:#805000;--good-soft:#e3f4ea;--bad-soft:#fdebe9;--warning-soft:#fdf3dc;--accent:#2456c8}
@media(prefers-color-scheme:dark){:root{--page:#12161c;--card:#1a2029;--ink:#e6eaf0;--faint:#9fabba;--line:#303947;--good:#6fd39a;--bad:#ff8a80;--warning:#f0b45a;--good-soft:#16301f;--bad-soft:#3a1a18;--warning-soft:#332812;--accent:#8fb0ff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
.kind{margin:0;color:var(--faint);font-size:.85rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2rem 0 .6rem}
h2 span{display:inline-block;margin-left:.35rem;padding:0 .5rem;border-radius:1rem;border:1px solid var(--line);color:var(--faint);font-size:.85rem;font-weight:400}
h3{font-size:.95rem;margin:1.1rem 0 .4rem}
p{margin:.4rem 0;overflow-wrap:anywhere}
a{color:var(--accent)}
.faint,dt,figcaption,.axis{color:var(--faint)}
.bad{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;margin:1.25rem 0 0;padding:0;list-style:none}
.tiles li{padding:.7rem .9rem;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
.tiles b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles span{color:var(--faint);font-size:.85rem}
.tiles .good b{color:var(--good)}.tiles .bad b{color:var(--bad)}.tiles .warning b{color:var(--warning)}
.note{background:var(--warning-soft);border-radius:.5rem;padding:.6rem .9rem;margin:.8rem 0}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1rem;margin:.4rem 0}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
table{border-collapse:collapse;width:100%}
th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
th{color:var(--faint);font-weight:600;white-space:nowrap}
td{overflow-wrap:break-word;min-width:4rem;max-width:24rem}
.number{text-align:right;font-variant-numeric:tabular-nums}
.badge{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.78rem;font-weight:600;white-space:nowrap}
.badge.good{color:var(--good);background:var(--good-soft)}.badge.bad{color:var(--bad);background:var(--bad-soft)}.badge.warning{color:var(--warning);background:var(--warning-soft)}
figure{margin:1rem 0 0}
figcaption,.axis{font-size:.85rem}
svg{display:block;width:100%;height:120px;margin-top:.35rem;background:var(--card);border:1px solid var(--line);border-radius:.4rem}
.area{fill:var(--accent);fill-opacity:.35;stroke:var(--accent);vector-effect:non-scaling-stroke}
.limit{fill:none;stroke:var(--bad);stroke-dasharray:6 4;vector-effect:non-scaling-stroke}
.axis{display:flex;justify-content:space-between;gap:1rem;margin:.25rem 0 0}
details{margin:.5rem 0;border:1px solid var(--line);border-radius:.6rem;background:var(--card);padding:.6rem .9rem}
summary{cursor:pointer;overflow-wrap:anywhere}
.acts,.boundaries{list-style:none;margin:0;padding:0}
.acts li{padding:.35rem 0;border-top:1px solid var(--line)}
.acts li:first-child{border-top:0}
.boundaries{columns:15rem;font-size:.88rem}
.boundaries li{break-inside:avoid}
.answer{color:var(--faint);font-size:.88rem}
code,pre,.clock{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:.35rem 0;padding:.5rem .7rem;border-radius:.4rem;background:var(--page);white-space:pre-wrap;overflow-wrap:anywhere}
.clock{color:var(--faint)}
@media(max-width:48rem){
.cards thead{display:none}
.cards,.cards tbody,.cards tr,.cards td{display:block;width:100%}
.cards tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
.cards tr:last-child{border-bottom:0}
.cards td,.cards td.number{max-width:none;overflow-wrap:anywhere;display:grid;grid-template-columns:6rem minmax(0,1fr);gap:.5rem;padding:.15rem .75rem;border:0;text-align:left}
.cards td::before{content:attr(data-title);color:var(--faint)}
.cards td:empty{display:none}
.badge{justify-self:start}
}
@media print{body{background:none}.wide{overflow:visible}details{break-inside:avoid}tr{break-inside:avoid}}
`;
