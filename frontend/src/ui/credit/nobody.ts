/** Of somebody whose name is gone, a credit remains. */

import type { Participant } from "../../canvas/messages";
import { say } from "../words";

export function nobody(number: number): Participant {
  return { number, name: say("people.someone"), hue: 7, guest: true };
}
