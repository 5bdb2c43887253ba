// Forms: sent once, told while waiting, and not lost by leaving the page unawares.

type Changed = WeakSet<HTMLFormElement>;

/** The buttons that were put to rest here, with what stood on them. */
const rested = new WeakMap<HTMLButtonElement, Node[]>();

/** The forms that are on their way. */
const travelling = new WeakSet<HTMLFormElement>();

/** <form data-autosubmit>: a changed choice is applied at once; text waits for Enter. */
function submitOnChange(event: Event): void {
  const field = event.target as HTMLElement;
  const form = field.closest<HTMLFormElement>("form[data-autosubmit]");
  if (form !== null && field.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
}

/** While a form travels its buttons rest, and the pressed one says so (<button data-waiting="正在提交…">). Pressed
 * twice, it is sent once: the second answer would only say that the first has done it. */
function restButtons(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return;
  if (travelling.has(form)) {
    event.preventDefault();
    return;
  }
  travelling.add(form);
  // After this turn, so that the pressed button's own name and value are still sent.
  window.setTimeout(() => {
    for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit], button:not([type])")) {
      if (!button.disabled) rested.set(button, [...button.childNodes]);
      button.disabled = true;
    }
    const pressed = event.submitter;
    const waiting = pressed?.dataset["waiting"];
    if (pressed !== null && waiting !== undefined) pressed.textContent = waiting;
  }, 0);
}

/** Coming back with the browser's button shows the page as it was left: the buttons must work again. What
 * was typed stays; a page without anything to fill in is asked for anew. */
function wakeButtons(event: PageTransitionEvent): void {
  if (!event.persisted) return;
  if (document.querySelector("form[method=post] textarea, form[data-unsaved]") === null) window.location.reload();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) travelling.delete(form);
  for (const button of document.querySelectorAll<HTMLButtonElement>("form[method=post] button:disabled")) {
    const words = rested.get(button);
    if (words === undefined) continue;
    button.disabled = false;
    button.replaceChildren(...words);
  }
}

function guardUnsaved(document: Document, changed: Changed): void {
  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLElement).closest<HTMLFormElement>("form[data-unsaved]");
    if (form !== null) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target as HTMLFormElement));
  window.addEventListener("beforeunload", (event) => {
    const forms = document.querySelectorAll<HTMLFormElement>("form[data-unsaved]");
    if ([...forms].some((form) => changed.has(form))) event.preventDefault();
  });
}

/** <input type=checkbox data-select-all="name">: ticks every box of that name in its form. */
function selectAll(event: Event): void {
  const box = event.target as HTMLInputElement;
  const name = box.dataset?.["selectAll"];
  if (name === undefined) return;
  const boxes = document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${CSS.escape(name)}"]`);
  for (const other of boxes) other.checked = box.checked;
}

export function startForms(document: Document): void {
  document.addEventListener("change", submitOnChange);
  document.addEventListener("change", selectAll);
  document.addEventListener("submit", restButtons);
  window.addEventListener("pageshow", wakeButtons);
  guardUnsaved(document, new WeakSet());
}
