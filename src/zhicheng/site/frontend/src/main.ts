// Everything that runs in a page. Pages are complete without it: each behaviour only adds comfort.
import "../styles/main.scss";
import "./htmx";
import { startCharting } from "./charting";
import { startMenus } from "./menus";
import { startForms } from "./forms";
import { startPrinting } from "./printing";
import { startReview } from "./review";
import { startScrolling } from "./scrolling";
import { startSums } from "./sums";

startMenus(document);
startForms(document);
startPrinting(document);
startReview(document);
startCharting(document);
startScrolling(document);
startSums(document);
