/** How long a visitor may change or remove what they wrote where the owner says nothing, counted from when it was written. */
export const usualEditMs = 15 * 60_000;
