// The running sum of a distribution against its whole, while its parts are typed.
//
// <p data-running-sum data-whole="40" data-given="10" data-measure="件" data-even="… {sum} …" data-left="… {rest} …"
// data-over="…" data-open="…"> in the form whose parts are <input data-part>. A whole or a measure that can be
// typed itself (fields amount and measure) comes before what the paragraph says. Sums are exact: no floats.

const PLACES = 4;

function parsed(text: string): bigint | null {
  const found = /^(\d+)(?:\.(\d{1,4}))?$/.exec(text.normalize("NFKC").replace(/[,\s]/g, ""));
  return found === null ? null : BigInt(`${found[1]}${(found[2] ?? "").padEnd(PLACES, "0")}`);
}

function shown(amount: bigint, measure: string): string {
  const digits = amount.toString().padStart(PLACES + 1, "0");
  const whole = digits.slice(0, -PLACES).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = digits.slice(-PLACES).replace(/0+$/, "");
  return (rest === "" ? whole : `${whole}.${rest}`) + measure;
}

function typed(form: HTMLFormElement, name: string): string | undefined {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value.trim();
}

function say(form: HTMLFormElement, told: HTMLElement): void {
  const parts = [...form.querySelectorAll<HTMLInputElement>("input[data-part]")];
  const sum = parts.reduce((total, part) => total + (parsed(part.value) ?? 0n), 0n);
  const whole = parsed(typed(form, "amount") ?? told.dataset["whole"] ?? "");
  const measure = typed(form, "measure") ?? told.dataset["measure"] ?? "";
  const rest = whole === null ? null : whole - (parsed(told.dataset["given"] ?? "") ?? 0n) - sum;
  const name = rest === null ? "open" : rest === 0n ? "even" : rest > 0n ? "left" : "over";
  const left = shown(rest === null ? 0n : rest < 0n ? -rest : rest, measure);
  told.textContent = (told.dataset[name] ?? "").replace("{sum}", shown(sum, measure)).replace("{rest}", left);
  told.classList.toggle("is-over", name === "over");
}

export function startSums(document: Document): void {
  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLElement).closest("form");
    const told = form?.querySelector<HTMLElement>("[data-running-sum]");
    if (form && told) say(form, told);
  });
}
