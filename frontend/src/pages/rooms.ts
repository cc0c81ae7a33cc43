/** The list of rooms: it listens to each of them, and shows who is there and what was said last. */

import "./site";
import "../ui/talk.css";
import { realClock } from "../canvas/clock";
import { hearAnnouncements } from "../chat/announced";
import { RoomCard } from "../chat/card";
import { Socket } from "../sockets";
import { Toasts } from "../ui/drawing/toast";
import { find, findAll } from "../ui/elements";

const socket = Socket.fromPage();
const toasts = new Toasts(find(document, "#toasts", HTMLElement), realClock);

for (const card of findAll(document, "[data-room]", HTMLElement)) new RoomCard(card, socket);
hearAnnouncements(socket, (text) => toasts.show(text, "megaphone"));
