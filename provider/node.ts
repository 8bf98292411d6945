/** The oldest Node that is supported. Imported first, so that an older one fails with this line instead of with a riddle. */
const oldest = [22, 12] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  const error = new Error(
    `pulumi-launchdarkly-insights needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}`,
  );
  error.stack = error.message;
  throw error;
}
