import type { Doc, Docs } from "./port.ts";

/** A collection with one kind of writes. */
export type Strict<T extends Doc> = Omit<Docs<T>, "relaxed">;

/** Joins the two kinds of writes of a collection, each made by `create`; what is relaxed stays so. */
export function withRelaxed<T extends Doc>(create: (relaxed: boolean) => Strict<T>): Docs<T> {
  const relaxed: Docs<T> = Object.defineProperty(create(true) as Docs<T>, "relaxed", { get: () => relaxed });
  return { ...create(false), relaxed };
}
