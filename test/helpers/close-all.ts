/** Closes what a suite opened, one after the other in the order given; what was never opened is passed over. */
export async function closeAll(...opened: ({ close(): Promise<void> } | undefined)[]): Promise<void> {
  for (const one of opened) await one?.close();
}
