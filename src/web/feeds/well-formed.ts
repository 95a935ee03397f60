/** XML has no way to say some characters, however they are escaped; people's texts may still hold them. */
export function wellFormed(xml: string): string {
  return xml.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
}
