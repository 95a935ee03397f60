import type { Variables } from "../../config.ts";

/**
 * The mail server and the sender that Isso's `[smtp]` names, none of it checked; the user name is the sender where none is
 * set and it is a mailbox.
 */
export function mailVariables(others: (name: string) => string | undefined): Variables {
  const of = (key: string) => others(`smtp.${key}`) || undefined;
  const user = of("username");
  const scheme = of("security")?.toLowerCase() === "ssl" ? "smtps" : "smtp";
  const login = user === undefined ? "" : `${[user, of("password") ?? ""].map(encodeURIComponent).join(":")}@`;
  const from = of("from") ?? (user?.includes("@") ? user : undefined);
  return {
    ANTIPHON_SMTP: `${scheme}://${login}${of("host") ?? "localhost"}:${of("port") ?? "587"}`,
    ...(from === undefined ? {} : { ANTIPHON_MAIL_FROM: from }),
  };
}

/** Whom Isso tells of each new comment, the sender where no mailbox is set; null where there is none of both. */
export function ownerVariables(others: (name: string) => string | undefined): Variables | null {
  const to = others("smtp.to") || mailVariables(others)["ANTIPHON_MAIL_FROM"];
  if (!to) return null;
  return { ANTIPHON_OWNER_MAIL: to.replace(/^.*<([^<>]*)>\s*$/s, "$1"), ANTIPHON_OWNER_MAIL_ABOUT: "all" };
}
