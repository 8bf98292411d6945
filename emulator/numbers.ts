export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Returns the mean, rounded; 0 of no numbers. */
export const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : Math.round(sum(numbers) / numbers.length);
