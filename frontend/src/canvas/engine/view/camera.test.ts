import { expect, test } from "vitest";
import { Camera } from "./camera";
import { Viewport } from "./viewport";

const SIZE = { width: 1000, height: 600 };

function camera(): Camera {
  return new Camera(new Viewport({ x: 0, y: 0 }, 1, SIZE, 1), () => {});
}

test("the camera rests a moment after the last change of zoom", () => {
  const subject = camera();
  expect(subject.atRest).toBe(true);
  subject.zoomBy(1.5, { x: 0, y: 0 });
  subject.tick(1000);
  expect(subject.atRest).toBe(false);
  subject.tick(1100);
  expect(subject.moving).toBe(true);
  subject.tick(1200);
  expect(subject.moving).toBe(false);
});

test("panning does not disturb its rest", () => {
  const subject = camera();
  subject.pan(30, 40);
  expect(subject.atRest).toBe(true);
  expect([subject.view.x, subject.view.y]).toEqual([-30, -40]);
});

test("a flight ends exactly where it was sent", () => {
  const subject = camera();
  subject.flyTo({ x: 5000, y: -300 }, 2, 1000);
  for (let time = 1000; time <= 1400; time += 16) subject.tick(time);
  expect(subject.view.zoom).toBe(2);
  expect(subject.view.center).toEqual({ x: 5000, y: -300 });
  expect(subject.moving).toBe(false);
});

test("a hand on the paper ends a flight", () => {
  const subject = camera();
  subject.flyTo({ x: 5000, y: 0 }, 1, 1000);
  subject.tick(1050);
  subject.pan(10, 0);
  const { x } = subject.view;
  subject.tick(1300);
  expect(subject.view.x).toBe(x);
});

test("a jump is at rest where it lands, even in the middle of a zoom", () => {
  const subject = camera();
  subject.zoomBy(1.5, { x: 0, y: 0 });
  subject.tick(1000);
  subject.fit({ left: 0, top: 0, right: 9000, bottom: 100 });
  subject.tick(1016);
  expect(subject.atRest).toBe(true);
  expect(subject.view.zoom).toBeLessThan(0.2);
});
