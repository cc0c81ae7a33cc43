import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withLinks } from "./links";

const links = (text: string) => withLinks(text).flatMap(({ href }) => href ?? []);

describe("an address in what somebody says", () => {
  it("is a link, and the words around it are not", () => {
    expect(withLinks("Look: https://example.org/cats?n=2#top, all of them")).toEqual([
      { text: "Look: ", href: null },
      { text: "https://example.org/cats?n=2#top", href: "https://example.org/cats?n=2#top" },
      { text: ", all of them", href: null },
    ]);
  });

  it.each([
    ["http://example.org", "http://example.org/"],
    ["HTTPS://EXAMPLE.ORG/A", "https://example.org/A"],
    ["(see https://example.org/a_(b))", "https://example.org/a_(b)"],
    ["(https://example.org/a)", "https://example.org/a"],
    ["“https://example.org/a”", "https://example.org/a"],
    ["([https://example.org/a(b).].)", "https://example.org/a(b)"],
    ["https://example.org/a!?", "https://example.org/a"],
    ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"],
  ])("is found in %j", (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/a",
    "//example.org/a",
    "example.org",
    "https://",
    "https://./",
    "https:// example.org",
    "xhttps://example.org",
    "https://bank.example@evil.example/",
    "https://user:secret@evil.example/",
    "https://[::1",
    "https://\u202eexample.org",
  ])("is not made of %j", (text) => {
    expect(links(text)).toEqual([]);
  });

  it("ends before markup and before signs that are not seen", () => {
    expect(links(`https://example.org/"onmouseover="alert(1)`)).toEqual(["https://example.org/"]);
    expect(links("https://example.org/<b>")).toEqual(["https://example.org/"]);
    expect(links("https://example.org/\u202egpj.exe")).toEqual(["https://example.org/"]);
    expect(links("https://example.org/\u200bx")).toEqual(["https://example.org/"]);
    expect(links("https://example.org/\u0000x")).toEqual(["https://example.org/"]);
  });
});

it("looks at each sign of an ending once, however long it is", () => {
  const ending = ".".repeat(100_000) + ")".repeat(100_000);
  expect(withLinks(`https://example.org/a${ending}`)).toEqual([
    { text: "https://example.org/a", href: "https://example.org/a" },
    { text: ending, href: null },
  ]);
});

it("loses and adds nothing, and leads only to the web, whatever is said", () => {
  const bits = fc.constantFrom(
    ...["https://", "http://", "javascript:", "a.example", "/", "(", ")", "@", ":", ".", " ", "<"],
    ...['"', "'", "&", "\u202e", "\n", "é", "👩‍🎨", "%0a", "]", "#"],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(bits).map((some) => some.join("")),
  );
  fc.assert(
    fc.property(text, (spoken) => {
      const said = withLinks(spoken);
      expect(said.map((part) => part.text).join("")).toBe(spoken);
      for (const { href } of said) if (href !== null) expect(href).toMatch(/^https?:\/\/[^/@]+\//);
    }),
  );
});
