/** The keys of own comments, by which they can be changed, and drafts: kept in this browser, on this site, alone. */
export const store = {
  get: (name: string): string => {
    try {
      return localStorage.getItem(`antiphon ${name}`) ?? "";
    } catch {
      return "";
    }
  },
  set: (name: string, value: string): void => {
    try {
      if (value) localStorage.setItem(`antiphon ${name}`, value);
      else localStorage.removeItem(`antiphon ${name}`);
    } catch {
      // A browser that keeps nothing still posts.
    }
  },
};
