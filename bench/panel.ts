export interface Line {
  readonly kind: "ours" | "nothing";
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const margin = { top: 36, right: 96, bottom: 34, left: 48 };

/** One plot with linear axes from zero; each line is named at its end. */
export const panel = (title: string, lines: readonly Line[], width: number, height: number): string => {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const right = xs.at(-1) ?? 1;
  const step = roundStep(Math.max(...points.map(({ y }) => y)) / 4);
  const top = step * Math.ceil(Math.max(...points.map(({ y }) => y)) / step);
  const across = (x: number): number => margin.left + (x / right) * (width - margin.left - margin.right);
  const down = (y: number): number => height - margin.bottom - (y / top) * (height - margin.top - margin.bottom);

  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const rows = ticks.map(
    (y) =>
      `<line class="grid" x1="${at(across(0))}" x2="${at(across(right))}" y1="${at(down(y))}" y2="${at(down(y))}"/>` +
      text(across(0) - 6, down(y) + 4, `${String(Number(y.toPrecision(6)))} s`, { anchor: "end" }),
  );
  const columns = spaced(xs, right / 10).map((x) =>
    text(
      across(x),
      height - margin.bottom + 18,
      x === right ? `${x.toLocaleString("en")} groups` : x.toLocaleString("en"),
      { anchor: "middle" },
    ),
  );
  const ends = apart(lines.map(({ points: all }) => down(all.at(-1)?.y ?? 0)));
  const drawn = lines.flatMap(({ kind, points: all }, index) => [
    `<polyline class="${kind}" points="${all.map(({ x, y }) => `${at(across(x))},${at(down(y))}`).join(" ")}"/>`,
    ...all.map(({ x, y }) => `<circle class="${kind}" cx="${at(across(x))}" cy="${at(down(y))}" r="3"/>`),
    text(across(right) + 8, (ends[index] ?? 0) + 4, `${kind} ${seconds(all.at(-1)?.y ?? 0)}`, { kind }),
  ]);
  const caption = text(margin.left, 20, title, { kind: "title" });
  return [caption, ...rows, ...columns, ...drawn].join("\n");
};

const text = (
  x: number,
  y: number,
  content: string,
  { anchor = "start", kind }: { readonly anchor?: string; readonly kind?: string },
): string => {
  const group = kind === undefined ? "" : ` class="${kind}"`;
  return `<text${group} x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${content}</text>`;
};

const at = (coordinate: number): string => String(Math.round(coordinate * 10) / 10);

const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`;

/** 1, 2 or 5 times a power of ten. */
const roundStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * power >= least) ?? 10) * power;
};

/** Without those that would be written into the next greater one. */
const spaced = (xs: readonly number[], gap: number): readonly number[] =>
  xs.filter((x, index) => (xs[index + 1] ?? Infinity) - x >= gap);

/** Two heights, moved apart where two lines of text would overlap. */
const apart = ([a = 0, b = 0]: readonly number[]): readonly number[] => {
  const push = Math.max(0, (15 - Math.abs(a - b)) / 2);
  return a <= b ? [a - push, b + push] : [a + push, b - push];
};
