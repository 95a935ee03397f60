/** What a page is called until it was read: its path, as people write it. */
export function pathTitle({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
