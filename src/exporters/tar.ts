const blockSize = 512;

/** A file in an archive, whole: its header and its bytes, filled up to whole blocks. The name has at most 100 characters. */
export function tarEntry(name: string, content: string): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(blockSize);
  header.write(name, 0, 100, "utf8");
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  // The same content makes the same archive.
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const rest = (blockSize - (bytes.length % blockSize)) % blockSize;
  return Buffer.concat([header, bytes, Buffer.alloc(rest)]);
}

/** The end of an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(blockSize * 2);
}
