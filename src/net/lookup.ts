import dns from "node:dns";

export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Resolves a host name to all its addresses, or rejects with the error of the name service. */
export type Lookup = (host: string) => Promise<ResolvedAddress[]>;

/** The two questions that a name server is asked. */
export interface NameServer {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
}

/**
 * The way names are looked up by default. Public names are asked of the name server directly: a slow answer then holds
 * no thread of the pool that also signs and unzips. Where private addresses are allowed, the system decides, since its
 * hosts file counts there.
 */
export function defaultLookup(allowPrivate: boolean): Lookup {
  if (allowPrivate) return (host) => dns.promises.lookup(host, { all: true });
  return lookupThrough(new dns.promises.Resolver({ timeout: 2_000, tries: 2 }));
}

/** Asks a name server for both families at once; one that answers is enough. */
export function lookupThrough(server: NameServer): Lookup {
  return async (host) => {
    const [four, six] = await Promise.allSettled([server.resolve4(host), server.resolve6(host)]);
    if (four.status === "rejected" && six.status === "rejected") throw four.reason;
    return [
      ...(six.status === "fulfilled" ? six.value.map((address) => ({ address, family: 6 })) : []),
      ...(four.status === "fulfilled" ? four.value.map((address) => ({ address, family: 4 })) : []),
    ];
  };
}
