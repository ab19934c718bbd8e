/**
 * The page's own script: the choice of light or dark, and charts that answer to a pointer once they are in sight.
 * Text, for it stands in the page, where a policy allows it by its digest. `#dark` or `#light` at the end of the
 * address goes before what the reader chose last. A chart is first its still picture; Vega draws it anew when it
 * comes within 200 pixels of the window, and where that fails the still one stays. `ast` has expressions interpreted,
 * not compiled: the policy forbids `eval`.
 */
export const script = `
(() => {
  'use strict';
  const root = document.documentElement;
  const button = document.getElementById('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const recall = () => { try { return localStorage.getItem('opset-theme'); } catch { return null; } };
  const shown = () => root.dataset.theme || (dark.matches ? 'dark' : 'light');
  const label = () => { button.textContent = shown() === 'dark' ? 'Light' : 'Dark'; };
  const asked = location.hash.slice(1);
  const choice = asked === 'light' || asked === 'dark' ? asked : recall();
  if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;
  button.hidden = false;
  button.addEventListener('click', () => {
    root.dataset.theme = shown() === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('opset-theme', root.dataset.theme); } catch { /* Private windows keep nothing. */ }
    label();
  });
  dark.addEventListener('change', label);
  label();

  const specs = JSON.parse(document.getElementById('specs').textContent);
  const narrow = matchMedia('(max-width: 799px)');
  const draw = async figure => {
    const chart = specs[figure.dataset.chart];
    const live = figure.querySelector('.live');
    const spec = { ...(narrow.matches ? chart.narrow : chart.wide), datasets: chart.datasets };
    try {
      await vegaEmbed(live, spec, {
        mode: 'vega-lite', renderer: 'svg', actions: false, ast: true, defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      });
      figure.classList.add('ready');
    } catch (problem) {
      console.error(problem);
    }
  };
  const seen = new Set();
  const observer = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || seen.has(target)) continue;
      seen.add(target);
      draw(target);
    }
  }, { rootMargin: '200px' });
  for (const figure of document.querySelectorAll('figure[data-chart]')) observer.observe(figure);
  narrow.addEventListener('change', () => { for (const figure of seen) draw(figure); });
})();
`;
