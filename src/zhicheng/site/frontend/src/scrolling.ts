/** What scrolls sideways must be reachable by keyboard as well; what does not scroll is no stop on the way. */
function allowFocus(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    const name = box.querySelector("caption")?.textContent?.trim() || document.title;
    box.setAttribute("aria-label", name);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
}

/** On a narrow window the tabs scroll: as far as the one that is open. */
function showWhereWeAre(document: Document): void {
  for (const tab of document.querySelectorAll("ul > li > a[aria-current]")) {
    const row = tab.closest("ul");
    if (!row) continue;
    const beyond = tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
    if (beyond > 0) row.scrollLeft += beyond + row.clientWidth / 3;
  }
}

/** Tables that are wider than their place, at any width of the window. */
export function startScrolling(document: Document): void {
  const seen = new ResizeObserver((entries) => {
    for (const entry of entries) allowFocus(entry.target as HTMLElement);
  });
  const watch = (root: ParentNode): void => {
    for (const box of root.querySelectorAll<HTMLElement>(".list-scroll")) seen.observe(box);
  };
  watch(document);
  showWhereWeAre(document);
  document.addEventListener("htmx:load", (event) => watch(event.target as HTMLElement));
}
