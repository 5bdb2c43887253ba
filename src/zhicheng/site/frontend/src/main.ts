// Everything that runs in a page. Pages are complete without it: each behaviour only adds comfort.
import "../styles/main.scss";
import "./htmx";
import { startMenus } from "./menus";
import { startForms } from "./forms";
import { startPrinting } from "./printing";

startMenus(document);
startForms(document);
startPrinting(document);
