/** Where a pointer rests over the paper without drawing, for whoever says what lies there. */

export interface Resting {
  readonly x: number;
  readonly y: number;
  readonly kind: string;
}

export interface RestListener {
  /** A pointer hovers, or a finger presses where fingers do not draw; null: it left the paper. */
  point(at: Resting | null): void;
  /** It draws. */
  hide(): void;
}

export function watchResting(
  paper: HTMLElement,
  fingersDraw: () => boolean,
  listener: RestListener,
): void {
  const rests = ({ pointerType, buttons, type }: PointerEvent) =>
    pointerType === "touch" ? !fingersDraw() : buttons === 0 && type === "pointermove";
  const move = (event: PointerEvent) => {
    if (!rests(event)) {
      listener.hide();
      return;
    }
    const { left, top } = paper.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    listener.point({ x, y, kind: event.pointerType });
  };
  paper.addEventListener("pointermove", move);
  paper.addEventListener("pointerdown", move);
  paper.addEventListener("pointerleave", () => listener.point(null));
}
