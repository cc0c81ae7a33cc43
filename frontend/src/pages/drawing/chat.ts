/** The chat beside the drawing: what it asks of the page, and what it tells. */

import { ChatSidebar } from "../../chat/sidebar";
import { RoomForChat } from "../../ui/drawing/room_for_chat";
import { element, replayAddress, type Studio } from "./studio";

export function chatOf({ chatButton, engine, page, shelf, socket }: Studio): ChatSidebar {
  const room = new RoomForChat(engine);
  return new ChatSidebar(element("#chat"), socket, page.room, {
    shelf,
    watch: (at) => `${replayAddress()}#at=${at}`,
    unread: (count) => chatButton.unread(count),
    toggled(open, asked) {
      chatButton.toggled(open);
      if (!open) room.giveBack();
      else if (asked) room.make(element("#chat"));
    },
  });
}
