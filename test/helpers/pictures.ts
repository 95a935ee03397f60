const base64 = (text: string) => Buffer.from(text, "base64");

/** The beginning, or all, of one small picture of each type that is handed on. */
export const pictures: Record<string, Buffer> = {
  "image/png": base64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ),
  "image/gif": base64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
  "image/jpeg": Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]),
  "image/webp": base64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="),
  "image/avif": Buffer.from("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "latin1"),
};
