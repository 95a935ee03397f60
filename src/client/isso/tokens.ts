/** The token that the page's cookies hold for a comment, for as long as its writer may change it; empty for none. */
export function tokenOf(number: string): string {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(`isso-${number}=`));
  return cookie?.slice(cookie.indexOf("=") + 1) ?? "";
}
