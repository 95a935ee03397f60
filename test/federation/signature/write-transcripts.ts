import { writeFileSync } from "node:fs";
import { fileOf, format, transcripts } from "./transcripts.ts";

/* Writes every transcript to its file; keys and time are fixed, so that only what was changed here changes there. */
for (const [name, { wire }] of Object.entries(transcripts)) writeFileSync(fileOf(name), format(wire));
