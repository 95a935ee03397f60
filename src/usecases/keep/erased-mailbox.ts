/** How a mailbox, by its keyed hash, is called among what was erased. */
export function erasedMailbox(id: string): string {
  return `mailbox ${id}`;
}
