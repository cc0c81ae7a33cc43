/** A scene as bench/scenes.py tells it (`columns`), and the page's word that it is shown. */

const UNITS_PER_PIXEL = 16;

/** Calls `each` with a stroke's colour (CSS), size (px) and points: [x, y, pressure] in px, 0 to 1. */
export async function readScene(each) {
  const strokes = new URLSearchParams(location.search).get("strokes");
  const answer = await fetch(`/scene-${strokes}.bin`);
  const numbers = new Int32Array(await answer.arrayBuffer());
  const [count, length] = numbers;
  const scene = [];
  for (let index = 0, at = 2; index < count; index++, at += 2 + 3 * length) {
    const column = (n) => numbers.subarray(at + 2 + n * length, at + 2 + (n + 1) * length);
    const [xs, ys, pressures] = [column(0), column(1), column(2)];
    const points = Array.from(xs, (x, k) => [
      x / UNITS_PER_PIXEL,
      ys[k] / UNITS_PER_PIXEL,
      pressures[k] / 255,
    ]);
    const color = `#${numbers[at].toString(16).padStart(6, "0")}`;
    scene.push(each({ index, color, size: numbers[at + 1], points }));
  }
  return scene;
}

/** The middle of a scene: the middle of the square that it covers. */
export function middle() {
  const strokes = new URLSearchParams(location.search).get("strokes");
  return (Math.sqrt(strokes) * 60) / 2;
}

/** Once `ready()` holds and two frames were painted, the scene is shown. */
export function sayWhenShown(ready) {
  const look = () => {
    if (!ready()) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(say));
  };
  requestAnimationFrame(look);
}

function say() {
  document.documentElement.dataset.shown = "yes";
}
