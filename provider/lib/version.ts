/** The version of this package. A bundle contains the file: it has no package beside it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- TypeScript would copy an imported file into dist/
export const { version } = require("pulumi-launchdarkly-insights/package.json") as { readonly version: string };
