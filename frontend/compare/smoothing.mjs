/**
 * Draws docs/smoothing.svg: what four filters make of four kinds of input, through the product's
 * own recorder's spacing and ribbon. `node compare/smoothing.mjs`
 */

import { writeFileSync } from "node:fs";
import { createServer } from "vite";

const CELL = { width: 300, height: 172 };
const LEFT = 168;
const TOP = 40;
const TRUTH = 0.25; // ms between the points of the path that the hand meant

const vite = await createServer({ server: { middlewareMode: true }, appType: "custom" });
const load = (path) => vite.ssrLoadModule(`/src/canvas/${path}.ts`);
const { Smoothing } = await load("engine/smoothing");
const { STEADINESS } = await load("engine/recorder");
const { GrowingStroke } = await load("engine/growing");
const { traceStroke } = await load("ribbon");
const { PEN } = await load("strokes");

const exact = (place) => place;
const whole = ({ x, y }) => ({ x: Math.round(x), y: Math.round(y) });

/** What the hand means at a time in ms, how long it takes, how often it is told, and how finely. */
const inputs = {
  "sparse: 60 a second, fast": {
    path: (t) => ({ x: 20 + t * 0.62, y: 75 + 50 * Math.sin(t / 45) }),
    lasts: 420,
    every: 16.7,
    told: exact,
  },
  "fast zig-zag, whole pixels": {
    path: (t) => ({ x: 20 + t * 0.4, y: 30 + 90 * Math.abs(((t / 75 + 1) % 2) - 1) }),
    lasts: 650,
    every: 8,
    told: whole,
  },
  "slow line, whole pixels, 3 × as large": {
    path: (t) => ({ x: 8 + t * 0.05, y: 18 + t * 0.007 }),
    lasts: 1700,
    every: 8,
    told: whole,
    shown: 3,
  },
  "slow curve, a hand that shakes": {
    path: (t) => ({ x: 150 + 110 * Math.cos(t / 700), y: 75 + 55 * Math.sin(t / 350) }),
    lasts: 4300,
    every: 8,
    told: ({ x, y }, t) => whole({ x: x + 1.4 * Math.sin(t / 17), y: y + 1.4 * Math.cos(t / 13) }),
  },
};

/** Each makes a function of (x, y, time) that tells the smoothed place. */
const filters = {
  none: () => (x, y) => ({ x, y }),
  "moving average of 5": () => {
    const last = [];
    return (x, y) => {
      last.push({ x, y });
      if (last.length > 5) last.shift();
      const mean = (axis) => last.reduce((sum, place) => sum + place[axis], 0) / last.length;
      return { x: mean("x"), y: mean("y") };
    };
  },
  "exponential, 0.5": () => {
    let place = null;
    return (x, y) => {
      place = place ? { x: (place.x + x) / 2, y: (place.y + y) / 2 } : { x, y };
      return place;
    };
  },
  "1€ (ours)": oneEuro(STEADINESS.off),
  "1€, a little steadier": oneEuro(STEADINESS.little),
  "1€, a lot steadier": oneEuro(STEADINESS.lot),
};

function oneEuro(options) {
  return () => {
    const smoothing = new Smoothing(options);
    return (x, y, time) => smoothing.next(x, y, time);
  };
}

/** The places a filter keeps, 2 px or more apart, and the pen's own at the end, as the recorder does. */
function kept({ path, lasts, every, told }, filter) {
  const places = [];
  let tip = null;
  for (let time = 0; time <= lasts; time += every) {
    tip = told(path(time), time);
    const place = filter(tip.x, tip.y, time);
    const last = places.at(-1);
    if (!last || Math.hypot(place.x - last.x, place.y - last.y) >= 2) places.push(place);
  }
  return [...places, tip];
}

function outline(places) {
  const stroke = new GrowingStroke({ tool: PEN, color: 0, size: 40, opacity: 255 });
  for (const { x, y } of places) {
    stroke.push({ x: Math.round(x * 16), y: Math.round(y * 16), pressure: 140, dt: 8 });
  }
  let d = "";
  const put = (command) => (x, y) => {
    d += `${command}${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const close = () => {
    d += "z";
  };
  traceStroke(stroke.view(), 2, { moveTo: put("M"), lineTo: put("L"), closePath: close });
  return d;
}

/** How far, in px, the drawn line is from what the hand meant: root of the mean square. */
function astray(places, { path, lasts }) {
  const meant = [];
  for (let time = 0; time <= lasts; time += TRUTH) meant.push(path(time));
  const squares = places.map(({ x, y }) =>
    Math.min(...meant.map((place) => (place.x - x) ** 2 + (place.y - y) ** 2)),
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** How much it turns on the way, in degrees a pixel. */
function roughness(places) {
  let [turned, length] = [0, 0];
  for (let index = 1; index + 1 < places.length; index++) {
    const [a, b, c] = places.slice(index - 1, index + 2);
    const turn = Math.atan2(c.y - b.y, c.x - b.x) - Math.atan2(b.y - a.y, b.x - a.x);
    turned += Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
    length += Math.hypot(b.x - a.x, b.y - a.y);
  }
  return ((turned / length) * 180) / Math.PI;
}

function cell(input, filter, left, top) {
  const places = kept(input, filter());
  const figures = `${astray(places, input).toFixed(1)} px · ${roughness(places).toFixed(1)}°/px`;
  return `<g transform="translate(${left} ${top})">
<rect x="4" y="4" width="${CELL.width - 8}" height="${CELL.height - 8}" rx="8" fill="#fdfbf6"/>
<path d="${outline(places)}" transform="scale(${input.shown ?? 1})" fill="#262833"/>
<text x="14" y="${CELL.height - 14}" class="small">${figures}</text></g>`;
}

function picture() {
  const [rows, columns] = [Object.entries(filters), Object.entries(inputs)];
  const width = LEFT + columns.length * CELL.width + 8;
  const height = TOP + rows.length * CELL.height + 8;
  const heads = columns.map(([name], index) => {
    return `<text x="${LEFT + index * CELL.width + 14}" y="26">${name}</text>`;
  });
  const body = rows.map(([name, filter], row) => {
    const top = TOP + row * CELL.height;
    const cells = columns.map(([, input], column) => {
      return cell(input, filter, LEFT + column * CELL.width, top);
    });
    return `<text x="10" y="${top + 28}">${name}</text>${cells.join("")}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<style>text{font:600 13px system-ui,sans-serif;fill:#22242c}.small{font-weight:400;fill:#646874}</style>
<rect width="100%" height="100%" fill="#f4f0e7"/>
${heads.join("")}${body.join("\n")}</svg>
`;
}

writeFileSync(new URL("../../docs/smoothing.svg", import.meta.url), picture());
await vite.close();
