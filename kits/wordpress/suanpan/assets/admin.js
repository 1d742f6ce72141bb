// Shows the last answer of a calculator below it: what came out, and the link to the calculation. Only text is written.
(function () {
  "use strict";

  /** The most figures that are shown. */
  const MOST = 12;
  /** How long words are waited for, in milliseconds. Without them an answer shows its codes. */
  const PATIENCE = 5000;

  /** The words of the suite by their address, each fetched once. */
  const fetched = new Map();
  /** The last answer of each box: only that one is shown once the words are there. */
  const latest = new WeakMap();

  function text(value) {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  function part(whole, key) {
    const found = whole && typeof whole === "object" && Object.hasOwn(whole, key) ? whole[key] : null;
    return found && typeof found === "object" ? found : {};
  }

  function word(whole, key) {
    return Object.hasOwn(whole, key) ? text(whole[key]) : "";
  }

  /** What the suite calls the codes of its answers, in the language of the box (`embed/1/words-….json`). */
  function words(address) {
    if (!fetched.has(address)) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), PATIENCE);
      const answer = fetch(address, { credentials: "omit", signal: controller.signal })
        .then((response) => (response.ok ? response.json() : null))
        // A copy of before has no such file.
        .catch(() => null)
        .finally(() => clearTimeout(timer));
      fetched.set(address, answer);
    }
    return fetched.get(address);
  }

  /** `39.5 CNY`, `6–10 working days`; a unit that the value carries already is not written twice. */
  function figure(output, values, units) {
    const raw = text(output && output.value);
    const unit = text(output && output.unit);
    if (!raw || !unit) return word(values, raw) || raw;
    const span = /^(\d+)-(\d+)$/.exec(raw);
    const value = !span ? raw : span[1] === span[2] ? span[1] : span[1] + "–" + span[2];
    const form = word(part(units, unit), value === "1" ? "one" : "other");
    if (form.includes("{value}")) return form.replace("{value}", () => value);
    return raw.endsWith(unit) ? raw : raw + " " + unit;
  }

  function show(box, calculator, result, known) {
    const own = part(part(known, "calculators"), calculator);
    const labels = part(own, "outputs");
    const list = box.querySelector("dl");
    list.replaceChildren();
    const outputs = result.outputs && typeof result.outputs === "object" ? result.outputs : {};
    for (const [key, output] of Object.entries(outputs)) {
      const value = figure(output, part(own, "values"), part(known, "units"));
      if (!value || list.childElementCount >= 2 * MOST) continue;
      const term = document.createElement("dt");
      const said = document.createElement("dd");
      term.textContent = word(labels, key) || key;
      said.textContent = value;
      list.append(term, said);
    }
    box.querySelector(".suanpan-none").hidden = list.childElementCount > 0;
    const link = text(result.link);
    const anchor = box.querySelector("a");
    anchor.parentElement.hidden = !link;
    anchor.href = box.dataset.page + "#" + link;
    box.hidden = false;
  }

  document.addEventListener("suanpan-result", function (event) {
    const place = event.target instanceof Element ? event.target.closest(".suanpan-place") : null;
    const box = place ? place.querySelector(".suanpan-answer") : null;
    const result = event.detail;
    if (!box || !result || typeof result !== "object") return;
    const calculator = event.target.localName.replace(/^suanpan-/, "");
    latest.set(box, result);
    words(box.dataset.words).then(function (known) {
      if (latest.get(box) === result) show(box, calculator, result, known);
    });
  });

  // They are there before the first answer.
  for (const box of document.querySelectorAll(".suanpan-answer")) words(box.dataset.words);
})();
