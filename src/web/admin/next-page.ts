/** Longer addresses are cut off by some servers in between. */
const longest = 4_000;

/** Where to go after a sign-in: one of the owner's pages, the queue where anything else was asked for. */
export function nextPage(asked: string): string {
  const [path = ""] = asked.split("?", 1);
  const isOurs = /^\/admin\/[a-z0-9/-]*(\?[\w%&=.*+~-]*)?$/i.test(asked) && !path.includes("//");
  return isOurs && asked.length <= longest ? asked : "/admin/";
}

/** The address of a sign-in that leads on to one of the owner's pages. */
export function loginAddress(next: string): string {
  return `/login?next=${encodeURIComponent(next)}`;
}
