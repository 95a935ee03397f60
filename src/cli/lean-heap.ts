import { setFlagsFromString } from "node:v8";

// Left to itself V8 lets the heap become several times as large under load before it looks for garbage, for programs much
// larger than this one; here it may double.
let growth = 100;
if (process.argv[2] === "import") {
  // Nobody waits for an answer of this one, and a large file leaves garbage behind for a long time.
  growth = 25;
  setFlagsFromString("--semi-space-growth-factor=1");
}
setFlagsFromString(`--heap-growing-percent=${growth}`);
