/** Megabytes that a file may have where nothing is set. */
export const usualImportMb = 512;

/** Files that somebody brought, each under an id of ours, in a folder that the node's account alone may read. */
export interface Uploads {
  /** The most bytes of one file. */
  maxBytes: number;
  /**
   * Stores a file as it comes and returns its size. Throws `too-large` for one that is larger than may be, `busy` where it
   * cannot be written; then nothing is left of it.
   */
  take(id: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** Where it lies; null where it is not, or not on this machine. */
  find(id: string): Promise<string | null>;
  remove(id: string): Promise<void>;
  /** The ids of the files on this machine that nothing was written to since then. */
  untouchedSince(time: Date): Promise<string[]>;
}
