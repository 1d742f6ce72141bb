// Inputs that nobody would type: seeded, so that the same ones come again.

/** xorshift32: a number below `n` each time. */
function chance(seed) {
  let state = seed * 0x9e3779b9 || 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

const ODD = [
  null, true, false, 0, -1, 1e308, -1e308, 5e-324, 0.1 + 0.2, NaN, Infinity, 2 ** 53, "", " ", "0", "-", "1e9", "NaN", "٣", "１２",
  "0.0000000001", "9".repeat(40), "-9".repeat(30), "kg", "1kg", "-1kg", "999999999999999kg", "1x2x3cm", "0x0x0cm", "1x1x1x1cm",
  "1CNY", "1XXX", "2026-02-30", "9999-12-31", "0001-01-01", "2026-11-22", "\u0000", "\ud800", "💥".repeat(50), "__proto__", "US.DE", ".",
  "2026-11-22_1r9999_2x", "x".repeat(5000), [], {}, [[]], [null], [{}], { toJSON: 1 }, [[[[[[[[]]]]]]]],
];

/** Calls of the engine: a name and what is given. */
export function* malformed(seed, count, ids, fields, links) {
  const below = chance(seed);
  const of = (list) => list[below(list.length)];
  const deep = (levels) => (levels > 0 ? (below(2) ? [deep(levels - 1)] : { [of(["a", "parcels", ""])]: deep(levels - 1) }) : of(ODD));
  const right = (field) => {
    if (field.codes) return field.kind === "choice" || below(2) ? of(field.codes) : [of(field.codes), of(field.codes)];
    if (field.units) return `${below(1000)}${field.kind === "size" ? `x${below(99)}x${below(99)}` : ""}${of(field.units)}`;
    if (field.kind === "money") return `${below(100000)}.${below(100)}${of(["CNY", "USD", "EUR", "JPY"])}`;
    if (field.kind === "date") return `2026-${10 + below(3)}-${10 + below(20)}`;
    if (field.kind === "flag") return of([true, false, "1", "0"]);
    if (field.kind === "series") return of(["2026-10-01_5_0r3_2x_x_12", "2026-01-05w_40_35_60", null]);
    return String(below(500));
  };
  /** Of a hundred values so many are odd. */
  const value = (field, odd) => {
    if (below(100) < odd) return below(6) ? of(ODD) : deep(below(90));
    return field.columns ? Array.from({ length: 1 + below(3) }, () => object(field.columns, odd)) : right(field);
  };
  const object = (metas, odd = of([0, 2, 10, 50])) => {
    const made = {};
    for (const field of metas) {
      if (field.required || !below(4)) made[field.key] = value(field, odd);
    }
    if (odd && !below(6)) made[of(["", "__proto__", "constructor", "desination", "x".repeat(300), "\ud800"])] = of(ODD);
    return made;
  };
  const cut = (text) => {
    const bytes = [...text];
    for (let i = below(6); i > 0; i -= 1) {
      const at = below(bytes.length || 1);
      const what = below(4);
      if (what === 0) bytes.length = at;
      else if (what === 1) bytes[at] = String.fromCharCode(32 + below(96));
      else if (what === 2) bytes.splice(at, below(9));
      else bytes.splice(at, 0, of(["&", "=", "_", "%25", "&z=", "&k=", "#", "💥"]));
    }
    return bytes.join("");
  };
  for (let i = 0; i < count; i += 1) {
    const id = of(ids);
    const kind = below(20);
    if (kind < 11) yield ["run", id, below(30) ? object(fields[id]) : deep(below(3000)), below(9) ? {} : { snapshot: of(ODD), chosen: of(ODD), x: 1 }];
    else if (kind < 12) yield ["run", of([...ids, "", "x", "__proto__"]), of(ODD), of(ODD)];
    else if (kind < 14) yield ["encode", id, object(fields[id]), { private: of(ODD), unknown: of([[["a", "b"]], of(ODD)]), answer: below(2) === 0 }];
    else if (kind < 19) yield ["decode", cut(of(links))];
    else {
      const cells = () => Array.from({ length: below(8) }, () => of(["weight", "country", "DE", "1,5", "\"", "合计", "=1+1", "20x15x8", of(ODD)])).join(of(["\t", ",", ";"]));
      yield ["table", id, Array.from({ length: below(12) }, cells).join("\n"), { base: of([{}, of(ODD)]), columns: of([["parcels.weight", "x"], of(ODD)]) }];
    }
  }
}
