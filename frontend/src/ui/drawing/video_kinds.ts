/** Which video this browser can make. */

/** Best first; the end of the file's name follows. */
const KINDS = ["video/mp4;codecs=avc1.640028", "video/mp4", "video/webm;codecs=vp9", "video/webm"];

/** The kind of video this browser can record; null: none. */
export function videoKind(): { readonly type: string; readonly ending: "mp4" | "webm" } | null {
  if (typeof MediaRecorder === "undefined") return null;
  if (typeof HTMLCanvasElement.prototype.captureStream !== "function") return null;
  const type = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  return type ? { type, ending: type.startsWith("video/mp4") ? "mp4" : "webm" } : null;
}
