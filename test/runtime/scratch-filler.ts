import { isProblem } from "../../src/domain/problem.ts";
import { openScratch } from "../../src/runtime/scratch.ts";

/* Writes pages to a scratch until there is no room, and says what came of that. */

const scratch = openScratch();
let kept = 0;
try {
  for (; kept < 10 * 8192; kept += 8192) scratch.write(kept, new Uint8Array(8192).fill(1));
  console.log(`${kept} kept`);
} catch (error) {
  console.log(`${isProblem(error) ? error.kind : String(error)}: ${kept} kept`);
}
