/** Red, green and blue, from 0 to 255. */
type Rgb = readonly [number, number, number];

/** What text in a colour needs to be read easily (WCAG 2.2, 1.4.3). */
export const readable = 4.5;

/** A colour in its one spelling, `#0b6b6f`; null for what is none. `#abc` is understood. */
export function asColour(text: string): string | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const whole = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : text;
  return /^#[0-9a-f]{6}$/i.test(whole) ? whole.toLowerCase() : null;
}

/** How far two colours are apart, from 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(rgbOf(a)), luminance(rgbOf(b))].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** The same colour, with as much white in it as it takes to be read on a dark one. */
export function lightened(colour: string, on: string): string {
  const steps = Array.from({ length: 21 }, (_, i) => withWhite(rgbOf(colour), i / 20));
  return steps.find((step) => contrast(step, on) >= readable) ?? "#ffffff";
}

/** Black or white, whichever is easier to read on a colour. */
export function inkOn(colour: string): string {
  return contrast("#ffffff", colour) >= contrast("#000000", colour) ? "#ffffff" : "#000000";
}

function rgbOf(colour: string): Rgb {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function withWhite(rgb: Rgb, share: number): string {
  const parts = rgb.map((part) =>
    Math.round(part + (255 - part) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${parts.join("")}`;
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
