import { counted } from "../domain/counted.ts";
import { describeRule } from "../usecases/moderate/describe-rule.ts";
import type { ListPlan } from "../usecases/moderate/lists/plan-list.ts";
import type { Taken } from "../usecases/moderate/lists/take-list.ts";

/** What a list would do, or did, line by line where it is not plain. */
export function describePlan(plan: ListPlan): string[] {
  const { added, same, twice, conflicts, people, refused, hit } = plan;
  return [
    `${counted(added.length, "new rule")}, ${same} as they are here, ${counted(conflicts.length, "conflict")}, ${refused.length} refused.`,
    ...(twice > 0 ? [`${counted(twice, "line names", "lines name")} what an earlier one named.`] : []),
    ...(people.length > 0 ? [`${counted(people.length, "person is", "people are")} looked up at their servers.`] : []),
    ...conflicts.map(
      ({ line, before, rule, is, taken }) =>
        `line ${line}: ${rule.label}: ${describeRule(before)} here, ${describeRule(rule)} in the list (${is}): ${taken ? "taken" : "kept as it is here"}`,
    ),
    ...refused.map(({ line, fault }) => `line ${line}: ${fault}`),
    ...(hit.people + hit.followers > 0
      ? [
          `Its blocks cover ${counted(hit.people, "person", "people")} who commented, and ${counted(hit.followers, "follower")}.`,
        ]
      : []),
  ];
}

/** What came of a list that was taken over. */
export function describeTaken({ put, hidden, shown, rejected }: Taken): string {
  const again = shown > 0 ? `, ${shown} shown again` : "";
  return `${counted(put, "rule")} set: ${counted(hidden, "comment")} hidden${again}, ${counted(rejected, "follower")} dropped.`;
}
