import type { OldNumbers } from "../../domain/repos.ts";
import type { OldNumber } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Old numbers on the document port, one document each. */
export function createOldNumbers(docs: Docs<OldNumber>): OldNumbers {
  return {
    async put(site, number, comment) {
      await docs.insertOne({ _id: oldNumberId(site, number), comment });
    },
    async find(site, number) {
      return (await docs.findOne({ _id: oldNumberId(site, number) }))?.comment ?? null;
    },
  };
}

function oldNumberId(site: string, number: number): string {
  return `${site} ${number}`;
}
