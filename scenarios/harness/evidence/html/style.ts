/** The report's style sheet: no font, picture or script from anywhere; both colour schemes; made for a phone first. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1a2029; --faint: #5c6675; --line: #dde2e9;
  --good: #1a7f4b; --bad: #c2261c; --warn: #9a6500; --good-soft: #e3f4ea; --bad-soft: #fdebe9; --warn-soft: #fdf3dc;
  --accent: #2456c8; --step: #c3cedf; --verb: #5b7fd6;
  --edited: #e3b341; --saved: #c98a1b; --down: #d0483e; --booting: #8a63c9; --starting: #5aa3c7; --back: #3c9c68;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --text: #e6eaf0; --faint: #9aa6b6; --line: #303947;
    --good: #5cc98c; --bad: #ff7b70; --warn: #e5b454; --good-soft: #16301f; --bad-soft: #3a1a18; --warn-soft: #332812;
    --accent: #8fb0ff; --step: #3b4757; --verb: #5273c4;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 20px 16px 64px; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 0.95rem; margin: 24px 0 8px; }
p { margin: 6px 0; }
a { color: var(--accent); }
code, pre, .clock { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.86em; }
pre { margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.faint, .label, small { color: var(--faint); }
.label { font-size: 0.8rem; }
small { display: block; font-size: 0.75rem; }
.totals { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0 24px; padding: 0; list-style: none; }
.totals li { flex: 1 1 76px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.totals b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.totals .failed b { color: var(--bad); } .totals .passed b { color: var(--good); } .totals .flaky b, .totals .skipped b { color: var(--warn); }
.verdicts { border: 1px solid var(--line); border-radius: 10px; background: var(--card); margin: 0 0 28px; padding: 0; list-style: none; overflow: hidden; }
.verdicts li { display: grid; grid-template-columns: 84px 1fr auto; gap: 4px 12px; align-items: baseline; padding: 9px 14px; border-top: 1px solid var(--line); }
.verdicts li:first-child { border-top: 0; }
.verdicts a { color: inherit; text-decoration: none; font-weight: 600; overflow-wrap: anywhere; }
.verdicts a:hover { text-decoration: underline; }
.verdicts .why { grid-column: 2 / -1; color: var(--faint); overflow-wrap: anywhere; font-size: 0.88rem; }
.badge { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: 0.78rem; font-weight: 600; text-align: center; }
.badge.passed { color: var(--good); background: var(--good-soft); }
.badge.failed { color: var(--bad); background: var(--bad-soft); }
.badge.flaky, .badge.skipped { color: var(--warn); background: var(--warn-soft); }
.run { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 18px 14px; margin: 0 0 20px; }
.run > header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
.run > header h2 { flex: 1 1 240px; }
.run.failed { border-left: 4px solid var(--bad); } .run.flaky { border-left: 4px solid var(--warn); }
.facts { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 6px 0 0; color: var(--faint); font-size: 0.86rem; }
.failure { background: var(--bad-soft); border-radius: 8px; padding: 12px 14px; margin: 14px 0; }
.failure strong { color: var(--bad); display: block; overflow-wrap: anywhere; }
.failure p { overflow-wrap: anywhere; }
.note { background: var(--warn-soft); border-radius: 8px; padding: 10px 14px; margin: 14px 0; overflow-wrap: anywhere; }
.repeat { border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 10px 0 0; }
.timeline { margin: 18px 0 8px; }
.lanes { display: grid; grid-template-columns: minmax(72px, max-content) minmax(0, 1fr); gap: 3px 12px; align-items: center; margin-top: 8px; }
.lane-name { font-size: 0.78rem; color: var(--faint); max-width: 150px; overflow-wrap: anywhere; line-height: 1.2; }
.lane-name.in-run, .lane-name.in-cssm { color: var(--text); font-weight: 600; }
svg { display: block; width: 100%; background: var(--page); border-radius: 4px; }
.grid { stroke: var(--line); vector-effect: non-scaling-stroke; }
.mark { stroke: var(--faint); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.mark.session { opacity: 0.55; } .mark.refused { opacity: 0.25; } .mark.request { stroke: var(--accent); }
.mark.fault { stroke: var(--bad); stroke-width: 3; } .mark.act { stroke: var(--warn); stroke-width: 3; } .mark.reload { stroke: var(--text); stroke-width: 2; }
.step { fill: var(--step); stroke: var(--page); vector-effect: non-scaling-stroke; } .step-failed { fill: var(--bad); } .verb { fill: var(--verb); opacity: 0.8; } .verb-killed { fill: var(--bad); opacity: 0.8; }
.edited { fill: var(--edited); background: var(--edited); } .saved { fill: var(--saved); background: var(--saved); }
.down { fill: var(--down); background: var(--down); } .booting { fill: var(--booting); background: var(--booting); }
.starting { fill: var(--starting); background: var(--starting); } .back { fill: var(--back); background: var(--back); }
.preparing { fill: var(--step); background: var(--step); } .changing { fill: var(--edited); background: var(--edited); } .watching { fill: var(--booting); background: var(--booting); }
.judging { fill: var(--starting); background: var(--starting); } .good { fill: var(--back); background: var(--back); } .bad { fill: var(--bad); background: var(--bad); } .left { fill: var(--warn); background: var(--warn); }
.axis { display: flex; justify-content: space-between; font-size: 0.72rem; color: var(--faint); font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 0.78rem; color: var(--faint); margin: 10px 0 0; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.swatch { width: 12px; height: 12px; border-radius: 3px; }
.tick { width: 2px; height: 13px; background: var(--faint); } .tick.fault { width: 3px; background: var(--bad); } .tick.reload { background: var(--text); }
.legend b { font-weight: 600; color: var(--text); }
.procedure { list-style: none; margin: 0; padding: 0; }
.procedure > li { border-top: 1px solid var(--line); padding: 9px 0; }
.procedure > li:first-child { border-top: 0; }
.step-head { display: grid; grid-template-columns: auto 1fr auto; gap: 10px; align-items: baseline; }
.step-head b { overflow-wrap: anywhere; }
.clock { color: var(--faint); font-variant-numeric: tabular-nums; white-space: nowrap; }
.checks { list-style: none; margin: 4px 0 0; padding: 0 0 0 2px; }
.checks li { display: grid; grid-template-columns: 18px 1fr; gap: 6px; overflow-wrap: anywhere; }
.checks .sign { color: var(--good); } .checks .broken { color: var(--bad); font-weight: 600; } .checks .broken .sign { color: var(--bad); }
.did { list-style: none; margin: 4px 0 0; padding: 0; color: var(--faint); font-size: 0.88rem; }
.did li { overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); padding: 9px 0; }
summary { cursor: pointer; font-weight: 600; font-size: 0.92rem; }
.scroll { overflow-x: auto; max-height: 480px; overflow-y: auto; margin-top: 8px; }
table { border-collapse: collapse; font-size: 0.8rem; width: 100%; }
th, td { text-align: left; padding: 3px 10px 3px 0; white-space: nowrap; vertical-align: top; }
td:last-child { white-space: normal; min-width: 220px; overflow-wrap: anywhere; }
th { color: var(--faint); font-weight: 600; position: sticky; top: 0; background: var(--card); }
@media (max-width: 480px) {
  main { padding: 14px 12px 48px; }
  .run { padding: 14px 12px 10px; }
  .verdicts li { grid-template-columns: 76px 1fr; } .verdicts .took { display: none; }
  .axis span:nth-child(even) { display: none; }
  .lanes { grid-template-columns: minmax(60px, 84px) minmax(0, 1fr); gap: 3px 8px; }
}
@media print { body { background: none; } .run { break-inside: avoid; } }
`;
