import type { Descriptor } from "./jrd.ts";

/** Where WebFinger is asked on this host (RFC 6415). */
export function hostMeta(origin: string): Descriptor {
  const template = `${origin}/.well-known/webfinger?resource={uri}`;
  return { links: [{ rel: "lrdd", type: "application/jrd+json", template }] };
}

/** The same in XML, as older software asks for it. An origin holds no sign that would need escaping. */
export function hostMetaXml(origin: string): string {
  const links = hostMeta(origin).links.map(
    (link) => `  <Link rel="${link.rel}" type="${link.type}" template="${link.template}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">',
    ...links,
    "</XRD>",
    "",
  ].join("\n");
}
