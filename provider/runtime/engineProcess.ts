/** Whether this is the main module of the process in which Pulumi's SDK runs dynamic providers. */
export const isProviderProcess = (main: string | undefined): boolean =>
  main !== undefined && /[\\/]dynamic-provider([\\/]index(\.js)?)?$/.test(main);

/**
 * The engine's address, which it gives to each provider process that it starts: all processes of a run have the same, and
 * no other run at that time has it. Undefined in any other process.
 *
 * @param argv Of the process.
 */
export const engineAddress = ([, main, address]: readonly string[]): string | undefined =>
  isProviderProcess(main) ? address : undefined;
