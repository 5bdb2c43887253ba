// The review of a plan: text and items lead to each other, and the keyboard does it all.
// Everything here presses a button or follows a link that is on the page anyway.
import htmx from "./htmx";

const TYPING = "input, textarea, select, [contenteditable]";

/** Which card is at hand: its place among the cards, and the item or doubt that it shows. */
interface Place {
  index: number;
  key: string;
}

class Review {
  private place: Place = { index: -1, key: "" };

  constructor(private readonly page: HTMLElement) {}

  get pane(): HTMLElement | null {
    return this.page.querySelector<HTMLElement>("[data-pane]");
  }

  get source(): HTMLElement | null {
    return this.page.querySelector<HTMLElement>("[data-source]");
  }

  get cards(): HTMLElement[] {
    return [...this.page.querySelectorAll<HTMLElement>("[data-card]")];
  }

  /** The card at hand; right after an exchange, before it is marked again, the one with its name. */
  get current(): HTMLElement | undefined {
    const cards = this.cards;
    return (
      cards.find((card) => card.classList.contains("is-current")) ?? cards.find((card) => card.id === this.place.key)
    );
  }

  /** Marks a card and its passage in the text, and brings both into view. */
  choose(card: HTMLElement | undefined, focus: boolean): void {
    if (card === undefined) return;
    for (const other of this.cards) other.classList.toggle("is-current", other === card);
    this.place = { index: this.cards.indexOf(card), key: card.id };
    if (focus) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    this.light(card);
  }

  private light(card: HTMLElement): void {
    for (const mark of this.page.querySelectorAll(".mark.is-current")) mark.classList.remove("is-current");
    const item = card.dataset["item"];
    const anchor = item === undefined ? `d${card.dataset["doubt"] ?? ""}` : `s${item}`;
    if (item !== undefined) {
      for (const mark of this.marksOf(item)) mark.classList.add("is-current");
    }
    this.scrollTo(anchor);
  }

  private marksOf(item: string): HTMLElement[] {
    return [...this.page.querySelectorAll<HTMLElement>(`.mark[data-items~="${CSS.escape(item)}"]`)];
  }

  /** Scrolls the text, not the page, to an anchor in it. */
  scrollTo(anchor: string): void {
    const source = this.source;
    const mark = source?.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`);
    if (!source || !mark) return;
    const offset = mark.getBoundingClientRect().top - source.getBoundingClientRect().top;
    source.scrollTop += offset - source.clientHeight / 3;
  }

  /** Without script a passage is a link; with it, plain text that can be selected across passages. */
  unlinkMarks(): void {
    for (const mark of this.source?.querySelectorAll<HTMLElement>("a.mark") ?? []) {
      mark.dataset["way"] = mark.getAttribute("href") ?? "";
      mark.removeAttribute("href");
    }
  }

  /** The text begins where its first item does, below what the web page put above the document. */
  showStart(): void {
    const first = this.source?.querySelector(".mark:not(.mark-doubt)")?.previousElementSibling;
    if (first) this.scrollTo(first.id);
  }

  move(by: number): void {
    const cards = this.cards;
    const from = this.current === undefined ? this.place.index - (by > 0 ? 1 : 0) : cards.indexOf(this.current);
    this.choose(cards[Math.min(Math.max(from + by, 0), cards.length - 1)], true);
  }

  /** Shows the card of an item, which may stand on another page of the list. */
  open(mark: HTMLElement): void {
    const item = mark.dataset["items"]?.split(" ")[0] ?? "";
    const card = document.getElementById(`item-${item}`);
    if (item !== "" && card !== null) {
      this.choose(card, true);
      return;
    }
    this.place = { index: 0, key: `item-${item}` };
    const address = mark.dataset["way"]?.split("#")[0] ?? "";
    void htmx.ajax("get", window.location.pathname + address, { target: "#pane", swap: "outerHTML settle:0ms" });
  }

  /** After the right side was exchanged: the same card again, or the one that took its place. */
  resume(): void {
    for (const button of this.page.querySelectorAll<HTMLElement>("[data-help]")) button.hidden = false;
    this.showStates();
    if (this.enterForm() || this.place.index < 0) return;
    const cards = this.cards;
    const same = cards.find((card) => card.id === this.place.key);
    this.choose(same ?? cards[Math.min(this.place.index, cards.length - 1)], true);
  }

  /** Goes to the form that is open in a card. False when there is none. */
  enterForm(): boolean {
    const form = this.page.querySelector<HTMLElement>("[data-open-form]");
    if (form === null) return false;
    this.choose(form.closest<HTMLElement>("[data-card]") ?? undefined, false);
    form.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
    return true;
  }

  /** The text shows at once what was decided on the right. */
  private showStates(): void {
    for (const card of this.cards) {
      const { item, state } = card.dataset;
      if (item === undefined || state === undefined) continue;
      for (const mark of this.marksOf(item)) {
        if (mark.dataset["items"]?.split(" ")[0] !== item) continue;
        mark.classList.remove("is-proposed", "is-accepted", "is-rejected");
        mark.classList.add(`is-${state}`);
      }
    }
  }

  press(selector: string): void {
    this.current?.querySelector<HTMLElement>(selector)?.click();
  }

  reject(): void {
    const details = this.current?.querySelector<HTMLDetailsElement>("[data-reject]");
    if (!details) return;
    details.open = true;
    details.querySelector<HTMLInputElement>("input[name=reason]")?.focus();
  }

  /** Goes to the answer of the doubt at hand. */
  answer(): void {
    this.current?.querySelector<HTMLInputElement>("[data-answer]")?.focus();
  }

  /** Puts the selected passage and its place into the form for a new item. */
  takeSelection(): void {
    const selection = window.getSelection();
    const source = this.source;
    const form = this.page.querySelector<HTMLDetailsElement>("[data-add]");
    if (!selection || selection.rangeCount === 0 || !source || !form) return;
    const range = selection.getRangeAt(0);
    const words = selection.toString();
    if (words.trim() === "" || !source.contains(range.commonAncestorContainer)) return;
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    fill(form, "quote", words);
    fill(form, "near", String([...before.toString()].length));
  }

  openAdd(): void {
    const form = this.page.querySelector<HTMLDetailsElement>("[data-add]");
    if (form === null) return;
    this.takeSelection();
    form.open = true;
    form.querySelector<HTMLElement>("select")?.focus();
  }

  cancel(): void {
    const open = this.page.querySelector<HTMLDetailsElement>("details[open]:focus-within");
    if (open !== null) {
      open.open = false;
      this.current?.focus();
      return;
    }
    this.page.querySelector<HTMLElement>("[data-cancel]")?.click();
  }
}

function fill(form: HTMLElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name=${name}]`);
  if (field !== null) field.value = value;
}

function showKeys(): void {
  document.querySelector<HTMLDialogElement>("[data-keys]")?.showModal();
}

const KEYS: Readonly<Record<string, (review: Review) => void>> = {
  j: (review) => review.move(1),
  k: (review) => review.move(-1),
  a: (review) => review.press("[data-accept]"),
  e: (review) => review.press("[data-correct]"),
  s: (review) => review.press("[data-split]"),
  x: (review) => review.press("[data-tick]"),
  r: (review) => review.reject(),
  n: (review) => review.openAdd(),
  d: (review) => review.answer(),
  m: () => document.querySelector<HTMLElement>("[data-merge]")?.click(),
  u: () => document.querySelector<HTMLElement>("[data-undo] button:not(:disabled)")?.click(),
  U: () => document.querySelector<HTMLElement>("[data-redo] button:not(:disabled)")?.click(),
  "?": () => showKeys(),
};

function onKey(review: Review, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    review.cancel();
    return;
  }
  const target = event.target as HTMLElement;
  const typing = target.matches(TYPING) && !target.matches("[type=checkbox]");
  if (typing || document.querySelector("dialog[open]") !== null) return;
  const verb = KEYS[event.key];
  if (verb === undefined) return;
  event.preventDefault();
  verb(review);
}

function onClick(review: Review, event: MouseEvent): void {
  const target = event.target as HTMLElement;
  const mark = target.closest<HTMLElement>(".mark[data-way]");
  if (mark !== null) {
    if (window.getSelection()?.isCollapsed !== false) review.open(mark);
    return;
  }
  const way = target.closest<HTMLElement>("[data-to]");
  if (way !== null && window.matchMedia("(min-width: 62rem)").matches) event.preventDefault();
  const card = target.closest<HTMLElement>("[data-card]");
  if (card !== null) review.choose(card, way !== null || target.closest("a, button, input, textarea, select, summary") === null);
  if (target.closest("[data-help]") !== null) showKeys();
}

/** <form data-drop>: a file may be dropped on it. */
function startDrop(form: HTMLElement): void {
  const field = form.querySelector<HTMLInputElement>("input[type=file]");
  if (field === null) return;
  form.querySelector<HTMLElement>("[data-drop-hint]")?.removeAttribute("hidden");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    if (event.dataTransfer !== null && event.dataTransfer.files.length > 0) field.files = event.dataTransfer.files;
  });
}

export function startReview(document: Document): void {
  for (const form of document.querySelectorAll<HTMLElement>("[data-drop]")) startDrop(form);
  const page = document.querySelector<HTMLElement>("[data-review]");
  if (page === null) return;
  const review = new Review(page);
  document.addEventListener("keydown", (event) => onKey(review, event));
  page.addEventListener("click", (event) => onClick(review, event));
  document.addEventListener("selectionchange", () => review.takeSelection());
  document.addEventListener("htmx:afterSettle", () => review.resume());
  review.unlinkMarks();
  review.resume();
  // The browser itself goes to the card that the address names; the form in it is where one wants to be.
  window.addEventListener("load", () => review.enterForm());
  const asked = window.location.hash.slice(1);
  const card = asked === "" ? null : document.getElementById(asked);
  if (card?.matches("[data-card]")) review.choose(card, false);
  else if (/^[sd]\d+$/.test(asked)) review.scrollTo(asked);
  else review.showStart();
}
