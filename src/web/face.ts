import { hash } from "node:crypto";
import type { Author } from "../domain/author.ts";

/** The drawing that stands for somebody who has no picture: the locals of `thread/face`, but for the picture. */
export interface Drawing {
  /** Twelve hexadecimal digits, from which all else follows. */
  seed: string;
  colour: string;
  /** The lines of an SVG path one unit thick, in a square from (-0.5, -1) that is six units wide. */
  path: string;
}

/** The locals of `thread/face`. */
export interface FaceView extends Drawing {
  /** A picture of theirs, by way of this node; null where there is none. */
  src: string | null;
}

/** Bright enough for dark pages and dark enough for bright ones; the order is Isso's, so that faces keep their colour. */
const colours = ["#9abf88", "#5698c4", "#e279a3", "#9163b6", "#be5168", "#f19670", "#e4bf80", "#447c69"] as const;
const seedDigits = 12;
const rows = [0, 1, 2, 3, 4] as const;
/** The bits of a seed that are drawn: five for each of three columns, the other two being mirrored, and three for the colour. */
const bits = 18;

/** Whether a text can be drawn from as it is. */
export function isSeed(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text);
}

/**
 * What somebody's face is drawn from, the same wherever they write. Without a mailbox a visitor is known by their network
 * alone, which they share with others: their name counts as well, so that two of them are neither taken for each other nor
 * seen to be neighbours.
 */
export function seedOf(author: Author): string {
  if (author.kind === "remote") return digest(author.id);
  const brought = author.face?.slice(-seedDigits) ?? "";
  if (isSeed(brought)) return brought;
  return digest(author.email === null ? `${author.hash} ${author.name}` : author.hash);
}

/** Draws a face as Isso does: a grid of five by five that is its own mirror image. */
export function drawFace(seed: string): Drawing {
  const number = Number.parseInt(seed.slice(-seedDigits), 16) % 2 ** bits;
  const isSet = (place: number) => (number >> (bits - 1 - place)) & 1;
  const lines = rows.map((y) => {
    const half = [0, 1, 2].map((x) => isSet(x * rows.length + y));
    return linesOf([...half, half[1], half[0]], y);
  });
  return { seed, colour: colours[number % colours.length] as string, path: lines.join("") };
}

/** Neighbours are one line. */
function linesOf(row: readonly (number | undefined)[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    path += `M${from} ${y}h${x - from + 1}`;
  }
  return path;
}

function digest(text: string): string {
  return hash("sha256", text, "hex").slice(0, seedDigits);
}
