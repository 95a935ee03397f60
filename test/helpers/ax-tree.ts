import type { Page } from "playwright-core";

/** One thing of a page as a screen reader is told of it. */
export interface AxNode {
  role: string;
  name: string;
  description: string;
  /** Of a heading; else 0. */
  level: number;
  focused: boolean;
  invalid: boolean;
  /** How a live region speaks up: `polite`, `assertive`, or nothing. */
  live: string;
  /** What is in it, in the order of reading. */
  children: AxNode[];
}

interface RawNode {
  nodeId: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  description?: { value: string };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
}

/** What Chromium tells screen readers of a page, without what it leaves out. */
export async function readAxTree(page: Page): Promise<AxNode> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as unknown as { nodes: RawNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));

  function grow({ childIds = [] }: RawNode): AxNode[] {
    return childIds.flatMap((id) => {
      const child = byId.get(id);
      if (!child) return [];
      const isPassedOver = child.ignored || child.role?.value === "none" || child.role?.value === "generic";
      return isPassedOver ? grow(child) : [view(child)];
    });
  }

  function view(node: RawNode): AxNode {
    const property = (name: string) => node.properties?.find((one) => one.name === name)?.value.value;
    return {
      role: node.role?.value ?? "",
      name: node.name?.value ?? "",
      description: node.description?.value ?? "",
      level: Number(property("level") ?? 0),
      focused: property("focused") === true,
      invalid: property("invalid") === "true",
      live: String(property("live") ?? ""),
      children: grow(node),
    };
  }

  const [root] = nodes;
  if (!root) throw new Error("The page has no accessibility tree.");
  return view(root);
}

/** Everything in a tree, in the order of reading, narrowed to some roles where they are named. */
export function everyNode(tree: AxNode, ...roles: readonly string[]): AxNode[] {
  const all = [tree, ...tree.children.flatMap((child) => everyNode(child))];
  return roles.length > 0 ? all.filter(({ role }) => roles.includes(role)) : all;
}

/** All words that are read out within a node. */
export function wordsIn(tree: AxNode): string {
  return everyNode(tree, "StaticText")
    .map(({ name }) => name)
    .join(" ");
}
