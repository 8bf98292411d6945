/** The version of this package. Bundlers inline the file, because a bundle has no package next to it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- TypeScript would copy an imported file into dist/
export const { version } = require("pulumi-launchdarkly-insights/package.json") as { readonly version: string };
