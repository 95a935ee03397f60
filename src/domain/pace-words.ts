import { counted } from "./counted.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How often something happens, in words: “every 15 minutes”, “every 7 hours”, “once a day”. */
export function paceWords(ms: number): string {
  if (ms >= 0.95 * day) return "once a day";
  if (ms < 1.5 * hour) return ms > 0.95 * hour && ms < 1.1 * hour ? "every hour" : `every ${minutesOf(ms)}`;
  return `every ${counted(Math.round(ms / hour), "hour")}`;
}

/** How long something is away, in words: “in 3 hours”, “now” where it is not. */
export function awayWords(ms: number): string {
  if (ms < minute) return "now";
  if (ms < 1.5 * hour) return `in ${minutesOf(ms)}`;
  if (ms < 2 * day) return `in ${counted(Math.round(ms / hour), "hour")}`;
  return `in ${counted(Math.round(ms / day), "day")}`;
}

function minutesOf(ms: number): string {
  return counted(Math.max(1, Math.round(ms / minute)), "minute");
}
