#!/usr/bin/env python3
"""A second opinion: prices the worked examples with exact fractions, apart from the Rust code.

    judge.py              checks every *.toml here and judge-shipments.tsv; exits 1 on a disagreement
    judge.py --random 60  writes judge-shipments.tsv anew: that many random shipments for each card of data/

Written from the rules in README.md, not from the code under test. Knows the shipping-cost calculator only.
Numbers in brackets are those of the rules.
"""
import random
import re
import sys
import tomllib
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "data"
SHIPMENTS = HERE / "judge-shipments.tsv"
KG = {"g": Fraction(1, 1000), "kg": Fraction(1), "oz": Fraction("0.45359237") / 16, "lb": Fraction("0.45359237")}
CM = {"mm": Fraction(1, 10), "cm": Fraction(1), "in": Fraction("2.54")}
BATTERIES, WETS = ["battery-in", "battery-with", "battery-loose"], ["liquid", "cream", "powder"]
CODES = dict.fromkeys(BATTERIES, "E_BATTERY") | dict.fromkeys(WETS, "E_LIQUID") | {
    "magnet": "E_MAGNET", "food": "E_FOOD", "brand": "E_BRAND"}
DEFAULTS = {"zone": "1", "us-region": "west", "us-zone": "5", "origin-region": "east", "leg": "direct"}


class Refused(Exception):
    """The codes that a card refuses a shipment with."""


def text(value):
    """A fraction that is a finite decimal, without trailing zeros."""
    whole, rest = divmod(Fraction(value) * 10**12, 10**12)
    assert rest.denominator == 1, value
    return f"{whole}.{rest.numerator:012}".rstrip("0").rstrip(".")


def half_up(value, currency):
    unit = 1 if currency in ("JPY", "KRW", "VND") else 100
    return Fraction(floor(value * unit + Fraction(1, 2)), unit)


def steps_up(value, step):
    return ceil(value / step) * step


def figure(card, key, default=None):
    return Fraction(card[key]) if key in card else default


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


def on_day(rules, day):
    """Those that hold on the day; days as texts sort like days."""
    return [rule for rule in listed(rules) if rule.get("valid-from", "") <= day <= rule.get("valid-to", "9999")]


class Piece:
    """One kind of parcel, in the units of a card."""

    def __init__(self, parcel, card, count=None):
        imperial = card.get("units") == "imperial"
        number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", parcel["weight"]).groups()
        self.parcel = parcel
        self.weight = Fraction(number) * KG[unit] / (KG["lb"] if imperial else 1)
        self.count = int(parcel.get("quantity") or 1) if count is None else count
        self.traits = [one for one in (parcel.get("traits") or "").split(".") if one]
        self.sides = self.roll = None
        if parcel.get("size"):
            numbers, unit = re.fullmatch(r"([\d.x]+?)([a-z]+)", parcel["size"]).groups()
            sides = [Fraction(side) * CM[unit] / (CM["in"] if imperial else 1) for side in numbers.split("x")]
            if len(sides) == 2:
                self.roll = length, diameter = sides
                sides = [length, diameter, diameter]
            self.sides = sorted(sides, reverse=True)

    def rounded_sides(self, rule):  # (8)
        if rule is None:
            return self.sides
        how = {"none": lambda side: side, "nearest": lambda side: Fraction(floor(side + Fraction(1, 2)))}
        sides = sorted((how.get(rule["sides"], lambda side: Fraction(ceil(side)))(side) for side in self.sides), reverse=True)
        least = figure(rule, "least-side", 0)
        return [sides[0], max(sides[1], least), max(sides[2], least)]

    def volume_weight(self, rule):  # (8), (9)
        if rule is None or not self.sides:
            return Fraction(0)
        longest, second, third = self.rounded_sides(rule)
        volume, trigger = longest * second * third, rule.get("trigger", {})
        if longest < figure(trigger, "side-at-least", 0) or volume <= figure(trigger, "volume-above", -1):
            return Fraction(0)
        whole = volume / Fraction(rule["divisor"])
        more, shared = whole - self.weight, rule.get("shared")
        if shared and more > 0 and more >= Fraction(shared["at-least"]):
            return whole - more / Fraction(shared["by"])
        return whole

    def refusals(self, limits, rule):  # (6)
        codes = set()

        def at_most(code, value, limit):
            if limit is not None and (value > limit or limits.get("strict") and value == limit):
                codes.add(code)

        counted = max(self.weight, self.volume_weight(rule))
        at_most("E_WEIGHT", self.weight, figure(limits, "weight"))
        at_most("E_WEIGHT", counted, figure(limits, "counted"))
        heavy, long = figure(limits, "quote-weight-above"), figure(limits, "quote-side-above")
        if heavy is not None and counted > heavy or long is not None and self.sides and self.sides[0] > long:
            codes.add("E_QUOTE")
        if not self.sides:
            return codes
        tolerance = figure(limits, "longest-tolerance", Fraction(0))
        if self.roll and "roll" in limits:
            own, (length, diameter) = limits["roll"], self.roll
            at_most("E_LONGEST", length, figure(own, "length") + tolerance)
            at_most("E_ROLL_SUM", length + 2 * diameter, figure(own, "sum"))
            if length < figure(own, "length-at-least", 0) or length + 2 * diameter < figure(own, "sum-at-least", 0):
                codes.add("E_SMALL")
            return codes
        if "longest" in limits:
            at_most("E_LONGEST", self.sides[0], figure(limits, "longest") + tolerance)
        at_most("E_SUM", sum(self.sides), figure(limits, "sum"))
        at_most("E_GIRTH", self.sides[0] + 2 * (self.sides[1] + self.sides[2]), figure(limits, "girth"))
        for side, limit in zip(self.sides, limits.get("fits-into", [])):
            at_most("E_BOX", side, Fraction(limit))
        for least in limits.get("at-least", []), limits.get("face-at-least", []):
            if any(side < Fraction(limit) for side, limit in zip(self.sides, least)):
                codes.add("E_SMALL")
        return codes

    def gate(self, card):  # (7)
        only, taken = card.get("only", []), {one for accepts in card.get("accepts", []) for one in accepts["traits"]}
        codes = {CODES[one] for one in self.traits if one in CODES and one not in taken and one not in only}
        return codes | ({"E_CHANNEL"} if only and not set(only) & set(self.traits) else set())

    def meets(self, surcharge, rule):  # (16)
        if surcharge.get("traits") and not set(surcharge["traits"]) & set(self.traits):
            return False
        if "trigger" not in surcharge:
            return True
        found = {"weight": self.weight, "counted": max(self.weight, self.volume_weight(rule))}
        if self.sides:
            longest, second, third = self.rounded_sides(rule)
            found |= {"longest": longest, "second": second, "girth": longest + 2 * (second + third),
                      "volume": longest * second * third}
        for key, limit in surcharge["trigger"].items():
            measure, how = re.fullmatch(r"(\w+)-(above|at-least)", key).groups()
            value = found.get(measure)
            if value is not None and (value > Fraction(limit) or how == "at-least" and value == Fraction(limit)):
                return True
        return False

    def cubic_metres(self):
        return self.sides[0] * self.sides[1] * self.sides[2] / 1_000_000


def rounded_up(weight, steps):
    if not steps:
        return weight
    rule = next(rule for rule in steps if weight <= figure(rule, "up-to", weight))
    return steps_up(weight, Fraction(rule["step"]))


def price(weight, lane):
    """Unrounded lines, and the weight paid for (12)-(14)."""
    (form, card), = lane["price"].items()
    if form == "per-gram":
        return {"registration": figure(card, "item"), "postage": weight * per_unit(card)}, weight
    if form in ("bands", "flat"):
        for band in card:
            to = figure(band, "to", weight)
            if weight < to or weight == to and ("to" not in band or band.get("edge") != "excluded"):
                if form == "bands":
                    return {"freight": weight * per_unit(band), "handling": figure(band, "handling")}, weight
                freight, more = figure(band, "price"), band.get("more")
                if more:
                    steps = ceil((weight - Fraction(more["above"])) / Fraction(more["step"]))
                    freight += max(steps, 0) * Fraction(more["each"])
                return {"freight": freight}, weight
        raise Refused({"E_WEIGHT"})
    if form == "breaks":
        breaks = [(figure(one, "from"), per_unit(one)) for one in card["breaks"]]
        weight = max(weight, breaks[0][0])
        here = max(index for index, (start, _) in enumerate(breaks) if start <= weight)
        offers = [(weight * breaks[here][1], weight)]
        if card["bill-up"]:
            offers += [(start * rate, start) for start, rate in breaks[here + 1:]]
        freight, billed = min(offers)
        return {"freight": max(freight, figure(card, "least", 0))}, billed
    first, next_ = figure(card, "first"), figure(card, "next")
    if weight <= first:
        return {"freight": figure(card, "first-price")}, first
    for tier in card["parts"]:
        if weight <= figure(tier, "to", weight):
            parts = ceil((weight - first) / next_)
            return {"freight": figure(card, "first-price") + parts * figure(tier, "each")}, first + parts * next_
    for tier in card.get("kilos", []):
        if weight <= figure(tier, "to", weight):
            return {"freight": weight * per_unit(tier)}, weight
    raise Refused({"E_WEIGHT"})


def per_unit(card):
    return next(Fraction(card[key]) for key in ("per-kg", "per-lb", "per-ton") if key in card)


class Shipment:
    """What is asked, with everything that does not depend on the card."""

    def __init__(self, inputs, cards, rates):
        self.inputs, self.cards, self.day = inputs, cards, inputs["shipping-date"]
        self.currency = inputs.get("currency") or "CNY"
        self.rates = {"CNY": Fraction(1)} | rates
        if inputs.get("exchange-rate") and self.currency != "CNY":
            self.rates[self.currency] = Fraction(inputs["exchange-rate"])

    def get(self, key):
        return self.inputs.get(key) or DEFAULTS.get(key, "")

    def flag(self, key):
        default = {"residential": "last-mile", "declaration": "first-leg"}.get(key)
        if default and self.get("leg") != default:
            return False  # the field does not apply on another leg
        return (self.inputs.get(key) or ("1" if default else "0")) == "1"

    def zone(self):
        if self.inputs["destination"] == "US" and self.get("leg") != "direct":
            return self.get("us-region" if self.get("leg") == "first-leg" else "us-zone")
        return self.get("zone") if self.inputs["destination"] == "AU" else ""

    def money(self, key, currency):
        """A typed amount in the currency of a card, through renminbi; None where that is not known."""
        if not self.inputs.get(key):
            return None
        number, own = re.fullmatch(r"([\d.]+)([A-Z]{3})", self.inputs[key]).groups()
        if own == currency:
            return Fraction(number)
        if own not in self.rates or currency not in self.rates:
            return None
        return Fraction(number) * self.rates[own] / self.rates[currency]

    def insured(self, card):
        value = self.money("goods-value", card["currency"]) if self.flag("insured") else None
        return None if value is None else value * 110 / 100


def lanes_of(card, shipment):  # (2)-(4)
    zone = shipment.zone()
    lanes = [lane for lane in card["lanes"]
             if shipment.inputs["destination"] in lane["to"] and lane.get("zone", zone) == zone]
    if not lanes:
        raise Refused({"E_DESTINATION"})
    if any("sold" in lane for lane in lanes):
        selling = shipment.money("selling-price", card["currency"]) if shipment.get("leg") == "last-mile" else None
        if selling is None:
            raise Refused({"E_PRICE"})

        def counts(lane):
            sold = lane.get("sold", {})
            return (selling >= figure(sold, "at-least", selling) and selling <= figure(sold, "at-most", selling)
                    and ("above" not in sold or selling > Fraction(sold["above"]))
                    and ("below" not in sold or selling < Fraction(sold["below"])))

        lanes = [lane for lane in lanes if counts(lane)]
        if not lanes:
            raise Refused({"E_PRICE"})
    return lanes if card.get("tiers") else lanes[:1]


def load(kinds, box):
    """What one container takes of these pieces, largest first, and what is left."""
    room, payload, left = figure(box, "cbm"), figure(box, "payload"), []
    for piece, count in kinds:
        fit = min(count, floor(room / piece.cubic_metres()), floor(payload / piece.weight))
        room, payload = room - fit * piece.cubic_metres(), payload - fit * piece.weight
        left.append((piece, count - fit))
    return [(piece, count) for piece, count in left if count]


def containers(card, lane, pieces, shipment):  # (15)
    """The cheapest way: lines freight and, where another card takes the rest, rest."""
    boxes, best, many = lane["price"]["containers"]["boxes"], None, False
    kinds = sorted(((piece, piece.count) for piece in pieces), key=lambda one: -one[0].cubic_metres())
    rest = shipment.cards.get(lane["price"]["containers"].get("rest"))
    for kind in boxes:
        left, full = kinds, 0
        while True:
            after = load(left, kind)
            if after == left:
                break  # a piece fits into none of this kind
            if after:
                left, full = after, full + 1
                if full >= 200:
                    many = True
                    break
                continue
            offers = [{"freight": full * figure(kind, "price") + figure(last, "price")}
                      for last in boxes if not load(left, last)]
            if full and rest and rest["currency"] == card["currency"]:
                parcels = [piece.parcel | {"quantity": str(count)} for piece, count in left]
                answer = quote(rest, Shipment(shipment.inputs | {"parcels": parcels}, shipment.cards, shipment.rates))
                if "total" in answer:
                    offers.append({"freight": full * figure(kind, "price"), "rest": Fraction(answer["total"][:-3])})
            best = min([*offers, *([best] if best else [])], key=lambda lines: sum(lines.values()))
            break
    if best is None:
        raise Refused({"E_MANY_CONTAINERS" if many else "E_CONTAINER"})
    return best


def priced(card, shipment):
    """Rounded lines and billed weight."""
    lanes = lanes_of(card, shipment)
    pieces = [Piece(parcel, card) for parcel in shipment.inputs["parcels"]]
    form = next(iter(lanes[0]["price"]))
    if (card.get("tiers") or form in ("weight-or-measure", "containers")) and not all(piece.sides for piece in pieces):
        raise Refused({"E_SIZE"})
    refused = set().union(*(piece.gate(card) for piece in pieces))
    for piece in pieces:
        for piece.lane in lanes:
            piece.rule = next(iter(on_day(piece.lane.get("volume") or card.get("volume"), shipment.day)), None)
            codes = piece.refusals(card.get("limits", {}), piece.rule) | piece.refusals(piece.lane.get("limits", {}), piece.rule)
            if not codes:
                break
        refused |= codes
    if refused:
        raise Refused(refused)

    currency = card["currency"]
    asked = {"remote": shipment.flag("remote"), "residential": shipment.flag("residential"),
             "declaration": shipment.flag("declaration"), "insurance": shipment.insured(card) is not None, None: True}
    surcharges = [one for one in on_day(card.get("surcharges"), shipment.day)
                  if asked[one.get("asked")] and shipment.get("origin-region") in one.get("from", [shipment.get("origin-region")])
                  and shipment.inputs["destination"] in one.get("to", [shipment.inputs["destination"]])
                  and shipment.zone() in one.get("zones", [shipment.zone()])]
    by_piece = [one for one in surcharges if one.get("traits") or "trigger" in one]
    for piece in pieces:  # (10), (16)
        met = [one for one in by_piece if piece.meets(one, piece.rule)]
        gone = {name for one in met for name in one.get("instead-of", [])}
        piece.met = [one for one in met if one["name"] not in gone]
        least = [figure(one, "least-billed", 0) for one in piece.met]
        counted = max(piece.weight, piece.volume_weight(piece.rule), figure(piece.lane, "min-weight", 0), *least, 0)
        piece.counted = rounded_up(counted, card.get("piece-rounding"))

    lines, lane, count = {}, pieces[0].lane, sum(piece.count for piece in pieces)
    freight_names = {"registration", "postage", "freight", "handling", "rest"}

    def put(name, amount):
        lines[name] = lines.get(name, 0) + amount

    if form == "weight-or-measure":
        rule = lane["price"][form]
        cbm = sum(piece.cubic_metres() * piece.count for piece in pieces)
        tons = sum(piece.weight * piece.count for piece in pieces) / Fraction(rule["kg-per-cbm"])
        billed = max(cbm, tons, figure(rule, "least"))
        put("freight", half_up(billed * figure(rule, "per-ton"), currency))
        for piece in pieces:
            piece.paid = piece.counted
    elif form == "containers":
        billed = Fraction(0)
        for name, amount in containers(card, lane, pieces, shipment).items():
            put(name, half_up(amount, currency))
    elif card["scope"] == "piece":  # (11)
        billed = Fraction(0)
        for piece in pieces:
            own, piece.paid = price(rounded_up(piece.counted, piece.lane.get("rounding") or card["rounding"]), piece.lane)
            for name, amount in own.items():
                put(name, half_up(amount, currency) * piece.count)
            billed += piece.paid * piece.count
    else:
        total = max(sum(piece.counted * piece.count for piece in pieces), figure(lane, "min-shipment", 0))
        own, billed = price(rounded_up(total, lane.get("rounding") or card["rounding"]), lane)
        for name, amount in own.items():
            put(name, half_up(amount, currency))
        for piece in pieces:
            piece.paid = piece.counted

    fuel_base = sum(amount for name, amount in lines.items() if name in freight_names)
    for one in surcharges:  # (17)
        meeting = [piece for piece in pieces if one in piece.met] if one in by_piece else pieces
        if not meeting:
            continue
        if one in by_piece:
            many = sum(piece.count for piece in meeting)
            weight = sum(getattr(piece, "paid", piece.counted) * piece.count for piece in meeting)
        else:
            many, weight = count, billed
        unit = figure(one, "per-kg", figure(one, "per-lb", figure(one, "per-ton", 0)))
        amount = figure(one, "per-piece", 0) * many + unit * weight + figure(one, "per-shipment", 0)
        amount += figure(one, "percent", 0) / 100 * (shipment.insured(card) or 0)
        amount = half_up(max(amount, figure(one, "least", 0)), currency)
        put(one["name"], amount)
        fuel_base += amount if one.get("fuel") else 0

    fuel = next(iter(on_day(card.get("fuel"), shipment.day)), None)
    if shipment.flag("remote") and "remote" in card:  # (18)
        amount = half_up(max(figure(card["remote"], "min"), figure(card["remote"], "per-kg") * billed), currency)
        put("remote", amount)
        fuel_base += amount if fuel and fuel["on-remote"] else 0
    if shipment.flag("duty-paid") and "duty-paid-fee" in card:
        put("duty-paid", figure(card, "duty-paid-fee"))
    if fuel:  # (19)
        percent = Fraction(shipment.inputs.get("fuel-percent") or fuel["percent"])
        put("fuel", half_up(fuel_base * percent / 100, currency))
    return lines, billed, lane, form


def quote(card, shipment):
    """One card against one shipment, in the shape of the JSON answer."""
    day = shipment.day
    if card.get("leg", "direct") != shipment.get("leg") or not on_day(card, day):
        return {}  # (1): not asked
    try:
        lines, billed, lane, form = priced(card, shipment)
    except Refused as refused:
        return {"refused": sorted(refused.args[0])}
    currency, total = card["currency"], sum(lines.values())
    figures = {}
    if form not in ("weight-or-measure", "containers"):
        figures["billed-weight"] = text(billed) + ("lb" if card.get("units") == "imperial" else "kg")
    if "days" in lane:
        figures["days"] = f"{lane['days']['from']}-{lane['days']['to']}"
    answer = {
        "total": text(total) + currency,
        "lines": {name: text(amount) + currency for name, amount in lines.items()},
        "figures": figures,
    }
    if currency != shipment.currency and currency in shipment.rates and shipment.currency in shipment.rates:  # (21)
        rate = shipment.rates[shipment.currency]
        rate *= 1 - Fraction(shipment.inputs.get("exchange-spread") or 0) / 100 if shipment.currency != "CNY" else 1
        answer["converted"] = text(half_up(total * shipment.rates[currency] / rate, shipment.currency)) + shipment.currency
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
        elif key in ("revenue-tons", "containers"):
            continue
        elif found.get(key) != value:
            yield f"{here}: expected {value}, found {found.get(key, found)}"


def heavier(card, inputs, cards, rates, note, where):
    """`more` grams on the one parcel must save what the note says."""
    args, parcel = note.get("args"), inputs["parcels"][0]
    if note["code"] == "HEAVIER_CHEAPER" and args:
        number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", parcel["weight"]).groups()
        weight = Fraction(number) * KG[unit] * 1000 + Fraction(args["more"].removesuffix("g"))
        other = quote(card, Shipment(inputs | {"parcels": [parcel | {"weight": text(weight) + "g"}]}, cards, rates))
        now = quote(card, Shipment(inputs, cards, rates))
        saving = Fraction(now["total"][:-3]) - Fraction(other["total"][:-3])
        if text(saving) + now["total"][-3:] != args["saving"]:
            yield f"{where}: {args['more']} more save {text(saving)}, not {args['saving']}"


def check_examples():
    data, rates = our_cards(), our_rates()
    for path in sorted(HERE.glob("*.toml")):
        example = load_toml(path)
        if example["calculator"] != "shipping-cost":
            continue
        cards = data | {card["id"]: card for card in example.get("tariff", [])}
        for case in example["case"]:
            where = f"{path.name}: {case['name']}"
            for name, expected in case["expect"].get("answer", {}).get("alternatives", {}).items():
                found = quote(cards[name], Shipment(case["inputs"], cards, rates))
                yield from disagreements(expected, found, f"{where}: {name}")
                for note in expected.get("notes", []):
                    yield from heavier(cards[name], case["inputs"], cards, rates, note, where)
            yield None


def load_toml(path):
    return tomllib.loads(path.read_text("utf-8"))


def our_cards():
    return {card["id"]: card for card in map(load_toml, sorted((DATA / "carriers").glob("*.toml")))}


def our_rates():
    return {rate["currency"]: Fraction(rate["cny"]) for rate in load_toml(DATA / "exchange-rates.toml")["exchange-rate"]}


# Random shipments against the cards of data/.

INPUTS = [
    "destination", "shipping-date", "leg", "zone", "us-region", "us-zone", "origin-region", "remote", "duty-paid",
    "residential", "declaration", "insured", "goods-value", "selling-price", "fuel-percent", "currency",
    "exchange-rate", "exchange-spread",
]
COLUMNS = ["service", "parcels", *INPUTS, "refused", "total", "converted", "billed-weight", "lines"]


def judged(row, cards, rates):
    """Parcels stand as in a link: 2_0.385kg_20x15x8cm_liquid.brand, several joined by +."""
    parcels = [dict(zip(("quantity", "weight", "size", "traits"), one.split("_"))) for one in row["parcels"].split("+")]
    inputs = {"parcels": parcels} | {key: row[key] for key in INPUTS if row[key]}
    answer = quote(cards[row["service"]], Shipment(inputs, cards, rates))
    found = {
        "refused": "+".join(answer.get("refused", [])),
        "total": answer.get("total", ""),
        "converted": answer.get("converted", ""),
        "billed-weight": answer.get("figures", {}).get("billed-weight", ""),
        "lines": "+".join(f"{name}={amount}" for name, amount in sorted(answer.get("lines", {}).items())),
    }
    return row | found


def check_shipments():
    cards, rates = our_cards(), our_rates()
    lines = [line for line in SHIPMENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines[1:], 1):
        row = dict(zip(COLUMNS, line.split("\t")))
        if judged(row, cards, rates) != row:
            yield f"{SHIPMENTS.name}: shipment {number}: write it anew (--random), the cards have changed"
        yield None


def edges_of(lane):
    """Weights at which something changes, in the unit of the card."""
    (form, card), = lane["price"].items()
    limits = [lane.get("limits", {}).get(key) for key in ("weight", "counted")]
    edges = [lane.get("min-weight"), lane.get("min-shipment"), *limits]
    if form in ("bands", "flat"):
        edges += [band.get("to") for band in card]
    elif form == "breaks":
        edges += [one["from"] for one in card["breaks"]]
    elif form == "first-and-next":
        edges += [card["first"], *(tier.get("to") for tier in card["parts"] + card.get("kilos", []))]
    return [edge for edge in edges if edge] or ["2"]


def triggers_of(card):
    """The lengths and weights at which a surcharge begins."""
    found = [(key, limit) for one in card.get("surcharges", []) for key, limit in one.get("trigger", {}).items()]
    return ([limit for key, limit in found if "longest" in key or "second" in key],
            [limit for key, limit in found if "weight" in key or "counted" in key])


HEAVIEST = {"postal-packet": 2.1, "special-line": 12, "express": 60, "ems": 32, "postal-parcel": 21, "first-leg-by-kilo": 41,
            "air-freight": 60, "sea-lcl": 60, "sea-fcl": 60, "domestic": 60, "fulfilment": 30}
WIDEST = {"postal-packet": [60, 34, 26], "special-line": [62, 43, 38], "express": [130, 70, 45], "ems": [110, 50, 40],
          "postal-parcel": [150, 60, 40], "first-leg-by-kilo": [130, 80, 60], "air-freight": [120, 80, 60],
          "sea-lcl": [120, 80, 60], "sea-fcl": [120, 80, 60], "domestic": [200, 80, 60], "fulfilment": [90, 50, 40]}
SIZES = {"cm": 1, "mm": 10, "in": 0.3937}


def random_parcel(rng, lane, card):
    family, imperial = card["family"], card.get("units") == "imperial"
    lengths, weights = triggers_of(card)
    if rng.random() < 0.4:  # on an edge of the card, or a gram or a hundredth of a pound beside it
        edge = Fraction(rng.choice(edges_of(lane) + weights))
        near = max(Fraction(1, 100), edge + rng.choice([-1, 0, 1]) * Fraction(1, 100 if imperial else 1000))
        weight = text(near) + ("lb" if imperial else "kg")
        if rng.random() < 0.3:
            weight = text(near * 16) + "oz" if imperial else text(near * 1000) + "g"
    else:
        kilos = HEAVIEST[family] * rng.random() ** 3 + 0.01
        unit = rng.choice(["g", "kg", "kg", "oz", "lb"])
        weight = {"g": f"{kilos * 1000:.1f}g", "kg": f"{kilos:.3f}kg", "oz": f"{kilos * 35.27:.2f}oz",
                  "lb": f"{kilos * 2.2:.3f}lb"}[unit]
    unit = rng.choice(["in", "in", "in", "cm"] if imperial else ["cm", "cm", "mm", "in"])
    size = [max(0.5, wide * rng.random() ** 0.7) * SIZES[unit] for wide in WIDEST[family]]
    if rng.random() < 0.12 and not family.startswith("sea"):
        size = [rng.uniform(8, 95) * SIZES[unit], rng.uniform(2, 14) * SIZES[unit]]
    else:
        rng.shuffle(size)
    if lengths and rng.random() < 0.25:
        unit = "in" if imperial else "cm"
        size = [max(0.5, min(side, 30)) for side in size]
        size[0] = max(1, float(Fraction(rng.choice(lengths))) + rng.choice([-0.1, 0, 0, 0.1]))
    sides = "x".join(f"{side:.1f}".removesuffix(".0") for side in size) + unit
    traits = []
    if rng.random() < 0.25 or card.get("only"):
        accepted = [one for accepts in card.get("accepts", []) for one in accepts["traits"]] + card.get("only", [])
        traits = list(dict.fromkeys(rng.choices(accepted * 4 + list(CODES) + ["textile"], k=rng.choice([1, 1, 2]))))
    count = rng.choice([1, 1, 1, 1, 2, 3, 12])
    if family == "sea-fcl":
        count *= rng.choice([1, 40, 300])
    return f"{count}_{weight}_{sides if rng.random() < 0.95 else ''}_{'.'.join(traits)}".rstrip("_")


def write_random(count):
    rng = random.Random(f"suanpan {count}")
    cards, rates = our_cards(), our_rates()
    out = [f"# Written by `judge.py --random {count}` from the cards of data/; do not edit.", "\t".join(COLUMNS)]
    for service, card in cards.items():
        days = ["2026-11-22"] * 4 + [rule[key] for key in ("valid-from", "valid-to") for list_ in
                                     (card.get("volume"), card.get("fuel"), card.get("surcharges")) for rule in listed(list_)
                                     if key in rule] + (["2025-08-17", "2026-01-20"] if card.get("units") == "imperial" else [])
        days = [day for day in days if on_day(card, day)]
        for _ in range(count):
            lane = rng.choice(card["lanes"])
            leg = card.get("leg", "direct")
            parcels = [random_parcel(rng, lane, card) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
            currency = rng.choice(["", "", "", "USD", "EUR", "JPY"])
            zone = lane.get("zone", "")
            row = dict.fromkeys(COLUMNS, "") | {
                "service": service,
                "destination": "BR" if rng.random() < 0.02 else rng.choice(lane["to"]),
                "shipping-date": rng.choice(days),
                "leg": "" if leg == "direct" else leg,
                "parcels": "+".join(parcels),
                "remote": rng.choice(["", "1"]),
                "duty-paid": rng.choice(["", "", "1"]),
                "fuel-percent": rng.choice(["", "", "0", "17.25", "33.333"]),
                "currency": currency,
                "exchange-rate": {"": "", "USD": "7.1", "EUR": "7.8123", "JPY": "0.047"}[currency],
                "exchange-spread": rng.choice(["", "", "1.5"]) if currency else "",
                "insured": rng.choice(["", "", "", "1"]),
                "goods-value": rng.choice(["", "100USD", "12345.67CNY", "5000USD"]),
            }
            us = row["destination"] == "US"
            if leg == "direct" and row["destination"] == "AU":
                row["zone"] = zone
            if leg == "first-leg":
                row |= {"origin-region": rng.choice(["", "south", "north"]), "declaration": rng.choice(["", "", "0"])}
                row["us-region"] = zone or rng.choice(["", "central", "east"]) if us else ""
            if leg == "last-mile":
                row |= {"residential": rng.choice(["", "0"]),
                        "selling-price": rng.choice(["", "9.99USD", "10USD", "24.99USD", "50USD", "50.01USD", "180CNY"])}
                row["us-zone"] = zone or rng.choice(["", "2", "8"]) if us else ""
            out.append("\t".join(judged(row, cards, rates).values()))
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
