import { Problem } from "./problem.ts";

/** The widest networks that a rule may cover. */
const widest = { 4: 8, 6: 16 } as const;
const bits = { 4: 32, 6: 128 } as const;

/** An address of the network as numbers; what was IPv4 in the clothes of IPv6 is IPv4. */
interface Address {
  family: 4 | 6;
  bytes: number[];
}

/** The network that an owner typed, as it is compared: `192.0.2.0/24`, `2001:db8::/48`, or one address. Throws `invalid`. */
export function normaliseNetwork(typed: string): string {
  const text = typed.trim();
  const [name = "", length, ...more] = text.split("/");
  const address = readAddress(name);
  if (!address || more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) throw noNetwork(text);
  const given = length === undefined ? bits[address.family] : Number(length);
  // An IPv4 network may have been written as the part of IPv6 that stands for it.
  const size = address.family === 4 && name.includes(":") && length !== undefined ? given - 96 : given;
  if (size > bits[address.family] || size < 0) throw noNetwork(text);
  if (size < widest[address.family])
    throw new Problem(
      "invalid",
      `${text.slice(0, 100)} is too wide: it would shut out a part of the world. /${widest[address.family]} is the widest.`,
    );
  return cut(address, size);
}

/** Whether a text looks like an address of the network, or like a part of it. */
export function isNetwork(text: string): boolean {
  return readAddress(text.trim().split("/")[0] ?? "") !== null;
}

/** Every network that an address lies in and that a rule can name, the narrowest first; none for what is no address. */
export function networksOf(text: string): string[] {
  const address = readAddress(text);
  if (!address) return [];
  const { family } = address;
  const bytes = [...address.bytes];
  let name = spell(address);
  const all = [name];
  for (let size = bits[family] - 1; size >= widest[family]; size--) {
    const place = size >> 3;
    const bit = 0x80 >> (size & 7);
    // Where a bit is zero already, the wider network is written alike.
    if (((bytes[place] ?? 0) & bit) !== 0) {
      bytes[place] = (bytes[place] ?? 0) - bit;
      name = spell({ family, bytes });
    }
    all.push(`${name}/${size}`);
  }
  return all;
}

function readAddress(text: string): Address | null {
  const plain = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number) : null;
  if (plain) return plain.every((byte) => byte < 256) ? { family: 4, bytes: plain } : null;
  if (!text.includes(":")) return null;
  const written = `http://[${text.replace(/%.*$/, "")}]/`;
  if (!URL.canParse(written)) return null;
  const groups = groupsOf(new URL(written).hostname.slice(1, -1));
  const bytes = groups.flatMap((group) => [group >> 8, group & 255]);
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? { family: 4, bytes: bytes.slice(12) } : { family: 6, bytes };
}

/** The eight numbers of an IPv6 address in its shortest form. */
function groupsOf(short: string): number[] {
  const [head = "", tail] = short.split("::");
  const read = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [left, right] = [read(head), read(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<number>(zeros).fill(0), ...right];
}

function cut({ family, bytes }: Address, size: number): string {
  const kept = bytes.map((byte, i) => byte & (0xff << Math.max(0, Math.min(8, (i + 1) * 8 - size))) & 0xff);
  const name = spell({ family, bytes: kept });
  return size === bits[family] ? name : `${name}/${size}`;
}

/** An address as browsers write it: of one of IPv6 the first of the longest rows of zeros is left out. */
function spell({ family, bytes }: Address): string {
  if (family === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  const text = groups.join(":");
  let [row, at] = ["", 0];
  for (const found of text.matchAll(/\b0(?::0)+\b/g))
    if (found[0].length > row.length) [row, at] = [found[0], found.index];
  if (row === "") return text;
  return `${text.slice(0, at).replace(/:$/, "")}::${text.slice(at + row.length).replace(/^:/, "")}`;
}

function noNetwork(text: string): Problem {
  return new Problem(
    "invalid",
    `“${text.slice(0, 100)}” is no network: write an address such as 192.0.2.7, or a part of the network such as 192.0.2.0/24.`,
  );
}
