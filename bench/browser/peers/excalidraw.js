import "@excalidraw/excalidraw/index.css";
import { Excalidraw } from "@excalidraw/excalidraw";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { middle, readScene, sayWhenShown } from "./scene.js";

function freedraw({ index, color, size, points }) {
  const [x, y] = points[0];
  const moved = points.map(([px, py]) => [px - x, py - y]);
  const extent = (n) => Math.max(...moved.map((p) => p[n])) - Math.min(...moved.map((p) => p[n]));
  return {
    type: "freedraw",
    id: `stroke-${index}`,
    x,
    y,
    width: extent(0),
    height: extent(1),
    angle: 0,
    strokeColor: color,
    backgroundColor: "transparent",
    fillStyle: "solid",
    strokeWidth: size / 4,
    strokeStyle: "solid",
    roughness: 1,
    opacity: 100,
    groupIds: [],
    frameId: null,
    roundness: null,
    seed: index + 1,
    version: 1,
    versionNonce: index + 1,
    isDeleted: false,
    boundElements: null,
    updated: 1,
    link: null,
    locked: false,
    points: moved,
    pressures: points.map(([, , pressure]) => pressure),
    simulatePressure: false,
    lastCommittedPoint: null,
  };
}

const elements = await readScene(freedraw);
const appState = {
  scrollX: innerWidth / 2 - middle(),
  scrollY: innerHeight / 2 - middle(),
  zoom: { value: 1 },
};
let board = null;
createRoot(document.querySelector("#root")).render(
  createElement(Excalidraw, {
    initialData: { elements, appState },
    handleKeyboardGlobally: true,
    excalidrawAPI: (api) => {
      board = api;
    },
  }),
);
sayWhenShown(() => board && board.getSceneElements().length === elements.length);

window.view = () => {
  const { scrollX, scrollY, zoom } = board.getAppState();
  return `${scrollX} ${scrollY} ${zoom.value}`;
};
window.strokes = () => board.getSceneElements().length;
