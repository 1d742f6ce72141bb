// Hands lists of rows, which an attribute cannot hold, to the elements as a property.
(function () {
  "use strict";
  for (const element of document.querySelectorAll("[data-suanpan-fields]")) {
    customElements.whenDefined(element.localName).then(function () {
      try {
        element.fields = JSON.parse(element.getAttribute("data-suanpan-fields"));
      } catch (error) {
        console.warn("suanpan: fields that cannot be read", error);
      }
    });
  }
})();
