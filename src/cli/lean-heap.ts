import { setFlagsFromString } from "node:v8";

// Left to itself V8 lets the space for new objects and the heap behind it double under load, for programs much larger than
// this one. Imported before all others, as the space for new objects never shrinks again.
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=50");
