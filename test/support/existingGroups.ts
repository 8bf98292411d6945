import type { StoredGroup } from "../../emulator/index.js";

/** Keys with characters that are special in URLs, URNs, templates, property paths or programs. */
const keys = [
  ...["a:b", "a::b", "urn:pulumi:test::life::x$y::z", "a$b", "${a}", "a`b", "a'b", 'a"b', "a\\b", "a,b", "..."],
  ...[
    "%",
    "a%2Fb",
    "a%20b",
    "a?b#c",
    "a&b=c",
    "a+b",
    "<a>",
    "*",
    "[0]",
    "@",
    "~",
    "ключ",
    "日本",
    "😀",
    "e\u0301",
    "é",
  ],
  ...["A", "a", "a-2", "__proto__", "constructor", "__provider", "x".repeat(200)],
];

const names = [
  'The "A" team \\ others',
  "two\nlines\r\nand\ttabs",
  "separated\u2028by\u2029Unicode",
  "😀 👩‍👩‍👧 ключ",
  "${process.exit(1)} `x` $& $1",
  "*/ // <!-- '",
  " around ",
];

const applicationKeys = [undefined, ["web", "api", "web"], null, [], ["ключ", "a:b", "A", "a"]] as const;

/** A hundred groups as in an account with a long history: 20 with each kind of `applicationKeys`. */
export const existingGroups: readonly StoredGroup[] = Array.from({ length: 100 }, (_, index) => {
  const applications = applicationKeys[index % applicationKeys.length];
  return {
    key: keys[index] ?? `team-${String(index)}`,
    name: names[index % names.length] ?? "",
    projectKey: index % 3 === 0 ? "shop" : "games",
    environmentKey: index % 2 === 0 ? "production" : "test",
    ...(applications === undefined ? {} : { applicationKeys: applications }),
    createdAt: 1_600_000_000_000 + index,
  };
});
