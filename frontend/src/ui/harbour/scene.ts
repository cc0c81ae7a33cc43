/** The harbour on a page: painted once, kept to its box, and drawn again for whoever asks. */
import { Cursors } from "./cursors";
import { Painting } from "./painting";
import { Replay } from "./replay";
import { fetchHarbour, type HarbourStroke } from "./strokes";

/**
 * Paint the harbour into the page's `.harbour`, without its sky where `data-sky` is "none".
 * Buttons with `data-watch` start it again from the first stroke, and stop it.
 */
export async function showHarbour(page: Document): Promise<void> {
  const box = page.querySelector<HTMLElement>(".harbour");
  const sheet = box?.querySelector<HTMLElement>(".harbour-sheet");
  const [still, pens] = box?.querySelectorAll("canvas") ?? [];
  if (!box || !sheet || !still || !pens) return;
  await shown(box);
  const strokes = await fetchHarbour();
  const bare = box.dataset["sky"] === "none";
  const visible = bare ? strokes.filter((stroke) => !stroke.sky) : strokes;
  const stage = {
    finished: new Painting(still, sheet),
    live: new Painting(pens, sheet),
    cursors: new Cursors(sheet),
  };
  const scene = new Scene(stage, visible, [...page.querySelectorAll<HTMLElement>("[data-watch]")]);
  new ResizeObserver(() => scene.fit()).observe(box);
  box.addEventListener("contextrestored", () => scene.fit(), true);
}

/** Wait until a box has a size: where there is no room for the picture, it is not fetched. */
function shown(box: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const observer = new ResizeObserver(() => {
      if (box.clientWidth === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(box);
  });
}

type Stage = ConstructorParameters<typeof Replay>[0];

class Scene {
  readonly #stage: Stage;
  readonly #strokes: readonly HarbourStroke[];
  readonly #buttons: readonly HTMLElement[];
  #replay: Replay | null = null;

  constructor(stage: Stage, strokes: readonly HarbourStroke[], buttons: readonly HTMLElement[]) {
    this.#stage = stage;
    this.#strokes = strokes;
    this.#buttons = buttons;
    for (const button of buttons) button.addEventListener("click", () => this.#toggle());
  }

  fit(): void {
    if (this.#replay) this.#replay.refit();
    else this.#paint();
  }

  #paint(): void {
    this.#stage.finished.fit();
    this.#stage.live.fit();
    for (const { stroke } of this.#strokes) this.#stage.finished.paint(stroke);
  }

  #toggle(): void {
    if (this.#replay) this.#replay.stop();
    else this.#play();
  }

  #play(): void {
    this.#replay = new Replay(this.#stage, this.#strokes, () => {
      this.#replay = null;
      this.#say(false);
    });
    this.#say(true);
  }

  #say(playing: boolean): void {
    for (const button of this.#buttons) {
      button.toggleAttribute("data-playing", playing);
      button.setAttribute("aria-pressed", String(playing));
    }
  }
}
