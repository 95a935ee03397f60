/** The locals that every page of our own needs for its head. */
export interface PageTop {
  title: string;
  /** Changes with the build, so that style sheets may be kept for good. */
  build: string;
  /** Which part of the node the page belongs to. */
  area: "reader" | "admin";
}

/** What every page of ours is held to: nothing from elsewhere, nothing written into the page itself, in nobody's frame. */
const always = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** Content rules for pages that run no script: those of the owner, those of problems, and fragments. */
export const stillPolicy = always.join("; ");

/** Content rules for the sign-in and one's own account, where a script of ours speaks with passkeys and with nobody else. */
export const doorPolicy = [...always, "script-src 'self'"].join("; ");

/** Content rules for readers' pages, which may run our own browser part. */
export const pagePolicy = [...always, "script-src 'self'", "connect-src 'self'"].join("; ");
