// Draws what {% chart %} put into the page: a place ([data-chart]) followed by a JSON data block.
// On a canvas, and with tooltips as text: the content security policy allows no inline styles in HTML.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, registerLocale, use } from "echarts/core";
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import chinese from "echarts/i18n/langZH-obj.js";

use([AriaComponent, BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);
registerLocale("ZH", chinese);

/** A value as foundation/face/charts.py tells it; null is unknown: a gap, never zero. */
interface Mark {
  at: string;
  value: string | null;
  url: string;
}

interface Series {
  name: string;
  kind: "line" | "bar";
  tone: string;
  dashed: boolean;
  stack: string;
  edge: "" | "low" | "high";
  shade: number;
  marks: Mark[];
}

interface Chart {
  unit: string;
  axis: "time" | "category";
  categories: string[];
  sideways: boolean;
  day: string | null;
  day_name: string;
  series: Series[];
}

/** The page's own type and colours, so that a chart follows every mode of the pages. */
interface Look {
  size: number;
  family: string;
  text: string;
  line: string;
  tone: (name: string) => string;
  bar: (name: string) => string;
}

function lookOf(place: HTMLElement): Look {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(name).trim() || style.color;
  return {
    size: Number.parseFloat(style.fontSize) * 0.875,
    family: style.fontFamily,
    text: style.color,
    line: colour("--chart-line"),
    tone: (name) => colour(`--tone-${name}`),
    bar: (name) => colour(`--bar-${name}`),
  };
}

function pointOf(chart: Chart, mark: Mark): object {
  const value = mark.value === null ? null : Number(mark.value);
  const pair = chart.sideways ? [value, mark.at] : [mark.at, value];
  return { value: pair, url: mark.url };
}

const HATCHED = { symbol: "rect", symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 };
const DOTTED = {
  symbol: "circle",
  symbolSize: 0.7,
  dashArrayX: [
    [5, 5],
    [0, 5, 5, 0],
  ],
  dashArrayY: [5, 0],
};

/** What lies on the colour of each shade. */
const PATTERNS = [null, HATCHED, null, DOTTED];

/** Several lights may have one colour: their bars differ by how dark they are and by their pattern, also on a
 * print without colours, and each has an edge. */
function barOf(series: Series, look: Look): object {
  const shade = series.shade % PATTERNS.length;
  const edge = look.tone(series.tone);
  const pattern = PATTERNS[shade];
  const decal = pattern ? { ...pattern, color: edge } : undefined;
  return {
    color: look.bar(`${series.tone}-${shade}`),
    itemStyle: { borderColor: edge, borderWidth: 1, decal },
  };
}

function lineOf(chart: Chart, series: Series, look: Look): object {
  const colour = look.tone(series.tone);
  return {
    name: series.name,
    type: series.kind,
    stack: series.stack || undefined,
    data: series.marks.map((mark) => pointOf(chart, mark)),
    color: colour,
    lineStyle: series.edge ? { type: "dotted", width: 1 } : { type: series.dashed ? "dashed" : "solid", width: 2 },
    symbol: series.dashed ? "emptyCircle" : "circle",
    showSymbol: !series.edge,
    symbolSize: 8,
    cursor: series.marks.some((mark) => mark.url) ? "pointer" : "default",
    barMaxWidth: 36,
    z: series.dashed ? 2 : 3, // what was measured lies above what was expected
    emphasis: { focus: "series" },
    ...(series.kind === "bar" ? barOf(series, look) : {}),
  };
}

/** What lies between two edges: the upper one stands on the lower one, which draws nothing. */
function bandOf(low: Series, high: Series, look: Look): object[] {
  const floor = low.marks.map((mark) => [mark.at, Number(mark.value)]);
  const height = high.marks.map((mark, n) => [mark.at, Number(mark.value) - Number(low.marks[n]?.value)]);
  const quiet = {
    type: "line",
    stack: "band",
    stackStrategy: "all",
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    color: look.tone(high.tone),
    tooltip: { show: false },
    z: 1,
  };
  return [
    { ...quiet, data: floor },
    { ...quiet, data: height, areaStyle: { opacity: 0.12 } },
  ];
}

function bandsOf(chart: Chart, look: Look): object[] {
  return chart.series.flatMap((high, n) => {
    const low = chart.series[n - 1];
    return high.edge === "high" && low !== undefined ? bandOf(low, high, look) : [];
  });
}

function dayMark(chart: Chart, look: Look): object {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: look.text, type: "dotted" },
    label: { formatter: chart.day_name, color: look.text, fontSize: look.size, fontFamily: look.family },
    data: [{ xAxis: chart.day }],
  };
}

function axesOf(chart: Chart, look: Look): object {
  const common = {
    axisLabel: { color: look.text, fontSize: look.size, fontFamily: look.family, hideOverlap: true },
    axisLine: { lineStyle: { color: look.line } },
    splitLine: { lineStyle: { color: look.line } },
  };
  const values = { ...common, type: "value", scale: chart.series.every((series) => series.kind === "line") };
  const places =
    chart.axis === "time"
      ? { ...common, type: "time", splitLine: { show: false } }
      : { ...common, type: "category", data: chart.categories, inverse: chart.sideways, splitLine: { show: false } };
  return chart.sideways ? { xAxis: values, yAxis: places } : { xAxis: places, yAxis: values };
}

function optionOf(chart: Chart, look: Look): EChartsCoreOption {
  const text = { color: look.text, fontSize: look.size, fontFamily: look.family };
  const series = chart.series.map((each) => lineOf(chart, each, look));
  if (chart.day !== null && series[0] !== undefined) Object.assign(series[0], { markLine: dayMark(chart, look) });
  return {
    animation: false,
    // What is drawn is said by the table.
    aria: { enabled: true, label: { enabled: false } },
    textStyle: text,
    legend: { top: 0, textStyle: text, data: chart.series.map((each) => each.name) },
    grid: { top: look.size * 4, right: look.size * 2, bottom: look.size, left: look.size, containLabel: true },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      formatter: (at: unknown) => sayPoint(chart, at),
      textStyle: { fontFamily: look.family, fontSize: look.size },
    },
    ...axesOf(chart, look),
    series: [...series, ...bandsOf(chart, look)],
  };
}

function sayPoint(chart: Chart, at: unknown): string {
  const { seriesName, value } = at as { seriesName?: string; value: [string | number, string | number] };
  const [place, figure] = chart.sideways ? [value[1], value[0]] : value;
  return `${seriesName ?? ""}\n${place}  ${figure} ${chart.unit}`;
}

/** A mark leads to the rows behind it, as the same figure in the table does. */
function follow(at: unknown): void {
  const { data } = at as { data?: { url?: string } };
  if (data?.url) window.location.assign(data.url);
}

/** The hand says that a click opens something: a point does, the line between points does not. */
function lowerHand(drawing: ECharts): void {
  drawing.getZr().on("mousemove", ({ target }) => {
    if (target?.type === "ec-polyline") drawing.getZr().setCursorStyle("default");
  });
}

/** Bars that lie need a line each, however many there are: so many lines of type is the drawing high. */
const linesOf = (chart: Chart): number => chart.categories.length * 1.9 + 8;
const LARGEST = 1.6;

/** Either the drawing becomes as high as its words need, or, on a wall, its words as large as its height allows. */
function makeRoom(place: HTMLElement, chart: Chart, look: Look): Look {
  if (!chart.sideways) return look;
  if (getComputedStyle(place).getPropertyValue("--chart-fills")) {
    const size = Math.min(Math.max(place.clientHeight / linesOf(chart), look.size), look.size * LARGEST);
    return { ...look, size };
  }
  place.style.height = `${look.size * linesOf(chart)}px`;
  return look;
}

/** What the bars say need not stand below them in full; it is one click away, and printed. */
function foldTable(place: HTMLElement, chart: Chart): void {
  const table = place.parentElement?.querySelector<HTMLDetailsElement>("details.chart-data");
  if (table && chart.axis === "category") table.open = false;
}

function draw(place: HTMLElement): void {
  const block = place.nextElementSibling;
  if (place.dataset["drawn"] !== undefined || block === null) return;
  place.dataset["drawn"] = "";
  place.hidden = false;
  const chart = JSON.parse(block.textContent ?? "") as Chart;
  foldTable(place, chart);
  const look = makeRoom(place, chart, lookOf(place));
  const drawing: ECharts = init(place, null, { renderer: "canvas", locale: "ZH" });
  drawing.setOption(optionOf(chart, look));
  drawing.on("click", follow);
  lowerHand(drawing);
  new ResizeObserver(() => drawing.resize()).observe(place);
}

function drawAll(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-chart]")) draw(place);
}

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.target as HTMLElement));
