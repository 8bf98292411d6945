/** Returns the name of the only property in the result of a list function: a plugin can return only objects. */
export const resultName = (functionName: string): string => {
  const name = functionName.replace(/^get/, "");
  return name.charAt(0).toLowerCase() + name.slice(1);
};

export const toResult = (functionName: string, value: unknown): object =>
  Array.isArray(value) ? { [resultName(functionName)]: value } : (value as object); // no function returns a primitive
