/** The oldest supported version of Node. */
const oldest = [22, 12] as const;

/** Whether a version of Node is too old. */
export const isOldNode = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
};

export const oldNode = (version: string): string =>
  `pulumi-launchdarkly-insights needs Node ${oldest.join(".")} or newer; this is ${version}`;
