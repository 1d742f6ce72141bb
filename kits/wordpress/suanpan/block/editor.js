// The block in the editor: what it shows is a plain frame of the calculator, which the server prints.
(function (wp) {
  "use strict";
  const el = wp.element.createElement;
  const { Fragment, useEffect, useState } = wp.element;
  const { __, sprintf } = wp.i18n;
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

  const known = window.suanpanEditor || { noFields: [], currencies: [] };
  /** What a block sets in boxes of its own. */
  const BOXES = ["link", "lang", "language", "max-height", "height", "locked", "hidden-fields"];
  const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

  /** Whether a name may be that of a field, as the server sees it (`is_field`). The currency of a form counts as one. */
  function isField(name) {
    if (name === "currency") return true;
    return name.length <= 40 && !/^(on[a-z0-9]|data-|aria-)/.test(name) && !BOXES.includes(name) && !known.noFields.includes(name);
  }

  /** The rows of a list in JSON; null where it is none. */
  function rows(text) {
    try {
      const list = JSON.parse(text);
      return Array.isArray(list) && list.every((row) => row && typeof row === "object" && !Array.isArray(row)) ? list : null;
    } catch (error) {
      return null;
    }
  }

  /** What is wrong with a line, as a sentence; empty where nothing is. */
  function wrong(name, value, fields) {
    if (!NAME.test(name) || !value) return __("write a name and a value, such as destination=DE", "suanpan");
    if (BOXES.includes(name)) return __("there is a box of its own for this", "suanpan");
    if (!isField(name)) return __("this is no field of a calculator", "suanpan");
    if (name === "currency" && !known.currencies.includes(value)) return __("this is no currency that the calculators know", "suanpan");
    if (/^[[{]/.test(value) && !rows(value)) return __('this is no list of rows in JSON, on one line, such as [{"weight":"350g"}]', "suanpan");
    if (Object.hasOwn(fields, name)) return __("this field stands in a line above", "suanpan");
    return "";
  }

  /** The fields of such lines, and the lines that are none as they were typed, with what is wrong with each. */
  function read(lines) {
    const fields = {};
    const unread = [];
    const problems = [];
    lines.split("\n").forEach((line, index) => {
      if (!line.trim()) return;
      const [, name, value] = /^\s*([^=\s]*)\s*=\s*(.*?)\s*$/.exec(line) || [null, "", ""];
      const why = wrong(name, value, fields);
      if (why) {
        unread.push(line);
        // translators: 1: number of a line, 2: what stands there, 3: what is wrong with it.
        problems.push(sprintf(__("Line %1$s, “%2$s”: %3$s. It is kept, but not used.", "suanpan"), index + 1, line.trim(), why));
      } else {
        fields[name] = /^\[/.test(value) ? rows(value) : value;
      }
    });
    return { fields, unread: unread.join("\n"), problems };
  }

  /** The lines of a block: those that were typed, as long as they say what the block holds; after an undo, what it holds. */
  function linesOf(attributes, typed) {
    const { fields, unread } = read(typed);
    const isSame = unread === attributes.unread && JSON.stringify(fields) === JSON.stringify(attributes.fields);
    return isSame ? typed : [written(attributes.fields), attributes.unread].filter(Boolean).join("\n");
  }

  /** What is wrong with names of fields, a sentence each. */
  function wrongNames(names) {
    const bad = names.split(/\s+/).filter((name) => name && !(NAME.test(name) && isField(name)));
    // translators: %s: what stands in the place of a name.
    return bad.map((name) => sprintf(__("“%s” is no name of a field. Put spaces between names.", "suanpan"), name));
  }

  /** A text once nobody has typed for a moment: what is half typed is not wrong yet. */
  function useSettled(text) {
    const [settled, setSettled] = useState(text);
    useEffect(() => {
      const timer = setTimeout(() => setSettled(text), 800);
      return () => clearTimeout(timer);
    }, [text]);
    return settled;
  }

  /** The help of a box, with what is wrong in it, which is read out as well. */
  function help(words, problems) {
    const said = problems.map((problem, index) => el("span", { key: index, style: { display: "block", color: "#b32d2e" } }, problem));
    return el(Fragment, null, words, el("span", { className: "suanpan-problems", role: "status" }, said));
  }

  function Edit({ attributes, setAttributes }) {
    const set = (key) => (value) => setAttributes({ [key]: value });
    const [typed, setTyped] = useState("");
    const lines = linesOf(attributes, typed);
    const problems = read(useSettled(lines)).problems;
    const notLocked = wrongNames(useSettled(attributes.locked));
    const notHidden = wrongNames(useSettled(attributes.hiddenFields));
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
            help: help(__("One a line, such as destination=DE. They are filled in on the page, not in this preview.", "suanpan"), problems),
            value: lines,
            onChange: (value) => {
              const { fields, unread } = read(value);
              setTyped(value);
              setAttributes({ fields, unread });
            },
          }),
          el(TextControl, {
            label: __("Locked fields", "suanpan"),
            help: help(__("Names with spaces between, such as destination currency. They are shown and cannot be changed.", "suanpan"), notLocked),
            value: attributes.locked,
            onChange: set("locked"),
          }),
          el(TextControl, {
            label: __("Hidden fields", "suanpan"),
            help: help(__("Names with spaces between. They are not shown: give them values.", "suanpan"), notHidden),
            value: attributes.hiddenFields,
            onChange: set("hiddenFields"),
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
