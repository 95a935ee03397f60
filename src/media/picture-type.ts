const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** The first bytes of each type that is handed on, with where they stand. SVG is a program, and none of them. */
const marks: readonly { type: string; at: readonly (readonly [number, readonly number[]])[] }[] = [
  { type: "image/png", at: [[0, [0x89, ...ascii("PNG\r\n"), 0x1a, 0x0a]]] },
  { type: "image/gif", at: [[0, ascii("GIF87a")]] },
  { type: "image/gif", at: [[0, ascii("GIF89a")]] },
  { type: "image/jpeg", at: [[0, [0xff, 0xd8, 0xff]]] },
  {
    type: "image/webp",
    at: [
      [0, ascii("RIFF")],
      [8, ascii("WEBP")],
    ],
  },
  { type: "image/avif", at: [[4, ascii("ftypavif")]] },
  { type: "image/avif", at: [[4, ascii("ftypavis")]] },
];

/** What a picture is by its own first bytes; null for everything that is not one of the types we hand on. */
export function pictureType(bytes: Uint8Array): string | null {
  const has = ([from, mark]: readonly [number, readonly number[]]) => mark.every((byte, i) => bytes[from + i] === byte);
  return marks.find(({ at }) => at.every(has))?.type ?? null;
}
