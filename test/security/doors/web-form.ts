import type { Vector } from "../vectors/vector.ts";
import { asMarkdown } from "./as-markdown.ts";
import type { Arrived, Door, Place } from "./door.ts";

const longestName = 100;
const plainSite = "https://reader.example/";

/** The form of the page: an attempt in the text, in the name where it is short enough, and in the website. */
export function webForm(): Door {
  return {
    name: "the form of the page",
    async bring(place, vectors) {
      const hidden = hiddenFields(await place.node.page(place.url));
      place.clock.advance(5_000);
      const arrived: Arrived[] = [];
      for (const vector of vectors) {
        const comment =
          (await post(place, hidden, vector, websiteOf(vector))) ?? (await post(place, hidden, vector, ""));
        if (comment !== null) arrived.push({ n: vector.n, comment });
      }
      return arrived;
    },
    close: async () => undefined,
  };
}

/** Null where a field is refused. */
async function post(
  place: Place,
  hidden: Record<string, string>,
  vector: Vector,
  website: string,
): Promise<number | null> {
  const { n, text } = vector;
  const author = text.length <= longestName ? text : `Reader ${n}`;
  const answer = await fetch(`${place.node.url}/comments`, {
    method: "POST",
    body: new URLSearchParams({ ...hidden, author, website, text: asMarkdown(vector) }),
    headers: {
      accept: "application/json",
      origin: place.node.url,
      // From one network, so much would be too much.
      "x-forwarded-for": `10.${n >> 8}.${n & 255}.1`,
    },
  });
  const body = (await answer.json()) as { number?: number; errors?: { field: string }[] };
  const refused = body.errors?.map(({ field }) => field);
  if (answer.status === 422 && refused?.join() === "website" && website !== "") return null;
  if (!answer.ok || body.number === undefined)
    throw new Error(`Attempt ${n} was answered ${answer.status}: ${JSON.stringify(body)}`);
  return body.number;
}

function websiteOf({ speaks, text }: Vector): string {
  return speaks === "address" ? text : `${plainSite}${text}`;
}

function hiddenFields(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input type="hidden" name="(url|started)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]));
}
