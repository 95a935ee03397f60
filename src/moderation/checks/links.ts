import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

const most = 3;

/** Holds a visitor's comment with many links. Remote ones carry links for each mention and hashtag, so they are not counted. */
export const links: Check = ({ links: count }) => {
  if (count <= most) return publish;
  return { kind: "hold", reasons: [`It has ${count} links.`] };
};
