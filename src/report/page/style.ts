import { shades, themeRules } from '../theme.ts';

/** The page's style sheet: light or dark as the reader's system says, or as they chose. */
export const style = `
${themeRules}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:400 17px/1.6 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
main,header,footer{max-width:800px;margin:0 auto;padding:0 20px}
a{color:inherit;text-decoration-color:var(--muted);text-underline-offset:3px}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--restakers);outline-offset:3px}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--paper);padding:8px 12px}
.bar{display:flex;justify-content:space-between;align-items:center;padding:18px 0;border-bottom:1px solid var(--line);font-size:13px;color:var(--muted)}
.bar b{color:var(--ink);font-weight:600}
button{font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:999px;padding:4px 14px;cursor:pointer}
button:hover{border-color:var(--muted);color:var(--ink)}
h1{font-size:clamp(32px,6vw,50px);line-height:1.08;letter-spacing:-.028em;font-weight:600;margin:56px 0 16px}
.name{font-size:14px;font-weight:600;color:var(--muted);margin:36px 0 10px}
h1.question{font-size:clamp(27px,4.4vw,40px);line-height:1.14;letter-spacing:-.022em;margin:0 0 18px;text-wrap:balance}
.answer{font-size:clamp(17px,2.1vw,20px);line-height:1.5;margin:0 0 16px;padding-left:16px;border-left:2px solid var(--ink)}
.answer span{color:var(--muted);white-space:nowrap}
.cards+.deck{font-size:17px;margin:32px 0 0}
.deck{font-size:clamp(18px,2.4vw,21px);line-height:1.5;color:var(--muted);margin:0 0 20px;max-width:640px}
.facts{font-size:14px;color:var(--muted);margin:0}
.cards{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(165px,1fr));gap:28px 24px;margin:32px 0 0;padding:26px 0 0;border-top:2px solid var(--ink)}
.cards li{display:flex;flex-direction:column;margin:0}
.cards .who{font-size:12px;color:var(--muted);letter-spacing:.01em}
.cards strong{font-size:30px;line-height:1.15;letter-spacing:-.025em;font-weight:600;margin:2px 0 6px;font-variant-numeric:tabular-nums}
.cards strong small{font-size:14px;font-weight:400;letter-spacing:0;color:var(--muted)}
.cards .what{font-size:13px;line-height:1.4}
.cards .target{font-size:13px;line-height:1.4;margin-top:4px}.cards .missed b{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
.cards .range{font-size:12px;line-height:1.4;color:var(--muted);margin-top:4px}
nav{max-width:800px;margin:56px auto 0;padding:0 20px;font-size:14px;color:var(--muted)}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px}
nav a{text-decoration:none}nav a:hover{color:var(--ink)}
@media (min-width:1280px){nav{position:fixed;top:40px;left:calc(50% - 616px);width:200px;margin:0;padding:0}nav ol{display:block}nav li{margin:0 0 9px;line-height:1.35}}
section{margin:88px 0 0;scroll-margin-top:24px}
h2{font-size:27px;line-height:1.2;letter-spacing:-.02em;font-weight:600;margin:0 0 6px}
h3{font-size:16px;margin:40px 0 8px;font-weight:600}
.reading{font-size:14px;line-height:1.5;color:var(--muted);margin:0 0 18px;max-width:620px}
.says{font-size:17px;margin:14px 0 0;max-width:640px;padding-left:16px;border-left:2px solid var(--ink)}
.files{font-size:12.5px;color:var(--muted);margin:12px 0 0}.files a{margin-right:14px}
figure{margin:0}
.plot svg{display:block;width:100%;height:auto;overflow:visible}
.plot.narrow{display:none}
.plot.live svg{width:auto;max-width:none}
@media (max-width:799px){.cards{grid-template-columns:1fr 1fr;gap:26px 18px}.cards strong{font-size:26px}td.number{white-space:normal}#measures th:first-child{width:66%}.plot.wide{display:none}.plot.narrow{display:block;max-width:460px}}
.ready>.plot:not(.live){display:none}
.scroll{overflow-x:auto}.flow .plot{min-width:680px}
.flow fieldset{border:0;padding:0;margin:0 0 14px;display:flex;flex-wrap:wrap;gap:6px}
.flow legend{float:left;padding:0;font-size:13px;color:var(--muted);margin:3px 10px 0 0}
.flow input{position:absolute;opacity:0}
.flow label{font-size:13px;border:1px solid var(--line);border-radius:999px;padding:2px 13px;cursor:pointer}
.flow input:checked+label{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.flow input:focus-visible+label{outline:2px solid var(--restakers);outline-offset:2px}
.flow .state{display:none}
.table{overflow-x:auto;margin:20px 0 0}
td code{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.45}
th,td{text-align:left;vertical-align:baseline;padding:8px 16px 8px 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--muted);font-size:12.5px;white-space:nowrap}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td small{display:block;color:var(--muted);font-size:12.5px}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--wash);padding:14px 16px;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;margin:12px 0}
footer{margin-top:88px;padding-top:20px;padding-bottom:56px;font-size:13px;color:var(--muted)}
#vg-tooltip-element{position:fixed;visibility:hidden;z-index:9;padding:8px 11px;border-radius:6px;background:var(--paper);color:var(--ink);border:1px solid var(--line);box-shadow:0 3px 14px rgb(0 0 0/.16);font:12px/1.5 Inter,system-ui,sans-serif;pointer-events:none;max-width:300px}
#vg-tooltip-element.visible{visibility:visible}
#vg-tooltip-element table{width:auto;font-size:12px}#vg-tooltip-element td{border:0;padding:1px 10px 1px 0}#vg-tooltip-element td.key{color:var(--muted)}
@media print{:root:root{${shades.light}}body{font-size:11pt}nav,button,.skip,.files{display:none}section{break-inside:avoid;margin-top:40px}.plot.wide,.plot.live{display:block}.plot.narrow{display:none}.plot svg,.plot.live svg{max-width:100%}}
`;
