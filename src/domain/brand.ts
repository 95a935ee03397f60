declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** HTML that came out of `html/` and may be shown unescaped. */
export type SafeHtml = Brand<string, "SafeHtml">;

/** The normalised identity of a page within its site; made by `pageKey` in `address.ts` alone. */
export type PageKey = Brand<string, "PageKey">;
