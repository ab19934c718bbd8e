import { createHash } from 'node:crypto';
import { embedJson, escapeMarkup } from '../../report/escape.ts';
import { faces } from '../../report/page/assets.ts';
import type { PageScenario } from '../model/page-scenario.ts';
import type { PlayScripts } from './bundle.ts';
import { style } from './style.ts';

/** The playground as one HTML file: scripts within it, or beside it. */
export interface PlayDocument {
  readonly scenarios: readonly PageScenario[];
  /** Scripts to put within the page; without them it loads `page.js`, `worker.js` and `editor.js` from beside it. */
  readonly inline?: PlayScripts;
}

/** The document of the playground. All that a scenario says goes in as JSON or escaped text. */
export function playDocument({ scenarios, inline }: PlayDocument): string {
  const [{ setup }] = scenarios as readonly [PageScenario];
  const fonts = faces().map(
    face =>
      `@font-face{font-family:Inter;font-weight:${face.weight};font-display:swap;src:url(data:font/woff2;base64,${face.base64}) format("woff2")}`,
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(inline)}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="generator" content="Opset playground">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeMarkup(setup.name)} · Opset playground</title>`,
    `<style>${fonts.join('')}${style}</style>`,
    '</head>',
    '<body>',
    ...body(scenarios),
    `<script type="application/json" id="scenarios">${embedJson(scenarios)}</script>`,
    `<script type="text/plain" id="worker">${inline ? embedded(inline.worker) : ''}</script>`,
    `<script type="text/plain" id="editor-script">${inline ? embedded(inline.editor) : ''}</script>`,
    inline ? `<script>${embedded(inline.page)}</script>` : '<script src="page.js"></script>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What the page may load: its own scripts, and workers and an editor made of them; nothing from elsewhere. */
function policyOf(inline: PlayScripts | undefined): string {
  const own = inline
    ? `'sha256-${createHash('sha256').update(embedded(inline.page)).digest('base64')}' blob:`
    : "'self'";
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data: blob:',
    `script-src ${own}`,
    `worker-src ${inline ? 'blob:' : "'self'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A script that cannot end the element it stands in: strings and expressions say the same with the sign by its number. */
function embedded(script: string): string {
  return script.replaceAll('</script', '\\x3c/script').replaceAll('<!--', '\\x3c!--');
}

function body(scenarios: readonly PageScenario[]): readonly string[] {
  const [{ setup }] = scenarios as readonly [PageScenario];
  const options = scenarios.map(
    ({ setup: { name } }, index) => `<option value="${index}">${escapeMarkup(name)}</option>`,
  );
  return [
    '<a class="skip" href="#main">Skip to the results</a>',
    '<header>',
    '<div class="bar">',
    '<span class="brand"><b>Opset</b> playground</span>',
    scenarios.length > 1
      ? `<label class="scenario">Scenario <select id="scenario">${options.join('')}</select></label>`
      : `<span class="scenario" id="scenario-name">${escapeMarkup(setup.name)}</span>`,
    '<span class="space"></span>',
    '<fieldset class="luck"><legend>Luck</legend>',
    '<label><input type="radio" name="luck" value="one"> one</label>',
    '<label><input type="radio" name="luck" value="all" checked> all</label>',
    '</fieldset>',
    '<button id="leave" type="button">Take it with you</button>',
    '<button id="theme" type="button" aria-label="Switch between light and dark">Dark</button>',
    '</div>',
    `<h1 id="sentence" aria-live="polite">Move a lever: B answers beside A.</h1>`,
    `<p id="deck">${escapeMarkup(setup.description)}</p>`,
    '<p id="problem" role="alert"></p>',
    '</header>',
    '<div class="columns">',
    '<aside id="controls" aria-label="Levers">',
    '<div class="sheet-head"><h2>Levers</h2><button id="close-levers" type="button">Done</button></div>',
    '<p class="ab"><button id="pin" type="button" disabled title="What B is now becomes A">B becomes A</button><button id="undo" type="button" disabled title="All levers as in A">B as A</button></p>',
    '<div id="levers"></div>',
    '<div id="world"></div>',
    '</aside>',
    '<main id="main">',
    '<section aria-label="Where the stake is">',
    '<div class="flow-head"><h2>Where the stake is</h2>',
    '<fieldset class="side"><legend>Stake of</legend>',
    '<label><input type="radio" name="side" value="a"> A</label>',
    '<label><input type="radio" name="side" value="b" checked> B</label>',
    '</fieldset></div>',
    '<div id="flow" role="img" aria-labelledby="flow-caption"></div>',
    '<p id="flow-caption"></p>',
    '<div class="timeline">',
    '<button id="play" type="button" aria-label="Play the days">▶</button>',
    '<span class="track"><i id="progress"></i><span id="marks" aria-hidden="true"></span>',
    '<input id="day" type="range" min="0" max="1" step="1" aria-label="Day"></span>',
    '<output id="day-label" for="day"></output>',
    '</div>',
    '<p id="happened" aria-live="off"></p>',
    '</section>',
    '<section aria-label="Over time">',
    '<div class="multiples-head"><h2>Over time</h2><span class="key"><i class="a"></i> A <i class="b"></i> B</span>',
    '<label class="pick">Show <select id="chart"></select></label></div>',
    '<div id="multiples"></div>',
    '</section>',
    '</main>',
    '<aside id="figures" aria-label="What it comes to">',
    '<h2>What it comes to</h2>',
    '<p id="cards-note" aria-live="polite"></p>',
    '<ul id="cards"></ul>',
    '</aside>',
    '</div>',
    '<button id="open-levers" type="button" aria-expanded="false" aria-controls="controls">Levers</button>',
    ...leaveDialog,
  ];
}

/** What leaves the page, in a dialog. */
const leaveDialog: readonly string[] = [
  '<dialog id="leave-dialog" aria-labelledby="leave-title">',
  '<div class="dialog-head"><h2 id="leave-title">Take it with you</h2><button id="leave-close" type="button">Close</button></div>',
  '<h3><label for="link">A link to this screen</label></h3>',
  '<p class="row"><input id="link" readonly><button type="button" data-copy="link">Copy</button></p>',
  '<h3><label for="compare">The same question on the command line</label></h3>',
  '<p class="row"><input id="compare" readonly><button type="button" data-copy="compare">Copy</button></p>',
  '<h3>B as a scenario file</h3>',
  '<p class="note">What differs from the scenario that it extends. Change it, or put a file of your own here, and play it; Ctrl-Space lists what may stand there.</p>',
  '<div id="yaml"></div>',
  '<div role="alert"><ul id="yaml-problems"></ul></div>',
  '<p class="row"><button id="yaml-apply" type="button">Play this file</button><button id="yaml-copy" type="button">Copy</button><button id="yaml-save" type="button">Save</button></p>',
  '<h3>What is shown</h3>',
  '<p class="row"><button id="figures-csv" type="button">Figures, CSV</button><button id="courses-csv" type="button">Courses, CSV</button><button id="picture" type="button">Picture, PNG</button></p>',
  '<h3>Is it the same run?</h3>',
  '<p class="row"><button id="check-published" type="button" hidden>Run A again and compare with what was published</button><button id="check-b" type="button">Digest of B</button></p>',
  '<p id="digest" role="status"></p>',
  '</dialog>',
];
