// The folders of provider/, bottom up: each may import itself and those before it.
const layers = [
  "lib",
  "model",
  "errors",
  "config",
  "http",
  "api",
  "(resources|functions)",
  "runtime",
  "(sdk|index|provider|plugin)",
];

export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...layers.slice(0, -1).map((layer, index) => ({
      name: `no-import-from-above-${layer}`,
      severity: "error",
      from: { path: `^provider/${layer}/` },
      to: { path: `^provider/(${layers.slice(index + 1).join("|")})[/.]` },
    })),
    {
      name: "state-is-a-leaf",
      severity: "error",
      from: { path: "^provider/state" },
      to: { path: "^provider/" },
    },
    {
      name: "sdk-loads-only-lib-and-state",
      comment: "A program loads the rest, with its packages, when it calls a function: by `require` in invoke.ts.",
      severity: "error",
      from: { path: "^provider/(sdk|index)" },
      to: { path: "^provider/(?!sdk/|lib/|state)", dependencyTypesNot: ["type-only", "require"] },
    },
    {
      name: "only-the-edge-knows-pulumi",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/(sdk/|index|provider|plugin)" },
      to: { path: "@pulumi/pulumi" },
    },
    {
      name: "only-the-client-knows-got",
      severity: "error",
      from: { path: "^(provider|cli|emulator)/", pathNot: "^provider/http/client" },
      to: { path: "node_modules/got/" },
    },
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^(test|bench)/" }, to: { path: "^test/" } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
  },
};
