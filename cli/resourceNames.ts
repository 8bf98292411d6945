import type { Importable } from "./importable.js";

/** A resource and its name in the stack. */
export interface Named extends Importable {
  readonly name: string;
}

/** Names each resource by its id, followed by a number if the stack already has a resource of that name. */
export const named = (resources: readonly Importable[], taken: ReadonlySet<string>): readonly Named[] => {
  const used = new Set([...taken, ...resources.map(({ id }) => id)]);
  return resources.map((resource) => {
    if (!taken.has(resource.id)) return { ...resource, name: resource.id };
    const name = free(resource.id, used);
    used.add(name);
    return { ...resource, name };
  });
};

const free = (id: string, used: ReadonlySet<string>): string => {
  for (let number = 2; ; number++) {
    const name = `${id}-${String(number)}`;
    if (!used.has(name)) return name;
  }
};
