/** The locals that every page of our own needs for its head. */
export interface PageTop {
  title: string;
  /** Changes with the build, so that style sheets may be kept for good. */
  build: string;
  /** Which part of the node the page belongs to. */
  area: "reader" | "admin";
}

/** Content rules for our own pages: nothing from elsewhere, no inline script or style. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
