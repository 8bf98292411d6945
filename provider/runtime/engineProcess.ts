/** Whether the main module is the process in which Pulumi's SDK runs dynamic providers. */
export const isProviderProcess = (main: string | undefined): boolean =>
  main !== undefined && /[\\/]dynamic-provider([\\/]index(\.js)?)?$/.test(main);

/**
 * Returns the address that the engine passes to every provider process of a run; concurrent runs have different addresses.
 * Undefined in any other process.
 */
export const engineAddress = ([, main, ...args]: readonly string[]): string | undefined =>
  isProviderProcess(main) ? args.at(-1) : undefined;
