/** How names of what this browser keeps for the blog's site begin. */
export const prefix = "antiphon ";

/** What is kept by a name; empty when there is nothing. Reading keeps nothing itself. */
export function keptAs(name: string): string {
  try {
    return localStorage.getItem(prefix + name) ?? "";
  } catch {
    return "";
  }
}

/** Whether anything is kept, so that there is more to show than the thread. */
export function isAnythingKept(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}
