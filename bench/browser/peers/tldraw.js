import "tldraw/tldraw.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { b64Vecs, createShapeId, Tldraw } from "tldraw";
import { middle, readScene, sayWhenShown } from "./scene.js";

// tldraw has a palette and four sizes.
const COLOURS = {
  "#1e1e1e": "black",
  "#e03131": "red",
  "#1971c2": "blue",
  "#2f9e44": "green",
  "#f08c00": "orange",
  "#7048e8": "violet",
};

function draw({ index, color, size, points }) {
  const [x, y] = points[0];
  const moved = points.map(([px, py, z]) => ({ x: px - x, y: py - y, z }));
  return {
    id: createShapeId(`stroke-${index}`),
    type: "draw",
    x,
    y,
    props: {
      color: COLOURS[color],
      size: size < 4 ? "s" : "m",
      segments: [{ type: "free", path: b64Vecs.encodePoints(moved) }],
      isPen: true,
      isComplete: true,
    },
  };
}

let board = null;
const shapes = await readScene(draw);
createRoot(document.querySelector("#root")).render(
  createElement(Tldraw, {
    options: { maxShapesPerPage: 1_000_000 },
    onMount(editor) {
      editor.createShapes(shapes);
      editor.setCamera({ x: innerWidth / 2 - middle(), y: innerHeight / 2 - middle(), z: 1 });
      board = editor;
    },
  }),
);
sayWhenShown(() => board && document.querySelector(".tl-shape"));

window.view = () => {
  const { x, y, z } = board.getCamera();
  return `${x} ${y} ${z}`;
};
window.strokes = () => board.getCurrentPageShapeIds().size;
