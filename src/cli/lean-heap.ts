import { setFlagsFromString } from "node:v8";

// Left to itself V8 lets the heap become several times as large under load before it looks for garbage, for programs much
// larger than this one; here it may double.
setFlagsFromString("--heap-growing-percent=100");
