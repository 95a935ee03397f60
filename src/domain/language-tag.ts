/** A language tag in its usual spelling (`en-GB`); null for what is none. `en_GB` is understood. */
export function languageTag(text: string | null | undefined): string | null {
  try {
    return text ? (Intl.getCanonicalLocales(text.trim().replaceAll("_", "-"))[0] ?? null) : null;
  } catch {
    return null;
  }
}
