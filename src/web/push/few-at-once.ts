import type { RequestHandler } from "express";
import { Problem } from "../../domain/problem.ts";

/** Whoever needs longer to send is given up: milliseconds. */
const longestMs = 60_000;

/**
 * Lets so many requests through at once, until each is answered or gone; one that is not here as a whole in time is cut off.
 * Throws `busy` for the others.
 */
export function fewAtOnce(most: number, patienceMs = longestMs): RequestHandler {
  let under = 0;
  return (req, res, next) => {
    // Who left before it was their turn is never heard to leave.
    if (res.destroyed) return;
    if (under >= most)
      throw new Problem("busy", "Too much is sent at once. Try again in some seconds.", { retryAfter: 5 });
    under += 1;
    const patience = setTimeout(() => {
      if (!req.complete) req.destroy();
    }, patienceMs);
    res.once("close", () => {
      under -= 1;
      clearTimeout(patience);
    });
    next();
  };
}
