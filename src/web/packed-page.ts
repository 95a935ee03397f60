import type { ByteCache } from "./byte-cache.ts";
import { pack, unpack } from "./packing.ts";
import { type Form, formOf, type ReadyPage } from "./ready-page.ts";

/** Forms that can be made again. */
export interface SpareForms {
  plain?: Form;
  gzip?: Form;
}

/**
 * The same page, holding on to nothing but its packed form; the others are made of that, and forgotten when the room for
 * them is needed. Who reads it again packed is worth packing it well.
 */
export function packedPage(given: ReadyPage, spare: ByteCache<SpareForms, ReadyPage>): ReadyPage {
  const { shared } = given;
  const { body } = given.form(null);
  const { length } = body;
  let br = formOf(shared, pack(body, "br", "quick"), "br");
  let sent = 0;

  const plain = () => unpack(br.body, length);

  function packed(): Form {
    sent += 1;
    if (sent === 2) br = formOf(shared, pack(plain(), "br"), "br");
    return br;
  }

  function other(kind: "plain" | "gzip", make: () => Buffer): Form {
    const before = spare.get(page);
    const found = before?.[kind];
    if (found) return found;
    const form = formOf(shared, make(), kind === "gzip" ? kind : null);
    const forms: SpareForms = { ...before, [kind]: form };
    spare.set(page, forms, (forms.plain?.body.length ?? 0) + (forms.gzip?.body.length ?? 0));
    return form;
  }

  const page: ReadyPage = {
    ...given,
    bytes: br.body.length,
    form(coding) {
      if (coding === "br") return packed();
      return coding === "gzip" ? other("gzip", () => pack(plain(), "gzip")) : other("plain", plain);
    },
  };
  return page;
}
