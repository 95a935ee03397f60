import { commonPrints } from "./common-passwords.ts";
import { printOf, readPrints } from "./password-prints.ts";

/**
 * The least letters of a password. It stands alone, without a second factor, and then this is what NIST SP 800-63B-4 asks
 * for; a few words are easier to keep than a shorter riddle. Nothing is asked of which letters they are.
 */
export const minPasswordLength = 15;

/** The most letters: longer ones cost work and protect nothing more. */
export const maxPasswordLength = 256;

/** How much of a password must be left once what anybody would try is taken out. */
const leastLeft = 8;

/** What stands in lists of common passwords that are long enough, in parts. */
const common = [
  ...["password", "passwort", "passw0rd", "p@ssword", "motdepasse", "contraseña", "kennwort", "letmein", "welcome"],
  ...["iloveyou", "princess", "sunshine", "football", "baseball", "superman", "batman", "dragon", "monkey", "master"],
  ...["shadow", "michael", "jennifer", "charlie", "trustno1", "whatever", "computer", "internet", "changeme", "secret"],
  ...["administrator", "admin", "moderator", "owner", "login", "guest", "default", "antiphon", "comments", "starwars"],
  ...["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "qwertz", "azerty", "asdf", "1q2w3e4r", "zaq12wsx", "abc123"],
  ...["correcthorsebatterystaple", "thequickbrownfox", "jumpsoverthelazydog", "loremipsumdolorsitamet"],
];

const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The form in which a password is compared: the same letters however a keyboard sends them. */
export function samePassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * What is wrong with a new password, as a sentence; null for nothing. `known` are words that whoever guesses knows, such as
 * the person's name and the blog's.
 */
export function faultOfPassword(password: string, known: readonly string[]): string | null {
  const length = [...password].length;
  if (length < minPasswordLength)
    return `A password has at least ${minPasswordLength} letters: four or five words that do not belong together are a good one.`;
  if (length > maxPasswordLength) return `A password has at most ${maxPasswordLength} letters.`;
  if (isCommon(password) || whatIsLeft(password, known).length < leastLeft)
    return "That is among the first that somebody would try: it is made of common words, names, rows or repeats.";
  return null;
}

const prints = readPrints(commonPrints);

/** Whether it is one of those that many have, or two of them in a row. */
function isCommon(password: string): boolean {
  const bare = samePassword(password).replace(/[\s\p{P}]/gu, "");
  const has = (text: string) => prints.has(printOf(text));
  if (has(password) || has(bare)) return true;
  const letters = [...bare];
  return letters.some((_, i) => i > 0 && has(letters.slice(0, i).join("")) && has(letters.slice(i).join("")));
}

function whatIsLeft(password: string, known: readonly string[]): string {
  let left = samePassword(password)
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, "");
  const words = [...known.flatMap((word) => word.toLowerCase().split(/[\s\p{P}]+/u)), ...common];
  for (const word of words.filter((word) => word.length >= 3)) left = left.replaceAll(word, "");
  return withoutRows(left).replace(/(.+?)\1+/gu, "$1");
}

/** Four or more neighbours in a row, forwards or backwards, count as one. */
function withoutRows(text: string): string {
  const lines = rows.flatMap((row) => [row, [...row].reverse().join("")]);
  let kept = "";
  for (let i = 0; i < text.length; ) {
    let run = 1;
    for (let end = i + 4; end <= text.length && lines.some((line) => line.includes(text.slice(i, end))); end++)
      run = end - i;
    kept += text[i];
    i += run;
  }
  return kept;
}
