import { setFlagsFromString } from "node:v8";

// Left to itself V8 lets the heap double under load before it looks for garbage, for programs much larger than this one.
// Imported before all others, so that it counts from the start.
setFlagsFromString("--heap-growing-percent=100");
