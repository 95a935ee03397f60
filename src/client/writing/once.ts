/** Does what a link, a button or a form asks for, and nothing more of the kind until that is done. */
export async function once(asked: Element, act: () => unknown): Promise<void> {
  if (asked.ariaBusy) return;
  asked.ariaBusy = "true";
  try {
    await act();
  } finally {
    asked.ariaBusy = null;
  }
}
