import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { anyLine } from "../src/importers/antiphon-lines.ts";

/** Where the schema of our own format lies. */
export const schemaFile = join(import.meta.dirname, "../docs/export.schema.json");

/** The schema of a line of our own format, as it is published. */
export function schemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(anyLine, { io: "input" });
  const title = "A line of an export of Antiphon";
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(schemaFile, schemaText());
