import { spread } from "./spread.ts";

/** What is known of a server that we speak to. Of one that always answered as hoped for nothing is kept. */
export interface RemoteHost {
  /** Its name, with the port where that is not the usual one: the lane of its deliveries. */
  _id: string;
  /** How requests to it are signed, in the words of whoever signs; null for the usual way. */
  dialect: string | null;
  /** When the usual way is tried first again. */
  dialectUntil: Date | null;
  /** Tries that failed one after the other since it last answered. */
  failures: number;
  failingSince: Date | null;
  /** The distinct days (UTC) with such failures, and the last of them as `YYYY-MM-DD`. */
  failedDays: number;
  failedOn: string | null;
  /** Nothing is tried before. */
  restsUntil: Date | null;
  /** Since when nothing new is queued for it. */
  unavailableSince: Date | null;
  /** Deliveries that were dropped when it was found unavailable. */
  dropped: number;
  /** How often, and since when, it refused what we sent, with no delivery taken in between. */
  refusals: number;
  refusedSince: Date | null;
  /** The last delivery that it took since it is known here. */
  answeredAt: Date | null;
  /** What went wrong last, as a sentence. */
  fault: string | null;
  /** When all of this is forgotten. */
  expiresAt: Date;
}

/** The members of a host that change. */
export type HostChanges = Partial<Omit<RemoteHost, "_id" | "expiresAt">>;

const minute = 60_000;
const day = 24 * 60 * minute;

/** So many failures in a row, and nothing is tried for a while. */
const patience = 5;
/** Failures on so many distinct days, and the host counts as unavailable. */
const days = 7;
const rests = { firstMs: 10 * minute, longestMs: 6 * 60 * minute, unavailableMs: 5 * day };

const recovered = {
  failures: 0,
  failingSince: null,
  failedDays: 0,
  failedOn: null,
  restsUntil: null,
  unavailableSince: null,
  dropped: 0,
} as const;

/** The host as nothing is known of it. */
export const unknownHost: Omit<RemoteHost, "_id" | "expiresAt"> = {
  ...recovered,
  dialect: null,
  dialectUntil: null,
  refusals: 0,
  refusedSince: null,
  answeredAt: null,
  fault: null,
};

/** Whether a host fails, or took a delivery again within the last day: nobody else has to wait behind it. */
export function isShaky(known: RemoteHost, now: Date): boolean {
  return known.failures > 0 || (known.answeredAt !== null && now.getTime() - known.answeredAt.getTime() < day);
}

/**
 * What a failure changes: after five in a row the host rests, for ten minutes at first and up to six hours in the end,
 * then one delivery tries again; after failures on seven distinct days it is unavailable, and asked every five days if
 * there is anything left to tell it.
 */
export function afterFailure(id: string, known: RemoteHost | null, fault: string, now: Date): HostChanges {
  const before = known ?? unknownHost;
  const failures = before.failures + 1;
  const today = now.toISOString().slice(0, 10);
  const failedDays = before.failedDays + (before.failedOn === today ? 0 : 1);
  const unavailableSince = before.unavailableSince ?? (failedDays >= days ? now : null);
  const changes = { failures, failedDays, failedOn: today, failingSince: before.failingSince ?? now, fault };
  if (failures < patience && !unavailableSince) return changes;
  return { ...changes, unavailableSince, restsUntil: restAfter(id, failures, unavailableSince !== null, now) };
}

function restAfter(id: string, failures: number, unavailable: boolean, now: Date): Date {
  const doubled = rests.firstMs * 2 ** Math.max(0, Math.min(failures - patience, 20));
  const ms = unavailable ? rests.unavailableMs : Math.min(doubled, rests.longestMs);
  return new Date(now.getTime() + Math.round(ms * (0.8 + 0.4 * spread(`${id} ${failures}`))));
}

/** What an answer changes that shows the host at work, whatever it says; null when that was known. */
export function afterAnswer(known: RemoteHost | null): HostChanges | null {
  return known && (known.failures > 0 || known.unavailableSince) ? recovered : null;
}

/** What a delivery that was taken changes; null when nothing else was known. */
export function afterDelivery(known: RemoteHost | null, now: Date): HostChanges | null {
  if (!known || !(known.refusedSince || afterAnswer(known))) return null;
  return { ...recovered, refusals: 0, refusedSince: null, answeredAt: now, fault: null };
}

/** What a refusal in every way of signing changes. */
export function afterRefusal(known: RemoteHost | null, fault: string, now: Date): HostChanges {
  const { refusals, refusedSince } = known ?? unknownHost;
  return { ...afterAnswer(known), refusals: refusals + 1, refusedSince: refusedSince ?? now, fault };
}

/**
 * What a sign of life changes, such as something that came in from the host; null when it neither rests nor is
 * unavailable. One delivery tries it at once, and another failure lets it rest again.
 */
export function afterSignOfLife(known: RemoteHost | null, now: Date): HostChanges | null {
  if (!known || !(known.unavailableSince || (known.restsUntil && known.restsUntil > now))) return null;
  return { restsUntil: null, unavailableSince: null, failedDays: 0, failedOn: null, dropped: 0 };
}
