// Charts: the drawing program is fetched only where there is something to draw ({% chart %}).
// The table beneath a chart says everything that the drawing says, so a failed fetch loses nothing.

function fetchProgram(root: ParentNode): void {
  const place = root.querySelector<HTMLElement>("[data-chart]");
  const address = place?.dataset["chart"];
  if (address === undefined) return;
  import(/* @vite-ignore */ address).catch(() => undefined);
}

export function startCharting(document: Document): void {
  fetchProgram(document);
  document.addEventListener("htmx:load", (event) => fetchProgram(event.target as HTMLElement));
}
