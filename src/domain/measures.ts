/** What a node counted and measured, for the program that watches over it. */
export interface Meter {
  /** What that program has to show. */
  token: string;
  /** All numbers as of now, in Prometheus' text format. */
  text(): Promise<string>;
}
