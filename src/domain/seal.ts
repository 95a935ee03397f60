/** Seals secrets that lie in the store, so that whoever has it alone cannot read them. */
export interface Seal {
  /** Whether there is a key to seal with. Without one, texts stay as they are. */
  readonly on: boolean;
  /** Seals a text for one place; it opens in no other. */
  seal(text: string, place: string): string;
  /** The text as it was; one that was never sealed comes back as it is. Throws `conflict` where the key for it is not there. */
  open(text: string, place: string): string;
  /** How a text lies there. */
  stateOf(text: string): SealState;
}

/** `bare` can be read by anybody, `former` was sealed with a key that is to be dropped, `lost` with one that is not there. */
export type SealState = "bare" | "sealed" | "former" | "lost";

/** How many secrets of a store lie in which state. */
export type SealCount = Record<SealState, number>;

/** The secrets that lie in a store, all at once. */
export interface Seals {
  survey(): Promise<SealCount>;
  /**
   * Seals all with the first key, or with `bare` takes all seals off; what is so already stays. Returns how many changed.
   * Throws `conflict` before anything changes where there is no key for it.
   */
  renew(wanted: "sealed" | "bare"): Promise<number>;
}

/** No key: everything lies as it is. */
export const noSeal: Seal = {
  on: false,
  seal: (text) => text,
  open: (text) => text,
  stateOf: () => "bare",
};
