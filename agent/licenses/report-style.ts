/** Style sheet of the report: light and dark by the reader's setting; on a narrow screen each row becomes a card. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2126;--faint:#5a6570;--line:#d9dee3;--back:#fff;--card:#f5f7f9;--good:#17693a;--bad:#b3261e;--warning:#8a5300}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaee;--faint:#9aa6b2;--line:#333c45;--back:#14181c;--card:#1d2329;--good:#6fd39a;--bad:#ff8a80;--warning:#f0b45a}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header,main{max-width:80rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
header p,.none{margin:0;color:var(--faint)}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
h2 span{display:inline-block;margin-left:.35rem;padding:0 .5rem;border-radius:1rem;background:var(--card);color:var(--faint);font-size:.85rem;font-weight:400}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin-top:1.25rem}
.tile{display:flex;flex-direction:column;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
.tile b{order:1;font-size:1.35rem;line-height:1.3}
.tile span{order:0;color:var(--faint)}
.tile small{order:2;color:var(--faint);font-size:.85rem}
.tile.good b{color:var(--good)}.tile.bad b{color:var(--bad)}.tile.warning b{color:var(--warning)}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}
table{border-collapse:collapse;width:100%}
th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
th{background:var(--card);color:var(--faint);font-weight:600;white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums}
td{overflow-wrap:break-word;min-width:5rem;max-width:28rem}
td.number{min-width:0}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Consolas,monospace;overflow-wrap:anywhere}
code span{white-space:nowrap}
td.bad{color:var(--bad);font-weight:600}
section:last-child{margin-bottom:3rem}
@media(max-width:48rem){
.tiles{grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}
.tile:first-child{grid-column:1/-1}
thead{display:none}
table,tbody,tr,td{display:block;width:100%;max-width:none}
tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
tr:last-child{border-bottom:0}
td,td.number{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.5rem;padding:.15rem .75rem;border:0;text-align:left;overflow-wrap:anywhere}
td::before{content:attr(data-title);color:var(--faint)}
td:empty{display:none}
}
@media print{.wide{overflow:visible}section{break-inside:auto}tr{break-inside:avoid}}
`;
