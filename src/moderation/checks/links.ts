import { usualLinks } from "../../domain/site.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

/** Holds a visitor's comment with many links. Remote ones carry links for each mention and hashtag, so they are not counted. */
export const links: Check = ({ site, links: count }) => {
  if (count <= (site.mostLinks ?? usualLinks)) return publish;
  return { kind: "hold", reasons: [count === 1 ? "It has a link." : `It has ${count} links.`] };
};
