import type { FaultDraft } from "../domain/import.ts";
import { type JsonPiece, type JsonShape, readJson } from "./json-values.ts";
import { endsEarly, readText, wrongBytes } from "./read-text.ts";

/** Reads wanted values of a file, plain or gzipped; what cannot be read comes as a fault. Throws as `readText` does. */
export async function* readValues(
  file: string,
  shape: JsonShape,
): AsyncIterable<Extract<JsonPiece, { kind: "value" }> | FaultDraft> {
  for await (const piece of readJson(readText(file), shape)) {
    if (piece.kind === "value") yield piece;
    else if (piece.kind === "damaged") yield wrongBytes(file);
    else if (piece.kind === "cut") yield endsEarly(file);
    else yield { kind: "fault", reason: "a part that cannot be read", place: `${file}, no. ${piece.record}` };
  }
}
