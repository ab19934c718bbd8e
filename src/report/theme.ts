/** What a colour stands for; it stands for the same thing in every picture. */
export type Role =
  | 'ink'
  | 'muted'
  | 'grid'
  | 'paper'
  | 'restakers'
  | 'operators'
  | 'avs'
  | 'refunded'
  | 'stuck'
  | 'attack'
  | `set${number}`;

/** A colour for each role. */
export type Palette = Readonly<Record<Role, string>> & { readonly font: string };

/** Operator sets with a colour of their own; further sets begin again. */
export const setColours = 8;

/** Role of the n-th operator set, from 0. */
export function setRole(index: number): Role {
  return `set${index % setColours}`;
}

function palette(base: Omit<Palette, `set${number}`>, sets: readonly string[]): Palette {
  return { ...base, ...Object.fromEntries(sets.map((colour, i) => [`set${i}`, colour])) } as Palette;
}

/**
 * Colours on white paper, after the hues of Okabe and Ito (Color Universal Design, 2008). Text in them has a
 * contrast of at least 4.5 (WCAG 2.2, 1.4.3); kinds of agents and the first five sets differ in lightness too, so that
 * they stay apart under the simulated protanopia, deuteranopia and tritanopia of Machado et al. (IEEE TVCG, 2009).
 */
export const light: Palette = palette(
  {
    ink: '#1d2026',
    muted: '#63666d',
    grid: '#e6e4df',
    paper: '#ffffff',
    restakers: '#0b66da',
    operators: '#6b4403',
    avs: '#3e4b58',
    refunded: '#b4b2ab',
    stuck: '#1d2026',
    attack: '#c00026',
    font: 'Inter, system-ui, sans-serif',
  },
  ['#be5702', '#317a58', '#791f8e', '#148193', '#6b7d3e', '#a3365f', '#4a3fb0', '#5c6b70'],
);

/** The same hues on dark paper. */
export const dark: Palette = palette(
  {
    ink: '#eceae5',
    muted: '#a3a5ab',
    grid: '#31343b',
    paper: '#15171b',
    restakers: '#5f8cff',
    operators: '#f7cf2e',
    avs: '#a2a4aa',
    refunded: '#5d6067',
    stuck: '#eceae5',
    attack: '#ff6b7a',
    font: light.font,
  },
  ['#ea7747', '#45e3aa', '#b277c0', '#a6e6f7', '#eeee86', '#f29bb8', '#9f97f5', '#8aa5ac'],
);

const roles = Object.keys(light).filter(key => key !== 'font') as Role[];

/** Colours as CSS variables, for pictures within the page: they follow the reader's light or dark. */
export const themed: Palette = {
  ...(Object.fromEntries(roles.map(role => [role, `var(--${role})`])) as Record<Role, string>),
  font: light.font,
};

/** CSS declarations of a palette's variables. */
export function declarations(colours: Palette): string {
  return roles.map(role => `--${role}:${colours[role]}`).join(';');
}

/** CSS declarations of light and dark pages, with a colour for areas and one for rules beside those of the roles. */
export const shades = {
  light: `${declarations(light)};--wash:#f6f5f2;--line:#dddad3;color-scheme:light`,
  dark: `${declarations(dark)};--wash:#1c1f24;--line:#363a42;color-scheme:dark`,
};

/** CSS rules that make a page light or dark as the reader's system says, or as they chose. */
export const themeRules = `:root{${shades.light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${shades.dark}}}
:root[data-theme=dark]{${shades.dark}}`;

/** Vega-Lite configuration: quiet axes, no frame, the unit above the axis. */
export function vegaConfig(colours: Palette): Readonly<Record<string, unknown>> {
  const label = {
    labelColor: colours.muted,
    labelFontSize: 12,
    titleColor: colours.muted,
    titleFontSize: 12,
  };
  return {
    font: colours.font,
    background: colours.paper,
    // One description for the whole picture serves a listener better than one for every mark.
    aria: false,
    view: { stroke: null },
    axis: {
      ...label,
      titleFontWeight: 400,
      domainColor: colours.grid,
      tickColor: colours.grid,
      gridColor: colours.grid,
      labelPadding: 6,
    },
    axisX: {
      grid: false,
      tickSize: 5,
      labelFlush: false,
      titlePadding: 8,
      domainColor: colours.muted,
      tickColor: colours.muted,
    },
    axisY: { domain: false, ticks: false, grid: true },
    title: {
      anchor: 'start',
      frame: 'group',
      color: colours.ink,
      fontSize: 13,
      fontWeight: 600,
      subtitleColor: colours.muted,
      subtitleFontSize: 12,
      subtitlePadding: 4,
      offset: 12,
    },
    text: { fontSize: 12 },
  };
}
