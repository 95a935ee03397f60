/** Room on the disk for bytes that are needed again soon, and for nobody else: it goes with the process, whatever ends it. */
export interface Scratch {
  /** Fills `bytes` with what was written there before. */
  read(at: number, bytes: Uint8Array): void;
  write(at: number, bytes: Uint8Array): void;
  close(): void;
}
