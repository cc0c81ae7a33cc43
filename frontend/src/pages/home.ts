import "./site";
import { showHarbour } from "../ui/harbour/scene";

void showHarbour(document);
