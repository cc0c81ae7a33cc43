/** What the people who run the site say to everybody, in whatever room or drawing. */

import type { Socket } from "../sockets";
import { parseAnswer } from "./messages";

export function hearAnnouncements(socket: Socket, tell: (text: string) => void): void {
  socket.onmessage = (data) => {
    const answer = parseAnswer(data);
    if (answer?.type === "announced") tell(answer.text);
  };
}
