import type { PushSource, Signature } from "../../domain/push.ts";

const missing: Record<PushSource, string> = {
  program: "There is no signature: send the header X-Antiphon-Signature as sha256=…, t=….",
  ghost: "There is no signature: Ghost signs only where the webhook has a secret. Paste the blog’s secret there.",
};

const made: Record<PushSource, string> = {
  program:
    "It is HMAC-SHA256 in hexadecimal digits, over the exact bytes of the body with the digits of t right behind them.",
  ghost: "Paste the secret into the webhook once more, all of it.",
};

/** What is wrong with a signature, as a sentence for whoever sends. */
export function refusalOf(signature: Signature, source: PushSource): string {
  switch (signature.kind) {
    case "good":
      return "Nothing is wrong.";
    case "missing":
      return missing[source];
    case "unreadable":
      return "The signature cannot be read: it is sha256=, 64 hexadecimal digits, then a comma and t= with milliseconds.";
    case "untimely":
      return `The signature was made ${awayFrom(signature.seconds)}, and is good for five minutes. Set the clock of the machine that sends, and sign anew for each try.`;
    case "old form":
      return "Ghost before 5.87.1 signs without the time, so that whoever saw a message could send it again. Update Ghost, or allow it on the owner’s page.";
    case "wrong":
      return `The signature does not fit: the secret is another one, or the body was changed on its way. ${made[source]}`;
  }
}

function awayFrom(seconds: number): string {
  // A time in seconds, taken for milliseconds, lies in 1970.
  if (seconds > 1_000_000_000) return "in 1970, as its t counts seconds and not milliseconds";
  return seconds > 0 ? `${seconds} seconds ago` : `${-seconds} seconds ahead of time`;
}
