/** How many small puzzles make one: their sum varies far less than one large puzzle would. */
const parts = 16;
/** A browser stays answerable while it works: it stops for others after so many milliseconds. */
const sliceMs = 8;

const rightmost = (value: number, by: number) => (value >>> by) | (value << (32 - by));

/** The fractional parts of the roots of the first primes, which SHA-256 starts from. */
function rootsOfPrimes(count: number, root: number): Int32Array {
  const found = new Int32Array(count);
  for (let n = 2, i = 0; i < count; n++) {
    let prime = true;
    for (let by = 2; by * by <= n; by++) if (n % by === 0) prime = false;
    if (prime) found[i++] = (n ** (1 / root) % 1) * 2 ** 32;
  }
  return found;
}

/** Makes the first word of SHA-256 over one block of sixteen words, its padding included. Works without https, too. */
function createFirstWord(): (block: Int32Array) => number {
  const keys = rootsOfPrimes(64, 3);
  const [h0 = 0, h1 = 0, h2 = 0, h3 = 0, h4 = 0, h5 = 0, h6 = 0, h7 = 0] = rootsOfPrimes(8, 2);
  const w = new Int32Array(64);
  const at = (i: number) => w[i] as number;
  return (block) => {
    w.set(block);
    for (let i = 16; i < 64; i++) {
      const x = at(i - 15);
      const y = at(i - 2);
      const s0 = rightmost(x, 7) ^ rightmost(x, 18) ^ (x >>> 3);
      const s1 = rightmost(y, 17) ^ rightmost(y, 19) ^ (y >>> 10);
      w[i] = at(i - 16) + s0 + at(i - 7) + s1;
    }
    let [a, b, c, d, e, f, g, h] = [h0, h1, h2, h3, h4, h5, h6, h7];
    for (let i = 0; i < 64; i++) {
      const s1 = rightmost(e, 6) ^ rightmost(e, 11) ^ rightmost(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (keys[i] as number) + at(i)) | 0;
      const s0 = rightmost(a, 2) ^ rightmost(a, 13) ^ rightmost(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    return (h0 + a) >>> 0;
  };
}

/** Lets the browser do what else it has to do; quicker than a timer, which waits. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
}

/**
 * Does the work that a challenge of the node asks for, in short slices: finds for each part a number that makes a hash
 * begin with `difficulty` zero bits. What comes out goes into the field `work`, as it is.
 */
export async function solve(challenge: string, difficulty: number): Promise<string> {
  const firstWord = createFirstWord();
  const seed = challenge.slice(challenge.lastIndexOf(".") + 1);
  // 43 letters of the signature, one for the part, the number, and the padding of 48 bytes.
  const block = new Int32Array(16);
  const put = (i: number, letter: number) => {
    block[i >> 2] = (block[i >> 2] as number) | (letter << (24 - 8 * (i & 3)));
  };
  for (let i = 0; i < 43; i++) put(i, seed.charCodeAt(i));
  block[12] = 1 << 31;
  block[15] = 48 * 8;
  const signature = block[10] as number;
  const found: string[] = [];
  let until = performance.now() + sliceMs;
  for (let part = 0; part < parts; part++) {
    block[10] = signature | (97 + part);
    let number = 0;
    for (;;) {
      block[11] = number;
      if (firstWord(block) >>> (32 - difficulty) === 0) break;
      number++;
      if (number % 32 === 0 && performance.now() > until) {
        await pause();
        until = performance.now() + sliceMs;
      }
    }
    found.push(number.toString(36));
  }
  return `${challenge}.${found.join("-")}`;
}

/** Asks for a challenge and does the work; empty when none is asked for, or when the answer cannot be had. */
export async function prove(ask: Promise<Response>): Promise<string> {
  try {
    const { challenge, difficulty } = (await (await ask).json()) as { challenge: string; difficulty: number };
    return difficulty > 0 ? await solve(challenge, difficulty) : "";
  } catch {
    return "";
  }
}
