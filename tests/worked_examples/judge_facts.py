"""The judge against the sums that docs/facts/logistics.md §4 writes out. Run by `judge.py --self-test`."""
import tomllib
from fractions import Fraction

import judge

CARDS = tomllib.loads("""
[line]
currency = "CNY"
scope = "piece"
rounding = [{ step = "0.001" }]
[[line.lanes]]
to = ["US"]
min-weight = "0.03"
price.bands = [
  { to = "0.1", per-kg = "105", handling = "24" }, { to = "0.2", per-kg = "99", handling = "22" },
  { to = "0.3", per-kg = "97", handling = "20" }, { to = "0.45", per-kg = "96", handling = "20" },
  { to = "0.7", per-kg = "95", handling = "20" }, { to = "2", per-kg = "94", handling = "13" },
  { to = "30", per-kg = "89", handling = "13" },
]
[[line.lanes]]
to = ["JP"]
price.first-and-next = { first = "0.5", first-price = "29", next = "0.5", parts = [{ to = "2", each = "4" }, { each = "5" }] }

[express]
currency = "CNY"
scope = "shipment"
volume = { divisor = "5000", sides = "up" }
rounding = [{ up-to = "20.5", step = "0.5" }, { step = "1" }]
fuel = { percent = "28.5", on-remote = true }
remote = { min = "200", per-kg = "4" }
[[express.lanes]]
to = ["US"]
price.first-and-next = { first = "0.5", first-price = "180", next = "0.5", parts = [{ each = "42" }] }

[ground]
currency = "USD"
units = "imperial"
leg = "last-mile"
scope = "piece"
rounding = [{ step = "1" }]
volume = [
  { valid-to = "2025-08-17", divisor = "139", sides = "nearest" }, { valid-from = "2025-08-18", divisor = "139", sides = "up" },
]
fuel = { percent = "20", on-remote = false }
surcharges = [{ name = "residential", asked = "residential", per-piece = "6.10", fuel = true }]
[[ground.lanes]]
to = ["US"]
price.flat = [{ to = "5", price = "12.10" }, { to = "6", price = "12.85" }]

[heavy]
currency = "USD"
units = "imperial"
leg = "last-mile"
scope = "piece"
rounding = [{ step = "1" }]
volume = { divisor = "139", sides = "up" }
fuel = { percent = "20", on-remote = false }
[[heavy.surcharges]]
name = "additional-handling"
trigger = { longest-above = "48", second-above = "30", volume-above = "10368", girth-above = "105", weight-above = "50" }
per-piece = "32"
fuel = true
[[heavy.surcharges]]
name = "oversize"
trigger = { longest-above = "96", girth-above = "130", volume-above = "17280", weight-above = "110" }
per-piece = "270"
least-billed = "90"
instead-of = ["additional-handling"]
fuel = true
[[heavy.lanes]]
to = ["US"]
price.breaks = { breaks = [{ from = "1", per-lb = "1.15" }], bill-up = false }

[post]
currency = "USD"
units = "imperial"
leg = "last-mile"
scope = "piece"
rounding = [{ step = "1" }]
volume = [
  { valid-to = "2026-07-11", divisor = "166", sides = "nearest", trigger = { volume-above = "1728" } },
  { valid-from = "2026-07-12", divisor = "139", sides = "up", trigger = { volume-above = "1728" } },
]
[[post.lanes]]
to = ["US"]
price.flat = [{ to = "5", price = "11.95" }, { to = "16", price = "23.40" }]

[fba]
currency = "USD"
units = "imperial"
leg = "last-mile"
scope = "piece"
tiers = true
rounding = [{ up-to = "1", step = "0.0625" }, { step = "0.25" }]
fuel = { percent = "3.5", on-remote = false }
lanes = [
  { to = ["US"], sold = { below = "10" }, limits = { weight = "1", fits-into = ["15", "12", "0.75"] }, price.flat = [{ to = "1", price = "2.95" }] },
  { to = ["US"], sold = { at-least = "10", at-most = "50" }, limits = { weight = "1", fits-into = ["15", "12", "0.75"] }, price.flat = [{ to = "1", price = "3.96" }] },
  { to = ["US"], sold = { above = "50" }, limits = { weight = "1", fits-into = ["15", "12", "0.75"] }, price.flat = [{ to = "1", price = "4.22" }] },
  { to = ["US"], sold = { at-least = "10", at-most = "50" }, volume = { divisor = "139", sides = "none" }, limits = { counted = "20", fits-into = ["18", "14", "8"] }, price.flat = [{ to = "1", price = "4.60" }, { to = "2", price = "5.82" }, { to = "2.25", price = "5.92" }] },
]

[lcl]
currency = "USD"
leg = "first-leg"
scope = "shipment"
rounding = []
surcharges = [{ name = "destination-handling", per-shipment = "530" }]
[[lcl.lanes]]
to = ["US"]
price.weight-or-measure = { per-ton = "168", kg-per-cbm = "1000", least = "1" }

[sea]
currency = "CNY"
leg = "first-leg"
scope = "shipment"
rounding = [{ step = "1" }]
piece-rounding = [{ step = "1" }]
volume = { divisor = "6000", sides = "none" }
surcharges = [{ name = "declaration", asked = "declaration", per-shipment = "350" }]
[[sea.lanes]]
to = ["US"]
min-weight = "12"
price.breaks = { breaks = [{ from = "21", per-kg = "20.9" }, { from = "100", per-kg = "18.4" }], bill-up = true }

[fcl]
currency = "USD"
leg = "first-leg"
scope = "shipment"
rounding = []
[[fcl.lanes]]
to = ["US"]
price.containers = { boxes = [{ name = "40HQ", cbm = "68", payload = "19000", price = "5350" }], rest = "lcl" }

[fcl-alone]
currency = "USD"
leg = "first-leg"
scope = "shipment"
rounding = []
[[fcl-alone.lanes]]
to = ["US"]
price.containers = { boxes = [{ name = "40HQ", cbm = "68", payload = "19000", price = "5350" }] }

[shared]
currency = "CNY"
scope = "piece"
rounding = []
volume = { divisor = "6000", sides = "none", shared = { by = "3", at-least = "1" } }
[[shared.lanes]]
to = ["US"]
price.per-gram = { item = "0", per-kg = "1" }
""")
FEE = "fuel-percent=0"  # where the facts give the fee before the surcharge

# Example, card, parcels as in the table, further inputs, total (or codes).
SUMS = [
    ("W04", "line", "1_0.700kg_20x15x8cm", "", "86.5CNY"),
    ("W04", "line", "1_0.701kg_20x15x8cm", "", "78.89CNY"),
    ("W05 none", "line", "1_1.2kg_40x30x20cm", "", "125.8CNY"),
    ("W05 /8000", "line 8000", "1_1.2kg_40x30x20cm", "", "280CNY"),
    ("W05 /6000", "line 6000", "1_1.2kg_40x30x20cm", "", "369CNY"),
    ("W05 /5000", "line 5000", "1_1.2kg_40x30x20cm", "", "440.2CNY"),
    ("W06", "line", "1_0.5kg", "destination=JP", "29CNY"),
    ("W06", "line", "1_0.501kg", "destination=JP", "33CNY"),
    ("W06", "line", "1_1.6kg", "destination=JP", "41CNY"),
    ("W06", "line", "1_2.000kg", "destination=JP", "41CNY"),
    ("W06", "line", "1_2.001kg", "destination=JP", "49CNY"),
    ("W07", "line", "1_12g", "", "27.15CNY"),
    ("W07", "line", "1_30g", "", "27.15CNY"),
    ("W07", "line", "1_31g", "", "27.26CNY"),
    ("W08", "express", "1_4.1kg_48.2x33.1x25.4cm", "remote=1 currency=USD", "1405.79CNY 198USD"),
    ("W09 new", "ground", "1_4.2lb_11.1x8.5x6.2in", "", "22.74USD"),
    ("W09 old", "ground", "1_4.2lb_11.1x8.5x6.2in", "shipping-date=2025-08-17", "21.84USD"),
    ("W10 a", "heavy", "1_60lb_30x24x24in", "", "210.9USD"),
    ("W10 b", "heavy", "1_60lb_30.1x24x24in", "", "502.02USD"),
    ("W10 c", "heavy", "1_9lb_97x6x6in", "", "448.2USD"),
    ("W12 old", "post", "1_5lb_12.2x12.2x12.2in", "shipping-date=2026-07-11", "11.95USD"),
    ("W12 new", "post", "1_5lb_12.2x12.2x12.2in", "shipping-date=2026-07-12", "23.4USD"),
    ("W13", "fba", "1_1.3lb_12.5x8x3in", "selling-price=24.99USD", "6.13USD"),
    ("W14", "fba", "1_16oz_15x12x0.75in", f"selling-price=9.99USD {FEE}", "2.95USD"),
    ("W14", "fba", "1_16oz_15x12x0.75in", f"selling-price=10.00USD {FEE}", "3.96USD"),
    ("W14", "fba", "1_16oz_15x12x0.75in", f"selling-price=50.00USD {FEE}", "3.96USD"),
    ("W14", "fba", "1_16oz_15x12x0.75in", f"selling-price=50.01USD {FEE}", "4.22USD"),
    ("W14", "fba", "1_16oz_15x12x0.76in", f"selling-price=10.00USD {FEE}", "4.6USD"),
    ("no price", "fba", "1_16oz_15x12x0.76in", "", "E_PRICE"),
    ("W15 a", "lcl", "40_12.5kg_50x40x30cm", "", "933.2USD"),
    ("W15 b", "lcl", "40_80kg_50x40x30cm", "", "1067.6USD"),
    ("W16 a", "sea", "10_14.2kg_60x40x40cm", "", "3294CNY"),
    ("W16 b", "sea", "6_14.2kg_60x40x40cm", "declaration=0", "1840CNY"),
    ("W17", "fcl-alone", "5200_13.6kg_48x36x32cm", "", "26750USD"),
    ("W17", "fcl", "5200_13.6kg_48x36x32cm", "", "24568.28USD"),
    ("§1.2 分泡", "shared", "1_1kg_60x40x10cm", "", "3CNY"),
]


def check():
    """Yields what differs, and None for each sum."""
    rates = {"USD": Fraction("7.1")}
    world = judge.World({name: card | {"id": name} for name, card in CARDS.items()}, rates)
    for example, name, parcels, more, expected in SUMS:
        name, divisor = (name.split() + [None])[:2]
        card = world.cards[name] | ({"volume": {"divisor": divisor, "sides": "none"}} if divisor else {})
        usual = {"shipping-date": "2026-11-22", "leg": card.get("leg", "direct"), "currency": card["currency"]}
        inputs = usual | dict(one.split("=") for one in more.split())
        answer = judge.quote(card, inputs | {"parcels": [judge.parcel_of(cell) for cell in parcels.split("+")]}, world)
        found = " ".join(answer.get("refused") or [answer[key] for key in ("total", "converted") if key in answer])
        if found != expected:
            yield f"{example}: {name}, {parcels} {more}: expected {expected}, found {found}"
        yield None
