// The block in the editor: what it shows is a plain frame of the calculator, which the server prints.
(function (wp) {
  "use strict";
  const el = wp.element.createElement;
  const { useState } = wp.element;
  const { __ } = wp.i18n;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { Disabled, PanelBody, SelectControl, TextControl, TextareaControl } = wp.components;

  function calculators() {
    return [
      { value: "shipping-cost", label: __("Shipping cost", "suanpan") },
      { value: "landed-cost", label: __("Landed cost", "suanpan") },
      { value: "reorder-point", label: __("Reorder point", "suanpan") },
      { value: "logistics-mode", label: __("Logistics mode", "suanpan") },
      { value: "compliance", label: __("Compliance", "suanpan") },
    ];
  }

  function languages() {
    return [
      { value: "", label: __("As in the settings", "suanpan") },
      { value: "en", label: "English" },
      { value: "zh-Hans", label: "简体中文" },
      { value: "zh-Hant", label: "繁體中文" },
    ];
  }

  /** Fields as lines, `destination=DE`; a list is written as JSON. */
  function written(fields) {
    return Object.entries(fields || {})
      .map(([key, value]) => key + "=" + (typeof value === "object" ? JSON.stringify(value) : String(value)))
      .join("\n");
  }

  /** The fields of such lines. A line that is none is left out; a list that cannot be read stays a text. */
  function read(lines) {
    const fields = {};
    for (const line of lines.split("\n")) {
      const pair = /^\s*([a-z][a-z0-9-]*)\s*=\s*(.*?)\s*$/.exec(line);
      if (!pair || !pair[2]) continue;
      let value = pair[2];
      if (value.startsWith("[")) {
        try {
          value = JSON.parse(value);
        } catch (error) {
          // Somebody is still typing.
        }
      }
      fields[pair[1]] = value;
    }
    return fields;
  }

  function Edit({ attributes, setAttributes }) {
    const set = (key) => (value) => setAttributes({ [key]: value });
    const [lines, setLines] = useState(written(attributes.fields));
    return el(
      "div",
      useBlockProps(),
      el(
        InspectorControls,
        null,
        el(
          PanelBody,
          { title: "Suanpan" },
          el(SelectControl, { label: __("Calculator", "suanpan"), value: attributes.calculator, options: calculators(), onChange: set("calculator") }),
          el(TextControl, {
            label: __("Link", "suanpan"),
            help: __("A link of Suanpan, or the part behind #. It wins over the fields.", "suanpan"),
            value: attributes.link,
            onChange: set("link"),
          }),
          el(TextareaControl, {
            label: __("Fields", "suanpan"),
            help: __("One a line, such as destination=DE. They are filled in on the page, not in this preview.", "suanpan"),
            value: lines,
            onChange: (value) => {
              setLines(value);
              setAttributes({ fields: read(value) });
            },
          }),
          el(SelectControl, { label: __("Language", "suanpan"), value: attributes.language, options: languages(), onChange: set("language") }),
          el(TextControl, {
            label: __("Height at most, in pixels", "suanpan"),
            help: __("0: as high as the calculator.", "suanpan"),
            type: "number",
            min: 0,
            value: String(attributes.height),
            onChange: (value) => setAttributes({ height: Math.max(0, parseInt(value, 10) || 0) }),
          }),
        ),
      ),
      el(
        Disabled,
        null,
        el(wp.serverSideRender, {
          block: "suanpan/calculator",
          // Only what the preview shows, so that it is not fetched again while fields are typed.
          attributes: { calculator: attributes.calculator, link: attributes.link, language: attributes.language },
        }),
      ),
    );
  }

  wp.blocks.registerBlockType("suanpan/calculator", { edit: Edit, save: () => null });
})(window.wp);
