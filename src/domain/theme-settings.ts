import { asColour, contrast, readable } from "./colour.ts";
import { changes, choice, isWrong, type Setting, type SettingGroup } from "./setting.ts";
import type { Site } from "./site.ts";
import { type FontName, fontNames, mostRadius, paper, type Theme, type ThemeName, themeNames } from "./theme.ts";

const themeWords: Record<ThemeName, string> = {
  plain: "None: like the page around",
  lake: "Lake: blue-green",
  plum: "Plum: violet, round",
  moss: "Moss: green",
  ember: "Ember: red-brown",
  ink: "Ink: serif letters, straight corners",
  clear: "Clear: strong lines, no pale text",
};

const fontWords: Record<FontName | "", string> = {
  "": "as the theme has them",
  page: "those of the page",
  sans: "without serifs",
  serif: "with serifs",
  mono: "all equally wide",
};

const accent: Setting<Site> = {
  name: "accent",
  label: "Colour of the main button",
  hint: "Such as #0b6b6f; on dark pages it is made lighter by itself.",
  none: "as the theme has it",
  value: ({ theme }) => theme?.accent ?? "",
  decided: ({ theme }) => theme?.accent !== undefined,
  read(typed, { theme }) {
    if (typed === "") return changes({ theme: without(theme, "accent") });
    const colour = asColour(typed);
    if (colour === null) return isWrong("Type a colour as # and six digits from 0 to f, such as #0b6b6f.");
    const seen = contrast(colour, paper.light);
    if (seen >= readable) return changes({ theme: { ...themeOf(theme), accent: colour } });
    return isWrong(
      `${colour} can hardly be read on a light page (a contrast of ${seen.toFixed(1)}, where ${readable} is needed): take a darker one.`,
    );
  },
};

const radius: Setting<Site> = {
  name: "radius",
  label: "How round corners are, in pixels",
  typed: "number",
  none: "as the theme has it",
  value: ({ theme }) => (theme?.radius === undefined ? "" : String(theme.radius)),
  decided: ({ theme }) => theme?.radius !== undefined,
  read(typed, { theme }) {
    if (typed === "") return changes({ theme: without(theme, "radius") });
    const number = /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN;
    if (number <= mostRadius) return changes({ theme: { ...themeOf(theme), radius: number } });
    return isWrong(`Type a whole number from 0 to ${mostRadius}, or nothing.`);
  },
};

/** How the threads of a blog look, on its pages and on ours. */
export const themeSettings: SettingGroup<Site> = {
  name: "look",
  heading: "Looks",
  settings: [
    choice<Site, ThemeName>({
      name: "theme",
      label: "Theme",
      hint: "Whatever your page says of its comments goes before.",
      usual: "plain",
      choices: themeNames.map((value) => ({ value, label: themeWords[value] })),
      get: ({ theme }) => theme?.name,
      set: (name, { theme }) => ({ theme: { ...themeOf(theme), name } }),
    }),
    accent,
    radius,
    choice<Site, FontName | "">({
      name: "font",
      label: "Letters",
      usual: "",
      choices: (["", ...fontNames] as const).map((value) => ({ value, label: fontWords[value] })),
      get: ({ theme }) => theme?.font,
      set: (font, { theme }) => ({ theme: font === "" ? without(theme, "font") : { ...themeOf(theme), font } }),
    }),
  ],
};

function themeOf(theme: Theme | undefined): Theme {
  return theme ?? { name: "plain" };
}

function without(theme: Theme | undefined, what: "accent" | "radius" | "font"): Theme {
  const { [what]: _, ...rest } = themeOf(theme);
  return rest;
}
