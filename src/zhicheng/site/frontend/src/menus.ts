// <details data-menu>: a menu that works without script; with it, it closes as a menu should.

function openMenus(root: ParentNode): HTMLDetailsElement[] {
  return [...root.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")];
}

export function startMenus(document: Document): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Node;
    for (const menu of openMenus(document)) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus(document)) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
