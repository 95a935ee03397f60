/** Where to go after a sign-in: one of the owner's pages, the queue where anything else was asked for. */
export function nextPage(asked: string): string {
  return /^\/admin\/[a-z0-9/-]*$/.test(asked) && !asked.includes("//") ? asked : "/admin/";
}

/** The address of a sign-in that leads on to one of the owner's pages. */
export function loginAddress(next: string): string {
  return `/login?next=${encodeURIComponent(next)}`;
}
