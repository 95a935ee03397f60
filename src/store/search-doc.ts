/** Words of some comments with their numbers, or what is written on a shelf of such documents. */
export interface SearchDoc {
  _id: string;
  words: string;
  by?: string;
  whole?: boolean;
  at?: Date;
}
