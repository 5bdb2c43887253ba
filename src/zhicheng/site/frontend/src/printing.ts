/** <button data-print>: prints the page. It is hidden where there is no script. */
export function startPrinting(document: Document): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if ((event.target as HTMLElement).closest("[data-print]") !== null) window.print();
  });
}
