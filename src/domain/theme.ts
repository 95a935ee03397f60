import { inkOn, lightened } from "./colour.ts";

/** The themes that come along; `plain` is none, and looks like the page around. */
export const themeNames = ["plain", "lake", "plum", "moss", "ember", "ink", "clear"] as const;
export type ThemeName = (typeof themeNames)[number];

/** The kinds of letters that there are to choose from; `page` is that of the page around. */
export const fontNames = ["page", "sans", "serif", "mono"] as const;
export type FontName = (typeof fontNames)[number];

/** What an owner chose for the looks of a blog's threads. What is left out is as the theme has it. */
export interface Theme {
  name: ThemeName;
  /** As `#0b6b6f`. */
  accent?: string;
  /** How round corners are, in pixels. */
  radius?: number;
  font?: FontName;
}

/** The roundest corners, in pixels. */
export const mostRadius = 24;

/** The papers that colours must be told apart from: those of the node's own pages. */
export const paper = { light: "#fbfaf7", dark: "#15171a" } as const;

interface Look {
  accent?: string;
  radius?: number;
  font?: FontName;
  /** How strong lines, borders of fields and quiet text are, of 100. */
  line?: number;
  field?: number;
  quiet?: number;
  soft?: number;
}

const looks: Record<ThemeName, Look> = {
  plain: {},
  lake: { accent: "#0b6b6f", radius: 8 },
  plum: { accent: "#7d2a63", radius: 14 },
  moss: { accent: "#3f6212", radius: 4 },
  ember: { accent: "#a33b12", radius: 8 },
  ink: { radius: 0, font: "serif", line: 35, soft: 0 },
  clear: { radius: 4, line: 60, field: 100, quiet: 100, soft: 0 },
};

const families: Record<Exclude<FontName, "page">, string> = {
  sans: 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif',
  serif: 'Georgia,"Iowan Old Style","Noto Serif",serif',
  mono: 'ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace',
};

/**
 * A theme as a style sheet for blogs' pages, which whatever the page itself says goes before, or for the node's own
 * pages; null where there is nothing to say. It is made of known words, numbers and checked colours alone.
 */
export function themeSheet(theme: Theme | undefined, where: "blog" | "node"): string | null {
  if (!theme) return null;
  const { accent, radius, font = "page", ...shades } = lookOf(theme);
  const named = where === "blog" ? "--antiphon-accent" : "--accent";
  const inked = where === "blog" ? "--antiphon-on-accent" : "--on-accent";
  const variables = [
    ...(accent ? accentIn(accent, named, inked) : []),
    ...(radius === undefined ? [] : [`--antiphon-radius:${radius}px`]),
    ...shade("--antiphon-line", shades.line),
    ...shade("--antiphon-field-line", shades.field),
    ...shade("--antiphon-muted", shades.quiet),
    ...shade("--antiphon-soft", shades.soft),
  ];
  const family = font === "page" ? null : `font-family:${families[font]}`;
  const [all, text] = where === "blog" ? [":where(:root,:host)", ":where(antiphon-comments)"] : ["html:root", "html"];
  const rules = [
    ...(variables.length > 0 ? [`${all}{${variables.join(";")}}`] : []),
    ...(family ? [`${text}{${family}}`] : []),
  ];
  return rules.length > 0 ? rules.join("\n") : null;
}

function lookOf({ name, ...own }: Theme): Look {
  return { ...looks[name], ...own };
}

function accentIn(accent: string, named: string, inked: string): string[] {
  const onDark = lightened(accent, paper.dark);
  return [`${named}:light-dark(${accent},${onDark})`, `${inked}:light-dark(${inkOn(accent)},${inkOn(onDark)})`];
}

function shade(name: string, strength: number | undefined): string[] {
  return strength === undefined ? [] : [`${name}:color-mix(in srgb,currentColor ${strength}%,transparent)`];
}
