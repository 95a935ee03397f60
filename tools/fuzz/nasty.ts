/** Texts that have upset somebody's server before. */
export const nastyTexts: readonly string[] = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e\u2066",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "$where",
  "{{7*7}}",
  "<%= it %>",
  "../../etc/passwd",
  "%00%ff%c0%80",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "<script>CANARY</script>",
  "<img src=x onerror=CANARY>",
  '"><svg onload=CANARY>',
  "<a href='javascript:CANARY'>x</a>",
  "<p>".repeat(2_000),
  "a".repeat(70_000),
  "@".repeat(3_000),
  "[".repeat(3_000),
  "😀".repeat(2_000),
  "9999-12-31T23:59:59Z",
  "2026-13-45",
  "1e309",
  "https://",
  "https://[::1]/",
  "https://user:pw@honest.example/",
  "https://honest.example:99999/",
  "https://HONEST.example./%61",
  "https://node.example/ap/posts/note1",
  "https://node.example/ap/actors/blog",
  "https://node.example/ap/comments/x",
  "https://blog.example/post",
  "https://evil.example/users/mallory",
  "http://127.0.0.1:1/",
  "acct:ada@honest.example",
  "tag:honest.example,2026:1",
];

/** Values of every kind that JSON knows, and some that only look harmless. */
export function nastyValues(): unknown[] {
  const deep: unknown[] = [];
  let inner = deep;
  for (let i = 0; i < 40; i++) {
    const next: unknown[] = [];
    inner.push(next);
    inner = next;
  }
  return [
    null,
    true,
    false,
    0,
    -1,
    1e308,
    12.5,
    {},
    [],
    [null],
    [[]],
    deep,
    { id: 1 },
    { type: [] },
    { "@id": "https://evil.example/x", "@type": "Note" },
    { type: "Tombstone" },
    { $gt: "" },
    { toString: 1, valueOf: 1 },
    Array.from({ length: 300 }, (_, i) => `https://many.example/${i}`),
    Array.from({ length: 50 }, () => ({ type: "Mention", href: "https://node.example/ap/actors/blog", name: "@blog" })),
  ];
}
