/** Draws the output of a command as an SVG of a terminal, whose text can be selected. */
export const terminalSvg = (title: string, description: string, output: string): string => {
  const lines = styledLines(output);
  const columns = Math.max(...lines.map((line) => line.map(({ text }) => text).join("").length));
  const [width, height] = [Math.ceil(columns * columnPx + 2 * marginPx), lines.length * linePx + barPx + marginPx];
  const drawn = lines.map((line, index) => {
    const spans = line.map(({ text, style }) => `<tspan${style && ` class="${style}"`}>${escape(text)}</tspan>`);
    return `<text xml:space="preserve" x="${String(marginPx)}" y="${String(barPx + (index + 1) * linePx - 5)}">${spans.join("")}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-labelledby="title description">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(description)}</desc>
<style>
text { font: ${String(fontPx)}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3 }
${Object.entries(colors)
  .map(([code, color]) => `.c${code} { fill: ${color} }`)
  .join("\n")}
.bold { font-weight: 600 }
</style>
<rect x="0.5" y="0.5" width="${String(width - 1)}" height="${String(height - 1)}" rx="8" fill="#161b22" stroke="#444c56"/>
<circle cx="18" cy="16" r="5" fill="#ff5f57"/><circle cx="36" cy="16" r="5" fill="#febc2e"/><circle cx="54" cy="16" r="5" fill="#28c840"/>
${drawn.join("\n")}
</svg>
`;
};

const fontPx = 14;
/** The advance of most monospaced fonts. */
const columnPx = fontPx * 0.602;
const linePx = 20;
const barPx = 32;
const marginPx = 18;

/** Colors by their number in the 256-color palette that the Pulumi CLI uses. */
const colors: Readonly<Record<string, string>> = {
  1: "#ff7b72",
  2: "#7ee787",
  3: "#e3b341",
  9: "#ff7b72",
  13: "#d2a8ff",
};

interface Styled {
  readonly text: string;
  /** Class names; empty for the default color. */
  readonly style: string;
}

/** Splits text at its SGR escape sequences. A style continues across lines until it is reset. */
const styledLines = (output: string): readonly (readonly Styled[])[] => {
  let [color, bold] = ["", ""];
  return output.split("\n").map((line) =>
    // eslint-disable-next-line no-control-regex -- escape sequences begin with a control character
    [...line.matchAll(/\x1b\[([\d;]*)m|[^\x1b]+/g)].flatMap(([text, codes]) => {
      if (codes === undefined) return [{ text, style: [color, bold].filter(Boolean).join(" ") }];
      const [, indexed] = /^38;5;(\d+)$/.exec(codes) ?? [];
      if (indexed !== undefined) color = `c${indexed}`;
      else if (codes === "1") bold = "bold";
      else if (codes === "22") bold = "";
      else [color, bold] = ["", ""];
      return [];
    }),
  );
};

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
