import type { RemoteHost } from "../../domain/host.ts";

/** How a server does, as sentences for the owner, the weightiest first; none where all is well. */
export function describeHost(known: RemoteHost | null, now: Date, when: (date: Date) => string): string[] {
  if (!known) return [];
  const sentences: string[] = [];
  if (known.unavailableSince) {
    const { dropped } = known;
    const lost = dropped > 0 ? ` ${dropped} ${dropped === 1 ? "delivery was" : "deliveries were"} dropped.` : "";
    sentences.push(
      `Unavailable since ${when(known.unavailableSince)}, after failures on seven days.${lost} It gets nothing new before something comes in from it.`,
    );
  } else if (known.restsUntil && known.restsUntil > now) {
    sentences.push(`Left alone until ${when(known.restsUntil)}; then one delivery tries it.`);
  }
  if (known.failingSince) {
    const { failures } = known;
    const count = failures === 1 ? "one try" : `${failures} tries in a row`;
    sentences.push(`Failing since ${when(known.failingSince)}: ${count}.`);
  }
  if (known.refusedSince) {
    const { refusals } = known;
    const count = refusals === 1 ? "what was sent" : `${refusals} deliveries`;
    sentences.push(`Refuses since ${when(known.refusedSince)}: ${count}.`);
  }
  return sentences;
}
