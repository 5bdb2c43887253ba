/** On paper nothing can be opened: the tables of charts are printed, and folded again afterwards. */
function unfoldTables(document: Document): void {
  let folded: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll<HTMLDetailsElement>("details.chart-data:not([open])")];
    for (const table of folded) table.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const table of folded) table.open = false;
  });
}

/** <button data-print>: prints the page. It is hidden where there is no script. */
export function startPrinting(document: Document): void {
  unfoldTables(document);
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if ((event.target as HTMLElement).closest("[data-print]") !== null) window.print();
  });
}
