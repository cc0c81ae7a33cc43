import "../ui/look.css";
import "../ui/pages.css";
import { offerThemes } from "../ui/theme";

offerThemes(document);
