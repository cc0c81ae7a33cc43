import { afterEach, expect, it } from "vitest";
import { addressFromPage, realPage } from "./surroundings";

afterEach(() => {
  document.head.innerHTML = "";
});

it("finds the socket where the page says it is", () => {
  document.head.innerHTML = '<meta name="sockets" content="/socket">';
  const { protocol, host } = location;
  const expected = protocol === "https:" ? "wss:" : "ws:";
  if (host) expect(addressFromPage()).toBe(`${expected}//${host}/socket`);
});

it("keeps an address that is a whole one", () => {
  document.head.innerHTML = '<meta name="sockets" content="https://live.example/socket">';
  expect(addressFromPage()).toBe("wss://live.example/socket");
});

it("says what is missing", () => {
  expect(() => addressFromPage()).toThrow("{% sockets %}");
});

it("wakes when the network comes, and when the browser says that it went", () => {
  let woken = 0;
  realPage.onwake(() => {
    woken += 1;
  });
  window.dispatchEvent(new Event("offline"));
  expect(woken).toBe(1);
  window.dispatchEvent(new Event("online"));
  expect(woken).toBe(2);
});
