import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

/** Characters of source text; visitors have a lower bound of their own in the form. */
const longest = 100_000;

/** Refuses what no reader would get through. */
export const length: Check = ({ text }) => {
  if (text.length <= longest) return publish;
  return { kind: "refuse", reasons: [`A comment can have at most ${longest.toLocaleString("en")} characters.`] };
};
