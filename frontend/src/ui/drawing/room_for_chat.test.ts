import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Point, Viewport } from "../../canvas/engine/view/viewport";
import { RoomForChat } from "./room_for_chat";

const CHAT = document.createElement("aside");
CHAT.getBoundingClientRect = () => new DOMRect(928, 80, 320, 600);
const SIZE = { width: 1264, height: 800 };

/** One looks at the middle of the paper, where something is drawn from `left` to `right`. */
function looking(left: number, right: number) {
  const engine = {
    viewport: new Viewport({ x: 0, y: 0 }, 1, SIZE, 1),
    hands: { down: false },
    strokeBounds: () => ({ left, top: 100, right, bottom: 200 }),
    lookAt(point: Point, zoom: number) {
      engine.viewport = engine.viewport.centeredOn(point, zoom);
    },
  };
  return { engine, room: new RoomForChat(engine) };
}

beforeEach(() => vi.stubGlobal("matchMedia", () => ({ matches: true })));
afterEach(() => vi.unstubAllGlobals());

describe("room for the chat", () => {
  it("is made of what is free at the left, no more than is hidden, and given back", () => {
    const { engine, room } = looking(300, 1_000);
    room.make(CHAT);
    expect(engine.viewport.x).toBe(88); // 1000 comes to 912, beside the chat
    room.giveBack();
    expect(engine.viewport.x).toBe(0);
  });

  it("keeps in the middle what was there, where all cannot be seen", () => {
    const { engine, room } = looking(-5_000, 5_000);
    room.make(CHAT);
    expect(engine.viewport.x).toBe((1264 - 912) / 2);
  });

  it("is there already where nothing is drawn under the chat, or at all", () => {
    const { engine, room } = looking(100, 900);
    room.make(CHAT);
    expect(engine.viewport.x).toBe(0);
    const empty = looking(0, 0);
    new RoomForChat({ ...empty.engine, strokeBounds: () => null }).make(CHAT);
    expect(empty.engine.viewport.x).toBe(0);
  });

  it("is not taken from whoever has moved meanwhile", () => {
    const { engine, room } = looking(300, 1_000);
    room.make(CHAT);
    engine.lookAt({ x: 0, y: 0 }, 2);
    const here = engine.viewport;
    room.giveBack();
    expect(engine.viewport).toBe(here);
  });

  it("moves nothing under a hand that draws, neither when the chat comes nor when it goes", () => {
    const { engine, room } = looking(300, 1_000);
    engine.hands.down = true;
    room.make(CHAT);
    expect(engine.viewport.x).toBe(0);
    engine.hands.down = false;
    room.make(CHAT);
    engine.hands.down = true;
    room.giveBack();
    expect(engine.viewport.x).toBe(88);
  });
});
