import { of, type Summary } from "./report.js";

interface Line {
  /** Class of the SVG. */
  readonly kind: string;
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

const panels = [
  ["up", "up, creating all"],
  ["noChange", "up without changes"],
  ["refresh", "refresh"],
  ["destroy", "destroy"],
] as const;

const kinds = {
  "no-op": "no-op",
  provider: "this provider",
  "no-op-plugin": "no-op plugin",
  plugin: "plugin",
} as const;

const [width, height] = [410, 250];
const margin = { top: 36, right: 126, bottom: 34, left: 48 };

/** Draws seconds against N as SVG, readable on white and on black. */
export const chart = (summaries: readonly Summary[]): string => {
  const drawn = panels.map(([name, title], index) => {
    const lines = Object.entries(kinds).map(([kind, provider]): Line => {
      const points = of(summaries, provider).map(({ groups, seconds }) => [groups, seconds[name] ?? NaN] as const);
      return { kind, name: provider, points };
    });
    const [x, y] = [(index % 2) * width, Math.floor(index / 2) * height];
    return `<g transform="translate(${String(x)} ${String(y)})">\n${panel(title, lines)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(2 * width)} ${String(2 * height)}" role="img">
<title>Seconds against the number of groups: this provider and its plugin, each with a no-op one</title>
<style>
text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #737b85 }
.title { font-weight: 600; font-size: 14px }
.grid { stroke: #737b85; stroke-opacity: .25 }
.provider { stroke: #2f81f7; fill: #2f81f7 }
.plugin { stroke: #2da44e; fill: #2da44e }
.no-op, .no-op-plugin { stroke: #8b949e; fill: #8b949e }
polyline[class] { fill: none; stroke-width: 2 }
polyline.no-op, polyline.no-op-plugin { stroke-dasharray: 5 4 }
text[class] { stroke: none }
</style>
${drawn.join("\n")}
</svg>
`;
};

/** Draws one plot with linear axes from zero, and names each line at its end. */
const panel = (title: string, lines: readonly Line[]): string => {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const right = xs.at(-1) ?? 1;
  const highest = Math.max(...points.map(([, y]) => y));
  const interval = roundUp(highest / 4);
  const top = interval * Math.ceil(highest / interval);
  const across = (x: number): number => margin.left + (x / right) * (width - margin.left - margin.right);
  const down = (y: number): number => height - margin.bottom - (y / top) * (height - margin.top - margin.bottom);
  const rows = Array.from({ length: Math.round(top / interval) + 1 }, (_, index) => index * interval).flatMap((y) => [
    `<line class="grid" x1="${at(across(0))}" x2="${at(across(right))}" y1="${at(down(y))}" y2="${at(down(y))}"/>`,
    text(across(0) - 6, down(y) + 4, `${String(Number(y.toPrecision(6)))} s`, "end"),
  ]);
  // Omits a label that would overlap the next one.
  const columns = xs
    .filter((x, index) => (xs[index + 1] ?? Infinity) - x >= right / 10)
    .map((x) => {
      const label = `${x.toLocaleString("en")}${x === right ? " groups" : ""}`;
      return text(across(x), height - margin.bottom + 18, label, "middle");
    });
  const ends = apart(lines.map((line) => down(line.points.at(-1)?.[1] ?? 0)));
  const drawn = lines.flatMap(({ kind, name, points: all }, index) => {
    const last = all.at(-1)?.[1] ?? 0;
    return [
      `<polyline class="${kind}" points="${all.map(([x, y]) => `${at(across(x))},${at(down(y))}`).join(" ")}"/>`,
      ...all.map(([x, y]) => `<circle class="${kind}" cx="${at(across(x))}" cy="${at(down(y))}" r="3"/>`),
      text(across(right) + 8, (ends[index] ?? 0) + 4, `${name} ${last.toFixed(last < 10 ? 1 : 0)} s`, "start", kind),
    ];
  });
  return [text(margin.left, 20, title, "start", "title"), ...rows, ...columns, ...drawn].join("\n");
};

const text = (x: number, y: number, content: string, anchor: string, kind?: string): string =>
  `<text${kind === undefined ? "" : ` class="${kind}"`} x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${content}</text>`;

const at = (coordinate: number): string => String(Math.round(coordinate * 10) / 10);

/** Rounds up to 1, 2 or 5 times a power of ten. */
const roundUp = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * power >= least) ?? 10) * power;
};

/** Moves heights apart, from top to bottom, so that no two lines of text overlap. */
const apart = (heights: readonly number[]): readonly number[] => {
  const moved = new Map<number, number>();
  let lowest = -Infinity;
  for (const [index, y] of [...heights.entries()].sort(([, a], [, b]) => a - b)) {
    lowest = Math.max(y, lowest + 15);
    moved.set(index, lowest);
  }
  return heights.map((y, index) => moved.get(index) ?? y);
};
