/** The file that the import command writes. */
export interface ImportFile {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
  }[];
}

export const written = (text: string): ImportFile => JSON.parse(text) as ImportFile; // the tests check its shape
