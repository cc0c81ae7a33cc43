import "./site";
import { showHarbour } from "../ui/harbour/scene";
import { takeFiles } from "../ui/opening";

void showHarbour(document);
takeFiles(document);
