import { beforeEach, describe, expect, it } from "vitest";
import { decodeDescription, encodeDescription } from "../../canvas/descriptions";
import { HandClock } from "../../canvas/testing/room";
import { type DescribedPage, DescribedPictures } from "./described";
import { Describing } from "./describing";

const [BOAT, GULL] = ["0a".repeat(16), "0b".repeat(16)] as [string, string];

let said: Uint8Array[];
let told: string[];

beforeEach(() => {
  said = [];
  told = [];
  document.body.innerHTML = `<dialog><form method="dialog"><textarea></textarea></form></dialog>
    <ul id="described" hidden></ul>`;
});

const element = <E extends HTMLElement>(selector: string) => document.querySelector(selector) as E;
const saysOf = (id: string, words: string) => said.push(encodeDescription({ id, words }));

describe("the dialog about a picture", () => {
  const session = {
    get descriptions() {
      return said;
    },
    describe: (body: Uint8Array) => said.push(body),
  };
  const open = () => {
    const page = { session, tell: (news: string) => told.push(news) };
    return new Describing(element<HTMLDialogElement>("dialog"), page);
  };
  const write = (words: string) => {
    element<HTMLTextAreaElement>("textarea").value = words;
    element<HTMLFormElement>("form").dispatchEvent(new Event("submit"));
  };
  const last = () => decodeDescription(said.at(-1) as Uint8Array);

  it("shows what was said, and keeps what is said now, of what can be kept", () => {
    saysOf(BOAT, "A boat");
    saysOf(GULL, "A gull");
    const describing = open();
    describing.begin(BOAT);
    expect(element<HTMLTextAreaElement>("textarea").value).toBe("A boat");
    write("A boat\u202e at \u0000low tide \n\n");
    expect(last()).toEqual({ id: BOAT, words: "A boat at low tide" });
    expect(told).toHaveLength(1);
  });

  it("says nothing where nothing was changed, and takes words away that are no more", () => {
    saysOf(BOAT, "A boat");
    const describing = open();
    describing.begin(BOAT);
    write("A boat  ");
    expect([said.length, told.length]).toEqual([1, 0]);
    describing.begin(BOAT);
    write(" \n ");
    expect(last()).toEqual({ id: BOAT, words: "" });
  });
});

describe("what pictures show", () => {
  const places = new Map([
    [BOAT, { left: 0, top: 90, right: 9, bottom: 99 }],
    [GULL, { left: 50, top: 10, right: 59, bottom: 19 }],
  ]);

  function listed(clock: HandClock): DescribedPictures {
    const engine = {
      find: (id: string) => (places.has(id) ? { image: {}, bounds: places.get(id) } : null),
    };
    const page = { clock, engine, session: { descriptions: said } } as unknown as DescribedPage;
    return new DescribedPictures(element("#described"), page);
  }
  const heard = () => [...element("#described").children].map(({ textContent }) => textContent);

  it("is heard of those that can be seen, from above, and again when it has changed", () => {
    const clock = new HandClock();
    saysOf(BOAT, "A boat <b>");
    saysOf(GULL, "A gull");
    saysOf("0c".repeat(16), "Nobody sees it");
    const list = listed(clock);
    expect(heard()).toEqual(["A gull", "A boat <b>"]);
    saysOf(GULL, "");
    list.look();
    list.look();
    expect(heard()).toHaveLength(2); // it is gathered
    clock.advance(500);
    expect(heard()).toEqual(["A boat <b>"]);
    expect(element("#described").hidden).toBe(false);
  });

  it("is no list where nothing is said", () => {
    listed(new HandClock());
    expect(element("#described").hidden).toBe(true);
  });
});
