#!/usr/bin/env python3
"""A second opinion: prices the worked examples with exact fractions, apart from the Rust code.

    judge.py               checks every *.toml here and judge-shipments.tsv; exits 1 on a disagreement
    judge.py --random 250  writes judge-shipments.tsv anew: that many random shipments for each card of data/

Written from the rules in README.md, not from the code under test. Knows the shipping-cost calculator only.
"""
import random
import re
import sys
import tomllib
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

HERE = Path(__file__).parent
CARDS = HERE.parent.parent / "data" / "carriers"
SHIPMENTS = HERE / "judge-shipments.tsv"
DAY = "2026-11-22"
KG = {"g": Fraction(1, 1000), "kg": Fraction(1), "oz": Fraction("0.45359237") / 16, "lb": Fraction("0.45359237")}
CM = {"mm": Fraction(1, 10), "cm": Fraction(1), "in": Fraction("2.54")}


def text(value):
    """A fraction that is a finite decimal, without trailing zeros."""
    whole, rest = divmod(Fraction(value) * 10**12, 10**12)
    assert rest.denominator == 1, value
    return f"{whole}.{rest.numerator:012}".rstrip("0").rstrip(".")


def half_up(value, currency="CNY"):
    unit = 1 if currency in ("JPY", "KRW", "VND") else 100
    return Fraction(floor(value * unit + Fraction(1, 2)), unit)


def steps_up(value, step):
    return ceil(value / step) * step


def figure(card, key, default=None):
    return Fraction(card[key]) if key in card else default


class Piece:
    def __init__(self, parcel):
        number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", parcel["weight"]).groups()
        self.weight = Fraction(number) * KG[unit]
        self.count = int(parcel.get("quantity") or 1)
        self.sides = self.roll = None
        if parcel.get("size"):
            numbers, unit = re.fullmatch(r"([\d.x]+?)([a-z]+)", parcel["size"]).groups()
            sides = [Fraction(side) * CM[unit] for side in numbers.split("x")]
            if len(sides) == 2:
                self.roll = length, diameter = sides
                sides = [length, diameter, diameter]
            self.sides = sorted(sides, reverse=True)

    def volume_weight(self, card):
        rule = card.get("volume")
        if not rule or not self.sides:
            return Fraction(0)
        sides = [Fraction(ceil(side)) if rule["sides"] == "up-to-cm" else side for side in self.sides]
        volume = sides[0] * sides[1] * sides[2]
        trigger = rule.get("trigger", {})
        counts = sides[0] >= figure(trigger, "side-at-least", 0) and volume > figure(trigger, "volume-above", -1)
        return volume / Fraction(rule["divisor"]) if counts else Fraction(0)

    def refusals(self, card, limits):
        codes = set()

        def at_most(code, value, limit):
            if limit is not None and (value > limit or limits.get("strict") and value == limit):
                codes.add(code)

        at_most("E_WEIGHT", self.weight, figure(limits, "weight"))
        heavy = figure(limits, "quote-weight-above")
        if heavy is not None and max(self.weight, self.volume_weight(card)) > heavy:
            codes.add("E_QUOTE")
        if not self.sides:
            return codes
        long = figure(limits, "quote-side-above")
        if long is not None and self.sides[0] > long:
            codes.add("E_QUOTE")
        tolerance = figure(limits, "longest-tolerance", Fraction(0))
        if self.roll and "roll" in limits:
            rule, (length, diameter) = limits["roll"], self.roll
            at_most("E_LONGEST", length, figure(rule, "length") + tolerance)
            at_most("E_ROLL_SUM", length + 2 * diameter, figure(rule, "sum"))
            if length < figure(rule, "length-at-least", 0) or length + 2 * diameter < figure(rule, "sum-at-least", 0):
                codes.add("E_SMALL")
            return codes
        if "longest" in limits:
            at_most("E_LONGEST", self.sides[0], figure(limits, "longest") + tolerance)
        at_most("E_SUM", sum(self.sides), figure(limits, "sum"))
        for side, limit in zip(self.sides, limits.get("fits-into", [])):
            at_most("E_BOX", side, Fraction(limit))
        for least in limits.get("at-least", []), limits.get("face-at-least", []):
            if any(side < Fraction(limit) for side, limit in zip(self.sides, least)):
                codes.add("E_SMALL")
        return codes


def billed(weight, card):
    rule = next(rule for rule in card["rounding"] if weight <= figure(rule, "up-to", weight))
    return steps_up(weight, Fraction(rule["step"]))


def price(weight, lane):
    """Unrounded lines, and the weight paid for; None where no band or step holds."""
    (form, card), = lane["price"].items()
    if form == "per-gram":
        return {"registration": figure(card, "item"), "postage": weight * figure(card, "per-kg")}, weight
    if form == "bands":
        for band in card:
            to = figure(band, "to")
            if weight < to or weight == to and band.get("edge") != "excluded":
                return {"freight": weight * figure(band, "per-kg"), "handling": figure(band, "handling")}, weight
        return None
    first, next_ = figure(card, "first"), figure(card, "next")
    if weight <= first:
        return {"freight": figure(card, "first-price")}, first
    for tier in card["parts"]:
        if weight <= figure(tier, "to", weight):
            parts = ceil((weight - first) / next_)
            return {"freight": figure(card, "first-price") + parts * figure(tier, "each")}, first + parts * next_
    for tier in card.get("kilos", []):
        if weight <= figure(tier, "to", weight):
            return {"freight": weight * figure(tier, "per-kg")}, weight
    return None


def quote(card, inputs):
    """One card against one shipment, in the shape of the JSON answer."""
    for lane in card["lanes"]:
        zone = inputs.get("zone") or "1"
        if inputs["destination"] in lane["to"] and lane.get("zone", zone) == zone:
            break
    else:
        return {"refused": ["E_DESTINATION"]}
    pieces = [Piece(parcel) for parcel in inputs["parcels"]]
    limits = card.get("limits", {}), lane.get("limits", {})
    refused = set().union(*(piece.refusals(card, limit) for piece in pieces for limit in limits))
    if refused:
        return {"refused": sorted(refused)}

    least = figure(lane, "min-weight", Fraction(0))
    counted = [(max(piece.weight, piece.volume_weight(card), least), piece.count) for piece in pieces]
    if card["scope"] == "shipment":
        counted = [(sum(weight * count for weight, count in counted), 1)]
    lines, paid = {}, Fraction(0)
    for weight, count in counted:
        priced = price(billed(weight, card), lane)
        if priced is None:
            return {"refused": ["E_WEIGHT"]}
        for name, amount in priced[0].items():
            lines[name] = lines.get(name, 0) + half_up(amount) * count
        paid += priced[1] * count

    fuel_base = sum(lines.values())
    if inputs.get("remote") == "1" and "remote" in card:
        lines["remote"] = half_up(max(figure(card["remote"], "min"), figure(card["remote"], "per-kg") * paid))
        if card.get("fuel", {}).get("on-remote"):
            fuel_base += lines["remote"]
    if inputs.get("duty-paid") == "1" and "duty-paid-fee" in card:
        lines["duty-paid"] = figure(card, "duty-paid-fee")
    if "fuel" in card:
        percent = Fraction(inputs.get("fuel-percent") or card["fuel"]["percent"])
        lines["fuel"] = half_up(fuel_base * percent / 100)
    total = sum(lines.values())
    answer = {
        "total": text(total) + "CNY",
        "lines": {name: text(amount) + "CNY" for name, amount in lines.items()},
        "figures": {"billed-weight": text(paid) + "kg"},
    }
    if "days" in lane:
        answer["figures"]["days"] = f"{lane['days']['from']}-{lane['days']['to']}"
    currency = inputs.get("currency") or "CNY"
    if currency != "CNY":
        rate = Fraction(inputs["exchange-rate"]) * (1 - Fraction(inputs.get("exchange-spread") or 0) / 100)
        answer["converted"] = text(half_up(total / rate, currency)) + currency
    return answer


# The worked examples.


def disagreements(expected, found, where):
    for key, value in expected.items():
        here = f"{where}.{key}"
        if key == "refused":
            codes = [one["code"] for one in value]
            if not set(codes) <= set(found.get(key, [])):
                yield f"{here}: expected {codes}, found {found}"
        elif key == "notes":
            continue  # heavier() looks at the one note that carries a figure
        elif isinstance(value, dict):
            yield from disagreements(value, found.get(key, {}), here)
        elif found.get(key) != value:
            yield f"{here}: expected {value}, found {found.get(key, found)}"


def heavier(card, inputs, note, where):
    """`more` grams on the one parcel must save what the note says."""
    args, parcel = note.get("args"), inputs["parcels"][0]
    if note["code"] == "HEAVIER_CHEAPER" and args:
        weight = Piece(parcel).weight * 1000 + Fraction(args["more"].removesuffix("g"))
        other = quote(card, inputs | {"parcels": [parcel | {"weight": text(weight) + "g"}]})
        now = quote(card, inputs)
        saving = Fraction(now["total"][:-3]) - Fraction(other["total"][:-3])
        if text(saving) + "CNY" != args["saving"]:
            yield f"{where}: {args['more']} more save {text(saving)}, not {args['saving']}"


def check_examples():
    data = {card["id"]: card for card in map(load, sorted(CARDS.glob("*.toml")))}
    for path in sorted(HERE.glob("*.toml")):
        example = load(path)
        if example["calculator"] != "shipping-cost":
            continue
        cards = data | {card["id"]: card for card in example.get("tariff", [])}
        for case in example["case"]:
            where = f"{path.name}: {case['name']}"
            for name, expected in case["expect"].get("answer", {}).get("alternatives", {}).items():
                found = quote(cards[name], case["inputs"])
                yield from disagreements(expected, found, f"{where}: {name}")
                for note in expected.get("notes", []):
                    yield from heavier(cards[name], case["inputs"], note, where)
            yield None


def load(path):
    return tomllib.loads(path.read_text("utf-8"))


# Random shipments against the cards of data/.

COLUMNS = [
    "service", "destination", "zone", "parcels", "remote", "duty-paid", "fuel-percent", "currency", "exchange-rate",
    "exchange-spread", "refused", "total", "converted", "billed-weight", "lines",
]


def inputs_of(row):
    """Parcels stand as in a link: 2_0.385kg_20x15x8cm, several joined by +."""
    parcels = [dict(zip(("quantity", "weight", "size"), one.split("_"))) for one in row["parcels"].split("+")]
    keys = [key for key in COLUMNS[1:10] if key != "parcels" and row[key]]
    return {"shipping-date": DAY, "parcels": parcels} | {key: row[key] for key in keys}


def priced(row, cards):
    answer = quote(cards[row["service"]], inputs_of(row))
    found = {
        "refused": "+".join(answer.get("refused", [])),
        "total": answer.get("total", ""),
        "converted": answer.get("converted", ""),
        "billed-weight": answer.get("figures", {}).get("billed-weight", ""),
        "lines": "+".join(f"{name}={amount}" for name, amount in answer.get("lines", {}).items()),
    }
    return row | found


def check_shipments():
    cards = {card["id"]: card for card in map(load, sorted(CARDS.glob("*.toml")))}
    lines = [line for line in SHIPMENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines[1:], 1):
        row = dict(zip(COLUMNS, line.split("\t")))
        if priced(row, cards) != row:
            yield f"{SHIPMENTS.name}: shipment {number}: write it anew (--random), the cards have changed"
        yield None


def edges_of(lane):
    (form, card), = lane["price"].items()
    if form == "per-gram":
        return ["2"]
    tiers = card if form == "bands" else card["parts"] + card.get("kilos", [])
    return [tier["to"] for tier in tiers if "to" in tier] + [lane.get("min-weight", "0.5")]


def random_parcel(rng, lane, family):
    heaviest = {"postal-packet": 2.1, "special-line": 12, "express": 50}[family]
    if rng.random() < 0.4:  # on an edge of the card, or a gram beside it
        grams = max(1, int(Fraction(rng.choice(edges_of(lane))) * 1000) + rng.choice([-1, 0, 1]))
        weight = f"{grams}g" if rng.random() < 0.5 else text(Fraction(grams, 1000)) + "kg"
    else:
        kilos = heaviest * rng.random() ** 3 + 0.01
        unit = rng.choice(["g", "kg", "kg", "oz", "lb"])
        weight = {"g": f"{kilos * 1000:.1f}g", "kg": f"{kilos:.3f}kg", "oz": f"{kilos * 35.27:.2f}oz", "lb": f"{kilos * 2.2:.3f}lb"}[unit]
    widest = {"postal-packet": [60, 34, 26], "special-line": [62, 43, 38], "express": [122, 60, 40]}[family]
    unit, scale = rng.choice([("cm", 1), ("cm", 1), ("mm", 10), ("in", 0.3937)])
    size = [max(0.5, wide * rng.random() ** 0.7) * scale for wide in widest]
    if family == "postal-packet" and rng.random() < 0.15:
        size = [rng.uniform(8, 95) * scale, rng.uniform(2, 14) * scale]
    else:
        rng.shuffle(size)
    sides = "x".join(f"{side:.1f}".removesuffix(".0") for side in size) + unit
    return f"{rng.choice([1, 1, 1, 1, 2, 3, 12])}_{weight}_{sides if rng.random() < 0.95 else ''}"


def write_random(count):
    rng = random.Random(f"suanpan {count}")
    cards = {card["id"]: card for card in map(load, sorted(CARDS.glob("*.toml")))}
    out = [f"# Written by `judge.py --random {count}` from the cards of data/; do not edit. Day of shipment {DAY}.", "\t".join(COLUMNS)]
    for service, card in cards.items():
        for _ in range(count):
            lane = rng.choice(card["lanes"])
            parcels = [random_parcel(rng, lane, card["family"]) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
            currency = rng.choice(["", "", "", "USD", "EUR", "JPY"])
            row = dict.fromkeys(COLUMNS, "") | {
                "service": service,
                "destination": "BR" if service != "special-line-general" and rng.random() < 0.02 else rng.choice(lane["to"]),
                "zone": lane.get("zone", ""),
                "parcels": "+".join(parcels),
                "remote": rng.choice(["", "1"]),
                "duty-paid": rng.choice(["", "", "1"]),
                "fuel-percent": rng.choice(["", "", "0", "17.25", "33.333"]),
                "currency": currency,
                "exchange-rate": {"": "", "USD": "7.1", "EUR": "7.8123", "JPY": "0.047"}[currency],
                "exchange-spread": rng.choice(["", "", "1.5"]) if currency else "",
            }
            out.append("\t".join(priced(row, cards).values()))
    SHIPMENTS.write_text("\n".join(out) + "\n", "utf-8")


def main():
    if sys.argv[1:2] == ["--random"]:
        write_random(int(sys.argv[2]))
    results = [*check_examples(), *(check_shipments() if SHIPMENTS.exists() else [])]
    wrong = [result for result in results if result]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{results.count(None)} checked, {len(wrong)} disagreements")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
