const names = ["author", "email", "website"] as const;

/** Fills in who wrote here before, as Isso's client keeps it. */
export function fillPerson(form: HTMLFormElement): void {
  for (const name of names) {
    const field = form.elements.namedItem(name) as HTMLInputElement | null;
    if (field && !field.value) field.value = kept(name);
  }
}

/** Keeps who writes, for the next time. */
export function keepPerson(form: HTMLFormElement): void {
  for (const name of names) {
    const field = form.elements.namedItem(name) as HTMLInputElement | null;
    try {
      if (field?.value) localStorage.setItem(`isso-${name}`, JSON.stringify(field.value));
      else localStorage.removeItem(`isso-${name}`);
    } catch {
      // Where the browser keeps nothing, everything is typed anew.
    }
  }
}

function kept(name: string): string {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`isso-${name}`) ?? '""');
    return typeof value === "string" ? value : "";
  } catch {
    return "";
  }
}
