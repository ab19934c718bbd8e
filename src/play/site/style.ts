import { themeRules } from '../../report/theme.ts';

/** Style of the playground: the colours and the type of the report, on a screen that is one instrument. */
export const style = `
${themeRules}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 14px/1.45 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
h1,h2,h3,p,ul,figure,fieldset{margin:0;padding:0;border:0}
:focus-visible{outline:2px solid var(--restakers);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--paper);padding:8px 12px;z-index:9}
button,select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:999px;padding:4px 14px;cursor:pointer}
button:hover,select:hover{border-color:var(--muted)}
header{padding:0 28px}
.bar{display:flex;align-items:center;gap:18px;padding:14px 0;border-bottom:1px solid var(--line);font-size:13px;color:var(--muted)}
.bar b{color:var(--ink);font-weight:600}.bar .space{flex:1}
.scenario{color:var(--ink);min-width:0;overflow-wrap:anywhere}
fieldset{display:flex;align-items:center;gap:2px}
fieldset legend{float:left;padding:0;margin-right:8px;color:var(--muted);font-size:13px}
fieldset label{position:relative;font-size:13px;border:1px solid var(--line);padding:3px 12px;cursor:pointer;color:var(--muted)}
fieldset label:first-of-type{border-radius:999px 0 0 999px}fieldset label:last-of-type{border-radius:0 999px 999px 0;margin-left:-3px}
fieldset input{position:absolute;opacity:0;inset:0;margin:0;cursor:pointer}
fieldset label:has(:checked){background:var(--ink);color:var(--paper);border-color:var(--ink)}
fieldset label:has(:focus-visible){outline:2px solid var(--restakers);outline-offset:2px}
#sentence{font-size:clamp(21px,2.2vw,31px);line-height:1.22;letter-spacing:-.022em;font-weight:600;margin:22px 0 6px;max-width:1080px;min-height:1.22em;text-wrap:pretty;transition:opacity .15s}
#sentence.stale{opacity:.55}
#sentence .side-a{color:var(--muted)}
#deck{color:var(--muted);max-width:900px;font-size:14px}
#problem{color:var(--set0);font-weight:600}#problem:not(:empty){margin-top:8px}
.columns{display:grid;grid-template-columns:272px minmax(0,1fr) 292px;gap:36px;padding:22px 28px 48px;align-items:start}
h2{font-size:13px;font-weight:600;letter-spacing:.01em}
.sheet-head{display:flex;justify-content:space-between;align-items:center;margin-bottom:10px}
#close-levers,#open-levers{display:none}
.lever{display:grid;grid-template-columns:minmax(0,1fr) fit-content(60%) 22px;column-gap:8px;align-items:baseline;padding:9px 0 7px;border-top:1px solid var(--line)}
.lever label{font-size:13px;overflow-wrap:anywhere}
.lever output{font-variant-numeric:tabular-nums;color:var(--muted);font-size:13px;text-align:right;overflow-wrap:anywhere}
.lever.moved output{color:var(--ink);font-weight:600}
.lever .track{grid-column:1/-1;position:relative;display:block;height:22px}
.lever input,.timeline input{-webkit-appearance:none;appearance:none;background:none;width:100%;margin:0;height:22px;position:relative;cursor:pointer;touch-action:pan-y}
.lever .track::before{content:"";position:absolute;left:8px;right:8px;top:10px;height:2px;background:var(--line)}
.lever .track::after{content:"";position:absolute;top:9px;height:4px;border-radius:2px;background:var(--ink);left:calc(8px + (100% - 16px)*min(var(--from),var(--to)));right:calc(8px + (100% - 16px)*(1 - max(var(--from),var(--to))))}
.lever .mark{position:absolute;top:4px;width:2px;height:14px;background:var(--muted);left:calc(7px + (100% - 16px)*var(--from))}
input[type=range]::-webkit-slider-thumb{-webkit-appearance:none;width:16px;height:16px;border-radius:50%;background:var(--ink);border:3px solid var(--paper);box-shadow:0 0 0 1px var(--ink);position:relative;z-index:1}
input[type=range]::-moz-range-thumb{width:10px;height:10px;border-radius:50%;background:var(--ink);border:3px solid var(--paper);box-shadow:0 0 0 1px var(--ink)}
input[type=range]:focus-visible{outline:none}
input[type=range]:focus-visible::-webkit-slider-thumb{outline:2px solid var(--restakers);outline-offset:3px}
.reset{border:0;padding:0;width:20px;height:20px;line-height:18px;border-radius:50%;color:var(--muted);grid-row:1;grid-column:3}
.reset:hover{color:var(--ink)}
.flow-head,.multiples-head{display:flex;align-items:center;gap:16px;justify-content:space-between}
#flow{min-height:210px;margin-top:6px}
#flow svg{display:block;width:100%;height:auto}
#flow-caption,#happened,#cards-note{font-size:12.5px;color:var(--muted)}
#happened{min-height:1.45em}
.timeline{display:flex;align-items:center;gap:12px;margin:10px 0 2px}
.timeline button{width:34px;height:34px;padding:0;flex:none;font-size:11px}
.timeline .track{position:relative;flex:1;height:28px}
.timeline .track::before{content:"";position:absolute;left:8px;right:8px;top:13px;height:2px;background:var(--line)}
#progress{position:absolute;left:8px;top:13px;height:2px;background:var(--muted);max-width:calc(100% - 16px)}
#marks{position:absolute;left:8px;right:8px;top:0;height:100%}
#marks i{position:absolute;top:4px;width:2px;height:6px;margin-left:-1px;background:var(--grid)}
#marks .slash{background:var(--set0);height:8px;top:2px}#marks .ejection{background:var(--muted)}#marks .hand{background:var(--ink);height:10px;top:0;width:3px}
.timeline input{height:28px;position:absolute;inset:0}
#day-label{font-variant-numeric:tabular-nums;min-width:62px;text-align:right}
.multiples-head{margin-top:26px}
.key{font-size:12.5px;color:var(--muted);display:flex;align-items:center;gap:6px}
.key i{width:16px;height:2px;background:var(--muted);display:inline-block}.key i.b{background:var(--ink);height:3px}
.pick{display:none}
#multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:16px 20px;margin-top:10px}
.multiple{position:relative}
.multiple figcaption{display:flex;flex-direction:column;font-size:12.5px;line-height:1.35}
.multiple .values{font-variant-numeric:tabular-nums;color:var(--muted);min-height:1.35em}
.multiple .values .b{color:var(--colour);font-weight:600;font-size:15px}
.multiple .values .a::before{content:"A "}.multiple .values .a:empty::before{content:""}
.multiple .most{position:absolute;right:0;top:19px;font-size:11px;color:var(--muted)}
.multiple .plot{position:relative;height:76px;touch-action:pan-y;cursor:crosshair}
.multiple svg{display:block;width:100%;height:100%;overflow:visible}
.multiple path,.multiple line{vector-effect:non-scaling-stroke}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.line.a{stroke:var(--muted);stroke-width:1.5;opacity:.75}.line.b{stroke:var(--colour);transition:opacity .15s}#multiples.stale .line.b{opacity:.4}
.band{stroke:none}.band.a{fill:var(--muted);opacity:.13}.band.b{fill:var(--colour);opacity:.17}
.axis{stroke:var(--line)}.cross{stroke:var(--muted);stroke-dasharray:2 3;opacity:.8}
.dot{position:absolute;width:8px;height:8px;border-radius:50%;margin:0 0 -4px -4px;border:1.5px solid var(--paper);pointer-events:none}
.dot.a{background:var(--muted)}.dot.b{background:var(--colour)}
#cards-note{margin:4px 0 8px;min-height:2.9em}
#cards{list-style:none;transition:opacity .15s}#cards.stale{opacity:.55}
.card{padding:9px 0;border-top:1px solid var(--line)}
.card h3{font-size:12.5px;font-weight:400;color:var(--muted)}
.card .figures{display:flex;align-items:baseline;justify-content:space-between;gap:10px;font-variant-numeric:tabular-nums;min-height:26px}
.card .figures .b,.card .figures .a{white-space:nowrap}.card .figures .b{font-size:18px;font-weight:600;letter-spacing:-.01em}.card .figures .a{color:var(--muted)}
.card .gap{display:flex;align-items:center;justify-content:space-between;gap:10px;font-size:12.5px;color:var(--muted);font-variant-numeric:tabular-nums;min-height:18px}
.card.differs .difference{color:var(--ink);font-weight:600}
.whisker{position:relative;flex:none;width:72px;height:10px;border-bottom:0}
.whisker::before{content:"";position:absolute;left:50%;top:0;bottom:0;width:1px;background:var(--muted)}
.whisker i{position:absolute;top:4px;height:2px;background:var(--muted)}
.whisker i:last-child{top:2px;width:6px;height:6px;margin-left:-3px;border-radius:50%}
.card.differs .whisker i{background:var(--ink)}
.ab{display:flex;gap:6px;margin-bottom:8px}.ab button{font-size:12.5px;padding:2px 10px}button:disabled{opacity:.5;cursor:default}
#world{margin-top:22px}#world h2{margin-bottom:6px}
.act{display:grid;grid-template-columns:1fr 74px;gap:6px;padding:8px 0;border-top:1px solid var(--line)}
.act button{grid-column:1/-1}.act select{border-radius:8px;padding:4px 6px;min-width:0;font-size:13px}
.done{list-style:none}.done li{display:flex;gap:8px;justify-content:space-between;align-items:flex-start;padding:7px 0;border-top:1px solid var(--line)}
.done b,.done small{display:block;font-size:12.5px;font-weight:600}.done small{font-weight:400;color:var(--muted)}
.done button{border:0;padding:0 6px;font-size:16px;line-height:1}
dialog{width:min(760px,94vw);max-height:92vh;border:1px solid var(--line);border-radius:14px;background:var(--paper);color:var(--ink);padding:20px 24px 24px;box-shadow:0 20px 60px rgb(0 0 0/.3)}
dialog::backdrop{background:rgb(0 0 0/.4)}
.dialog-head{display:flex;justify-content:space-between;align-items:center}.dialog-head h2{font-size:19px;letter-spacing:-.01em}
dialog h3{font-size:13px;margin:18px 0 6px}dialog .note{font-size:12.5px;color:var(--muted);margin-bottom:6px}
.row{display:flex;gap:8px;flex-wrap:wrap}.row input{flex:1;min-width:0;font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:inherit;background:var(--wash);border:1px solid var(--line);border-radius:8px;padding:5px 9px}
#yaml{border:1px solid var(--line);border-radius:8px;overflow:hidden;margin-bottom:8px;min-height:90px}
#yaml .cm-editor{background:var(--wash);max-height:300px;font-size:13px}#yaml .cm-gutters{background:var(--wash);color:var(--muted);border-color:var(--line)}
#yaml .cm-activeLine,#yaml .cm-activeLineGutter{background:color-mix(in srgb,var(--ink) 7%,transparent)}#yaml .cm-line span{color:inherit}#yaml .cm-cursor{border-color:var(--ink)}#yaml .cm-tooltip{background:var(--paper);color:var(--ink);border:1px solid var(--line)}
#yaml-problems{list-style:none;font-size:13px;color:var(--ink)}#yaml-problems li{padding:2px 0 6px}#yaml-problems code{color:var(--set0)}#yaml-problems small{display:block;color:var(--muted);font-size:12.5px}
#digest{font-size:12.5px;margin-top:8px;overflow-wrap:anywhere}#digest[data-same=true]{color:var(--set1);font-weight:600}#digest[data-same=false]{color:var(--set0);font-weight:600}
@media (max-width:1100px){.columns{grid-template-columns:248px minmax(0,1fr);gap:28px}#figures{grid-column:1/-1}#cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));column-gap:24px}}
@media (max-width:759px){
header{padding:0 16px}.bar{flex-wrap:wrap;gap:8px 12px;padding:10px 0}.bar .space{display:none}#leave{margin-left:auto}
#deck{display:none}
#sentence{margin-top:14px;font-size:20px;min-height:4.9em}
.columns{display:flex;flex-direction:column;gap:22px;padding:12px 16px 88px;align-items:stretch}
#figures{order:1}#main{order:2}
#cards{grid-template-columns:1fr 1fr;column-gap:16px}
.card:nth-child(n+7){display:none}
.whisker{display:none}.card .gap{min-height:0}.card .figures{flex-wrap:wrap;column-gap:10px;row-gap:0}
.pick{display:block}.key{display:none}
.multiple:not(.picked){display:none}#multiples{display:block}
#flow{min-height:150px}
#controls{position:fixed;left:0;right:0;bottom:0;max-height:76vh;overflow-y:auto;background:var(--paper);border-top:1px solid var(--line);border-radius:16px 16px 0 0;padding:14px 16px 24px;box-shadow:0 -8px 30px rgb(0 0 0/.18);z-index:5;visibility:hidden;transform:translateY(100%);transition:transform .2s,visibility .2s}
#controls.open{visibility:visible;transform:none}
#close-levers{display:block}
#open-levers{display:block;position:fixed;left:50%;bottom:16px;transform:translateX(-50%);z-index:4;background:var(--ink);color:var(--paper);border-color:var(--ink);padding:10px 28px;font-size:15px;box-shadow:0 4px 18px rgb(0 0 0/.25)}
.lever output,.lever label{font-size:14px}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
