import "./site";
import { revealPasswords } from "../ui/forms";
import { showHarbour } from "../ui/harbour/scene";

revealPasswords(document);
void showHarbour(document);
