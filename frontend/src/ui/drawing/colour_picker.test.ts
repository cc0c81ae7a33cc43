import { beforeEach, describe, expect, it } from "vitest";
import { middleOf } from "./colour";
import { ColourPicker, type Place } from "./colour_picker";

/** Paper whose colour says where it is. */
function seen({ x, y }: Place, side: number): CanvasRenderingContext2D {
  const data = new Uint8ClampedArray(4 * side * side);
  for (let at = 0; at < data.length; at += 4) data.set([x, y, 7, 255], at);
  const image = { data, width: side, height: side } as ImageData;
  return { getImageData: () => image, canvas: null } as unknown as CanvasRenderingContext2D;
}

let field: HTMLElement;
let picked: number[];
let closed: number;
let picker: ColourPicker;

beforeEach(() => {
  field = document.createElement("div");
  field.hidden = true;
  field.tabIndex = -1;
  field.innerHTML = `<div class="picking-ring"><canvas></canvas></div><p role="status"></p>`;
  Object.defineProperties(field, { clientWidth: { value: 200 }, clientHeight: { value: 100 } });
  document.body.replaceChildren(field);
  picked = [];
  closed = 0;
  picker = new ColourPicker(field, seen, {
    picked: (color) => picked.push(color),
    closed: () => closed++,
  });
});

const press = (key: string, shiftKey = false) =>
  field.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, cancelable: true }));
const point = (type: string, x: number, y: number, pointerType = "mouse") =>
  field.dispatchEvent(
    new PointerEvent(type, { clientX: x, clientY: y, pointerType, pointerId: 1, button: 0 }),
  );

describe("picking a colour", () => {
  it("takes what is under a mouse where it is released, once", () => {
    picker.start({ x: 5, y: 6 });
    expect(picker.open).toBe(true);
    point("pointermove", 20, 30);
    point("pointerup", 21, 31);
    expect(picked).toEqual([0x151f07]);
    expect([picker.open, closed]).toEqual([false, 1]);
  });

  it("looks above a finger, which would hide it", () => {
    picker.start(null);
    point("pointermove", 20, 130, "touch");
    point("pointerup", 20, 130, "touch");
    expect(picked).toEqual([0x142207]);
  });

  it("goes by arrow keys, further with Shift, not out of the paper, and says what is there", () => {
    picker.start({ x: 10, y: 10 });
    press("ArrowRight");
    press("ArrowDown", true);
    expect(field.querySelector("[role=status]")?.textContent).toBe("#0C2207");
    for (let times = 0; times < 20; times++) press("ArrowUp", true);
    press("Enter");
    expect(picked).toEqual([0x0c0007]);
  });

  it("takes nothing where Escape leaves, or the focus goes elsewhere", () => {
    for (const leave of [() => press("Escape"), () => field.dispatchEvent(new Event("blur"))]) {
      picker.start(null);
      leave();
      expect(picker.open).toBe(false);
    }
    picker.close();
    expect([picked, closed]).toEqual([[], 2]);
  });
});

it("is the pixel in the middle", () => {
  const data = new Uint8ClampedArray(36);
  data.set([1, 2, 3, 255], 16);
  expect(middleOf({ data, width: 3, height: 3 } as ImageData)).toBe(0x010203);
});
