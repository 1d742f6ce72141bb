// Shows the last answer of a calculator below it: what came out, and the link to the calculation. Only text is written.
(function () {
  "use strict";

  /** The most figures that are shown. */
  const MOST = 12;

  function text(value) {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  /** `39.5 CNY`; a unit that the value carries already is not written twice. */
  function figure(output) {
    const value = text(output && output.value);
    const unit = text(output && output.unit);
    return unit && value && !value.endsWith(unit) ? value + " " + unit : value;
  }

  function show(box, result) {
    const list = box.querySelector("dl");
    list.replaceChildren();
    const outputs = result.outputs && typeof result.outputs === "object" ? result.outputs : {};
    for (const [key, output] of Object.entries(outputs)) {
      const value = figure(output);
      if (!value || list.childElementCount >= 2 * MOST) continue;
      const term = document.createElement("dt");
      const said = document.createElement("dd");
      term.textContent = key;
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
    if (box && event.detail && typeof event.detail === "object") show(box, event.detail);
  });
})();
