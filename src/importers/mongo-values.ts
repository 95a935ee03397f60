import { dateIn } from "./dates.ts";
import { fieldsOf, textIn } from "./json-fields.ts";

/** A date as `mongoexport` writes it: `$date` around a text, milliseconds, or a number in a text; null for none. */
export function mongoDate(value: unknown): Date | null {
  const inner = fieldsOf(value)["$date"] ?? value;
  const long = fieldsOf(inner)["$numberLong"] ?? fieldsOf(inner)["$numberDouble"];
  return dateIn(long === undefined ? inner : Number(long));
}

/** A text or a number, which may be wrapped as `$oid` or by its size; empty for anything else. */
export function mongoText(value: unknown): string {
  const { $oid, $numberInt, $numberLong, $numberDouble } = fieldsOf(value);
  const number = $numberInt ?? $numberLong ?? $numberDouble;
  return number === undefined ? textIn($oid ?? value) : String(Number(number));
}
