import "../ui/look.css";
import "../ui/pages.css";
import { showSending } from "../ui/forms";
import { placeMenus } from "../ui/menus";
import { offerThemes } from "../ui/theme";

offerThemes(document);
placeMenus(document);
showSending(document);
