const bits = 2048;
const probes = 11;

/** A network as Isso keeps it: the last octet of an IPv4 address is 0, of an IPv6 address 48 bits are left. */
export function issoNetwork(address: string): string {
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){2})\.\d{1,3}$/i.exec(address);
  if (mapped) return `${mapped[1]}.0`;
  if (!address.includes(":")) return "0.0.0.0";
  const [head = "", tail] = address.toLowerCase().replace(/%.*$/, "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right].slice(0, 3);
  return [...groups, ...Array<string>(5).fill("0")].map((group) => group.padStart(4, "0")).join(":");
}

/** The places of an address in Isso's filter of voters. */
export async function voterBits(network: string): Promise<number[]> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(network));
  let rest = BigInt(`0x${Buffer.from(digest).toString("hex")}`);
  return Array.from({ length: probes }, () => {
    const bit = Number(rest & BigInt(bits - 1));
    rest >>= BigInt(probes);
    return bit;
  });
}

/** Whether somebody of this network voted on an Isso comment before it was imported; `voters` is Isso's filter as base64. */
export async function votedOnIsso(voters: string | undefined, address: string): Promise<boolean> {
  if (voters === undefined) return false;
  const filter = Buffer.from(voters, "base64");
  if (filter.length !== bits / 8) return false;
  const places = await voterBits(issoNetwork(address));
  return places.every((bit) => ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
}
