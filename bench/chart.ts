import { panel, type Line } from "./panel.js";
import { find, sizesOf, type Summary } from "./summary.js";

const shown = [
  ["up", "up, creating all"],
  ["noChange", "up without changes"],
  ["refresh", "refresh"],
  ["destroy", "destroy"],
] as const;

const width = 380;
const height = 250;

/** Seconds against N as SVG, readable on white and on black. */
export const chart = (summaries: readonly Summary[]): string => {
  const sizes = sizesOf(summaries, "ours");
  const panels = shown.map(([name, title], index) => {
    const lines = (["nothing", "ours"] as const).map((provider): Line => {
      const points = sizes.flatMap((groups) => {
        const seconds = find(summaries, provider, groups)?.operations[name].seconds;
        return seconds === undefined ? [] : [{ x: groups, y: seconds }];
      });
      return { kind: provider, points };
    });
    const [x, y] = [(index % 2) * width, Math.floor(index / 2) * height];
    return `<g transform="translate(${String(x)} ${String(y)})">\n${panel(title, lines, width, height)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(2 * width)} ${String(2 * height)}" role="img">
<title>Seconds against the number of groups: ours and a dynamic provider that does nothing</title>
<style>
text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #737b85 }
.title { font-weight: 600; font-size: 14px }
.grid { stroke: #737b85; stroke-opacity: .25 }
.ours { stroke: #2f81f7; fill: #2f81f7 }
.nothing { stroke: #8b949e; fill: #8b949e }
polyline.ours, polyline.nothing { fill: none; stroke-width: 2 }
polyline.nothing { stroke-dasharray: 5 4 }
text.ours, text.nothing { stroke: none }
</style>
${panels.join("\n")}
</svg>
`;
};
