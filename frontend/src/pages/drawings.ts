import "./site";
import { openDialogs } from "../ui/dialogs";

openDialogs(document);
