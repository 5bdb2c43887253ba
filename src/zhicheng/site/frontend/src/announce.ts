/** Says a warning in the page's live region, as the server's own messages are said. */
export function announce(text: string): void {
  const region = document.querySelector("[data-messages]");
  if (region === null) return;
  const message = document.createElement("div");
  message.className = "alert alert-warning";
  message.setAttribute("role", "alert");
  message.textContent = text;
  region.replaceChildren(message);
  region.scrollIntoView({ block: "nearest" });
}
