/** The address on loopback at which the bench's server of that number lives; Linux takes all of 127.0.0.0/8 for its own. */
export function hostAddress(index: number): string {
  return `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}
