#!/usr/bin/env python3
"""A second opinion: prices the worked examples with exact fractions, apart from the Rust code.

    judge.py               checks every *.toml here and judge-shipments.tsv; exits 1 on a disagreement
    judge.py --self-test   checks the judge itself against the sums that the facts write out (judge_facts.py)
    judge.py --random 300  writes judge-shipments.tsv anew: that many shipments for each family (judge_random.py)

Written from the rules in README.md, not from the code under test; numbers in brackets are those of the rules.
Knows the shipping-cost calculator only. Every weight, length and amount is a Fraction from here on: nothing is rounded
but where a rule says so.
"""
import re
import sys
import tomllib
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, prod
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "data"
SHIPMENTS = HERE / "judge-shipments.tsv"
POUND = Fraction("0.45359237")
KG = {"g": Fraction(1, 1000), "kg": Fraction(1), "oz": POUND / 16, "lb": POUND}
CM = {"mm": Fraction(1, 10), "cm": Fraction(1), "in": Fraction("2.54")}
GATES = {  # what a card says that does not take a trait (7)
    "battery-in": "E_BATTERY", "battery-with": "E_BATTERY", "battery-loose": "E_BATTERY", "liquid": "E_LIQUID",
    "cream": "E_LIQUID", "powder": "E_LIQUID", "magnet": "E_MAGNET", "food": "E_FOOD", "brand": "E_BRAND",
}
BY_SIZE = ("weight-or-measure", "containers")  # forms that need the size, and bill no weight
MANY = 200  # full containers, which nobody books here (15)
DEFAULTS = {  # of the inputs
    "destination": "US", "zone": "1", "leg": "direct", "origin-region": "east", "us-region": "west", "us-zone": "5",
    "residential": "1", "declaration": "1", "currency": "CNY", "exchange-spread": "0",
}


class Refused(Exception):
    """Codes for which a card does not take the shipment."""

    def __init__(self, *codes):
        super().__init__(*codes)
        self.codes = set(codes)


# Numbers.


def text(value):
    """A fraction that is a finite decimal, without trailing zeros."""
    whole, rest = divmod(Fraction(value) * 10**12, 10**12)
    assert rest.denominator == 1, value
    return f"{whole}.{rest.numerator:012}".rstrip("0").rstrip(".")


def half_up(value, currency="CNY"):
    """To the minor unit of a currency (20)."""
    assert isinstance(value, (int, Fraction)), "a float has crept in"
    unit = 1 if currency in ("JPY", "KRW", "VND") else 100
    return Fraction(floor(value * unit + Fraction(1, 2)), unit)


def steps_up(weight, rules):
    """Up to the step of the first rule for this weight (10, 11); as it is without rules."""
    for rule in rules:
        if weight <= figure(rule, "up-to", weight):
            return ceil(weight / Fraction(rule["step"])) * Fraction(rule["step"])
    return weight


def figure(table, key, default=None):
    """A number of a card; `per-kg` may be written `per-lb` or `per-ton`."""
    for name in (key, "per-lb", "per-ton") if key == "per-kg" else (key,):
        if name in table:
            return Fraction(table[name])
    return None if default is None else Fraction(default)


def measure(written, units):
    """`0.7kg` -> 0.7 kilogram, with the unit taken apart."""
    number, unit = re.fullmatch(r"([\d.x]+?)([a-z]+)", written).groups()
    return [Fraction(one) * units[unit] for one in number.split("x")]


def money(written):
    """`24.99USD` -> 24.99 and USD."""
    number, currency = re.fullmatch(r"([\d.]+)([A-Z]{3})", written).groups()
    return Fraction(number), currency


# Rules that hold on a day (1).


def holds(rule, day):
    """Whether the day lies within `valid-from` and `valid-to`, both included."""
    return str(rule.get("valid-from", "")) <= day <= str(rule.get("valid-to", "9999"))


def on_day(rules, day):
    """The first of one or several rules that holds."""
    rules = [rules] if isinstance(rules, dict) else rules or []
    return next((rule for rule in rules if holds(rule, day)), None)


# What is asked.


@dataclass(frozen=True)
class Piece:
    """Pieces of one kind. Kilograms and centimetres until a card takes it to its own units."""

    count: int
    weight: Fraction
    sides: tuple | None  # largest first
    roll: tuple | None  # length and diameter
    traits: frozenset

    @classmethod
    def read(cls, parcel):
        """From the JSON inputs of a parcel. A roll is the box of its length and twice its diameter (6)."""
        (weight,) = measure(parcel["weight"], KG)
        sides = tuple(measure(parcel["size"], CM)) if parcel.get("size") else None
        roll = sides if sides and len(sides) == 2 else None
        sides = sides + sides[1:] if roll else sides
        count = int(parcel.get("quantity") or 1)
        sides = sides and tuple(sorted(sides, reverse=True))
        traits = frozenset(trait for trait in parcel.get("traits", "").split(".") if trait)
        return cls(count, weight, sides, roll, traits)

    def in_units_of(self, card):
        """In pounds and inches, where the card has those."""
        if card.get("units", "metric") == "metric":
            return self
        inches = lambda sides: sides and tuple(side / CM["in"] for side in sides)
        return replace(self, weight=self.weight / POUND, sides=inches(self.sides), roll=inches(self.roll))

    @property
    def girth(self):
        """Longest side and twice the sum of the others."""
        return girth(self.sides)


def girth(sides):
    return sides[0] + 2 * (sides[1] + sides[2])


@dataclass
class World:
    """All cards by id, and renminbi for one unit of a currency."""

    cards: dict
    rates: dict


class Shipment:
    """The inputs of the calculator, with their defaults."""

    def __init__(self, inputs, world):
        self.inputs = DEFAULTS | {key: value for key, value in inputs.items() if value != ""}
        self.world = world
        self.day = self.inputs["shipping-date"]
        self.leg = self.inputs["leg"]
        self.destination = self.inputs["destination"]
        self.currency = self.inputs["currency"]
        self.pieces = [Piece.read(parcel) for parcel in inputs["parcels"]]
        where = {("AU", self.leg): "zone", ("US", "first-leg"): "us-region", ("US", "last-mile"): "us-zone"}
        self.zone = self.inputs.get(where.get((self.destination, self.leg)))  # (2)

    def flag(self, key):
        return self.inputs.get(key, "0") == "1"

    def rate(self, currency):
        """Renminbi for one unit: the typed rate for the currency of the answer, else the sample (21); None without."""
        if currency == "CNY":
            return Fraction(1)
        if currency == self.currency and self.inputs.get("exchange-rate"):
            return Fraction(self.inputs["exchange-rate"])
        return self.world.rates.get(currency)

    def in_currency(self, key, currency):
        """A typed amount in the currency of a card, through renminbi and unrounded; None where it cannot be had."""
        if not self.inputs.get(key):
            return None
        value, own = money(self.inputs[key])
        if own == currency:
            return value
        rates = self.rate(own), self.rate(currency)
        return value * rates[0] / rates[1] if all(rates) else None

    def insured_value(self, card):
        """110 % of the value of the goods (17); None where nothing is insured."""
        value = self.in_currency("goods-value", card["currency"]) if self.flag("insured") else None
        return value and value * Fraction("1.1")

    def asks_for(self, what, card):
        if what == "insurance":
            return self.insured_value(card) is not None
        return self.flag(what)


# Lanes (2, 3).


def lanes_for(card, shipment):
    """The lanes of the destination, the zone and the selling price; without tiers the first of them counts."""
    zone = shipment.zone
    lanes = [lane for lane in card["lanes"] if shipment.destination in lane["to"] and lane.get("zone", zone) == zone]
    if not lanes:
        raise Refused("E_DESTINATION")
    if any("sold" in lane for lane in lanes):
        price = shipment.in_currency("selling-price", card["currency"])
        lanes = [lane for lane in lanes if price is not None and sells(price, lane.get("sold", {}))]
        if not lanes:
            raise Refused("E_PRICE")
    return lanes


def sells(price, sold):
    return not (
        "at-least" in sold and price < figure(sold, "at-least")
        or "above" in sold and price <= figure(sold, "above")
        or "at-most" in sold and price > figure(sold, "at-most")
        or "below" in sold and price >= figure(sold, "below")
    )


def form_of(lane):
    """The form of its price, and what stands in it."""
    (form,) = lane["price"]
    return form, lane["price"][form]


# Volume (8, 9).


def rounded_sides(piece, rule):
    """Each side as the volume rule rounds it, largest first. Triggers and measures look at these."""
    how = rule["sides"] if rule else "none"
    if how == "none":
        return piece.sides
    if how == "nearest":
        return tuple(Fraction(floor(side + Fraction(1, 2))) for side in piece.sides)
    return tuple(Fraction(ceil(side)) for side in piece.sides)


def volume_weight(piece, rule):
    """Product of the sides ÷ divisor, 0 where the trigger is not met or no rule holds."""
    if not rule or not piece.sides:
        return Fraction(0)
    longest, *others = sides = rounded_sides(piece, rule)
    trigger = rule.get("trigger", {})
    if longest < figure(trigger, "side-at-least", 0) or prod(sides) <= figure(trigger, "volume-above", -1):
        return Fraction(0)
    least = figure(rule, "least-side", 0)
    return longest * prod(max(side, least) for side in others) / figure(rule, "divisor")


def shared_volume_weight(piece, rule):
    """The same less what the forwarder bears of the difference (分泡)."""
    volume = volume_weight(piece, rule)
    shared = (rule or {}).get("shared")
    if shared and volume - piece.weight >= figure(shared, "at-least"):
        volume -= (volume - piece.weight) / figure(shared, "by")
    return volume


# Who takes it (5, 6, 7).


def trait_refusals(piece, card):
    only = set(card.get("only", []))
    if only and not piece.traits & only:
        return {"E_CHANNEL"}
    accepted = {trait for accepts in card.get("accepts", []) for trait in accepts["traits"]} | only
    return {GATES[trait] for trait in piece.traits - accepted - {"textile"}}


def limit_refusals(piece, limits, rule):
    """What one table of limits says of a piece. Without a size only its weight is looked at."""
    codes = set()
    counted = max(piece.weight, volume_weight(piece, rule))

    def at_most(code, value, limit):
        if limit is not None and (value > limit or limits.get("strict") and value == limit):
            codes.add(code)

    at_most("E_WEIGHT", piece.weight, figure(limits, "weight"))
    at_most("E_WEIGHT", counted, figure(limits, "counted"))
    if counted > figure(limits, "quote-weight-above", counted):
        codes.add("E_QUOTE")
    if not piece.sides:
        return codes
    if piece.sides[0] > figure(limits, "quote-side-above", piece.sides[0]):
        codes.add("E_QUOTE")
    tolerance = figure(limits, "longest-tolerance", 0)
    if piece.roll and "roll" in limits:
        roll, (length, diameter) = limits["roll"], piece.roll
        at_most("E_LONGEST", length, figure(roll, "length") + tolerance)
        at_most("E_ROLL_SUM", length + 2 * diameter, figure(roll, "sum"))
        if length < figure(roll, "length-at-least", 0) or length + 2 * diameter < figure(roll, "sum-at-least", 0):
            codes.add("E_SMALL")
        return codes
    if "longest" in limits:
        at_most("E_LONGEST", piece.sides[0], figure(limits, "longest") + tolerance)
    at_most("E_SUM", sum(piece.sides), figure(limits, "sum"))
    at_most("E_GIRTH", piece.girth, figure(limits, "girth"))
    for side, limit in zip(piece.sides, limits.get("fits-into", [])):
        at_most("E_BOX", side, Fraction(limit))
    for least in limits.get("at-least", []), limits.get("face-at-least", []):
        if any(side < Fraction(limit) for side, limit in zip(piece.sides, least)):
            codes.add("E_SMALL")
    return codes


def volume_rule(card, lane, day):
    """That of the lane, where it has any, else that of the card."""
    return on_day(lane.get("volume") or card.get("volume"), day)


def lane_refusals(piece, card, lane, day):
    rule = volume_rule(card, lane, day)
    return limit_refusals(piece, card.get("limits", {}), rule) | limit_refusals(piece, lane.get("limits", {}), rule)


def lane_of_each(card, lanes, shipment, pieces):
    """The lane of each piece: the first, or with tiers the first whose limits it keeps (4). All reasons against the
    shipment are collected."""
    needs_size = card.get("tiers") or form_of(lanes[0])[0] in BY_SIZE
    chosen, refused = [], set()
    for piece in pieces:
        refused |= trait_refusals(piece, card)
        if needs_size and not piece.sides:
            refused.add("E_SIZE")
            continue
        for lane in lanes if card.get("tiers") else lanes[:1]:
            codes = lane_refusals(piece, card, lane, shipment.day)
            if not codes:
                break
        refused |= codes
        chosen.append(lane)
    if refused:
        raise Refused(*refused)
    return chosen


# Surcharges (16, 17).


def possible_surcharges(card, shipment):
    """Those that hold on the day, for the region, country and zone, and are asked for."""
    return [
        one for one in card.get("surcharges", [])
        if holds(one, shipment.day)
        and (not one.get("from") or shipment.inputs["origin-region"] in one["from"])
        and (not one.get("to") or shipment.destination in one["to"])
        and (not one.get("zones") or shipment.zone in one["zones"])
        and ("asked" not in one or shipment.asks_for(one["asked"], card))
    ]


def meets(piece, surcharge, rule):
    """Whether a piece has one of the traits and one of the measures, where they are given."""
    if surcharge.get("traits") and not piece.traits & set(surcharge["traits"]):
        return False
    return "trigger" not in surcharge or meets_measure(piece, surcharge["trigger"], rule)


def meets_measure(piece, trigger, rule):
    values = {"weight": piece.weight, "counted": max(piece.weight, volume_weight(piece, rule))}
    if piece.sides:
        sides = rounded_sides(piece, rule)
        values |= {"longest": sides[0], "second": sides[1], "girth": girth(sides), "volume": prod(sides)}
    above = (value > figure(trigger, f"{name}-above", value) for name, value in values.items())
    at_least = (value >= figure(trigger, f"{name}-at-least", value + 1) for name, value in values.items())
    return any(above) or any(at_least)


def charged_for(met):
    """What of the surcharges that a piece meets is charged: not what another one takes the place of."""
    return [
        one for one in met
        if not any(one["name"] in other.get("instead-of", []) for other in met if other is not one)
    ]


def surcharge_amount(surcharge, pieces, weight, insured):
    return max(
        figure(surcharge, "per-piece", 0) * pieces
        + figure(surcharge, "per-kg", 0) * weight
        + figure(surcharge, "per-shipment", 0)
        + figure(surcharge, "percent", 0) / 100 * (insured or 0),
        figure(surcharge, "least", 0),
    )


# Price (12, 13, 14).


def price(weight, form, card):
    """Unrounded lines, and the weight paid for."""
    return {
        "per-gram": per_gram, "bands": bands, "first-and-next": first_and_next, "flat": flat, "breaks": breaks,
    }[form](weight, card)


def band_of(weight, table):
    """The band in which a weight falls: the edge belongs to it unless it is excluded."""
    for band in table:
        to = figure(band, "to")
        if to is None or weight < to or weight == to and band.get("edge") != "excluded":
            return band
    raise Refused("E_WEIGHT")


def per_gram(weight, card):
    return {"registration": figure(card, "item"), "postage": weight * figure(card, "per-kg")}, weight


def bands(weight, card):
    band = band_of(weight, card)
    return {"freight": weight * figure(band, "per-kg"), "handling": figure(band, "handling")}, weight


def first_and_next(weight, card):
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
    raise Refused("E_WEIGHT")


def flat(weight, card):
    band = band_of(weight, card)
    freight = figure(band, "price")
    if "more" in band:
        steps = ceil((weight - figure(band["more"], "above")) / figure(band["more"], "step"))
        freight += max(steps, 0) * figure(band["more"], "each")
    return {"freight": freight}, weight


def breaks(weight, card):
    """The rate of the break, or that of a higher one with its weight, where that costs less."""
    table = [(figure(one, "from"), figure(one, "per-kg")) for one in card["breaks"]]
    weight = max(weight, table[0][0])
    rate = [rate for start, rate in table if start <= weight][-1]
    offers = [(weight * rate, weight)]
    if card["bill-up"]:
        offers += [(start * rate, start) for start, rate in table if start > weight]
    freight, weight = min(offers)
    return {"freight": max(freight, figure(card, "least", 0))}, weight


# By weight or measure, and by the container (15).


def cubic_metres(piece):
    return prod(piece.sides) / 10**6


def revenue_tons(pieces, card):
    cbm = sum(cubic_metres(piece) * piece.count for piece in pieces)
    weight = sum(piece.weight * piece.count for piece in pieces)
    return max(cbm, weight / figure(card, "kg-per-cbm"))


def load_one(box, left):
    """What one container takes of the pieces, kind by kind, largest volume first; returns what is left over."""
    cbm, payload = figure(box, "cbm"), figure(box, "payload")
    after = []
    for piece in sorted(left, key=cubic_metres, reverse=True):
        fit = min(piece.count, floor(cbm / cubic_metres(piece)), floor(payload / piece.weight))
        cbm -= fit * cubic_metres(piece)
        payload -= fit * piece.weight
        after.append(replace(piece, count=piece.count - fit))
    return [piece for piece in after if piece.count]


def amount_of(pieces):
    return sum(piece.count for piece in pieces)


def full_containers(box, pieces):
    """How many of a kind are filled, that is leave something behind, and what the last one then holds; None where some
    piece does not fit."""
    for full in range(MANY):
        after = load_one(box, pieces)
        if not after:
            return full, pieces
        if amount_of(after) == amount_of(pieces):
            return None
        pieces = after
    return MANY, pieces


def containers(pieces, card, currency, shipment):
    """The cheapest way to load them: lines `freight` for containers and `rest` for the card that takes the rest."""
    boxes = card["boxes"]
    ways = [(box, full_containers(box, pieces)) for box in boxes]
    ways = [(box, *way) for box, way in ways if way]
    offers = []
    for box, full, rest in ways:
        if full < MANY:
            spent = full * figure(box, "price")
            offers += [(spent + figure(one, "price"), Fraction(0)) for one in boxes if not load_one(one, rest)]
            if full and "rest" in card:
                offers += [(spent, bill) for bill in bills_of_rest(card["rest"], rest, currency, shipment)]
    if not offers:
        raise Refused("E_MANY_CONTAINERS" if ways else "E_CONTAINER")
    freight, rest = min(offers, key=sum)
    return {"freight": freight} | ({"rest": rest} if rest else {})


def bills_of_rest(name, pieces, currency, shipment):
    """The whole bill of the other card for them, if it takes them: none or one."""
    card = shipment.world.cards.get(name)
    if card and is_asked(card, shipment) and card["currency"] == currency:
        try:
            yield sum(lines_of(card, shipment, pieces)[0].values())
        except Refused:
            pass


# A card against a shipment.


def is_asked(card, shipment):
    return holds(card, shipment.day) and card.get("leg", "direct") == shipment.leg


@dataclass
class Load:
    """The pieces of a shipment on a card."""

    metric: list  # kilograms and centimetres
    pieces: list  # in the units of the card
    lanes: list  # of each piece
    met: list  # surcharges that each piece meets
    counted: list  # what each counts for (10)
    billed: list | None = None  # billed weight of each, where each is priced by itself
    whole: Fraction = Fraction(0)  # billed weight of all

    @classmethod
    def of(cls, pieces, card, shipment):
        """Raises Refused where the card does not take them."""
        own = [piece.in_units_of(card) for piece in pieces]
        lanes = lane_of_each(card, lanes_for(card, shipment), shipment, own)
        rules = [volume_rule(card, lane, shipment.day) for lane in lanes]
        possible = possible_surcharges(card, shipment)
        met = [[one for one in possible if meets(piece, one, rule)] for piece, rule in zip(own, rules)]
        counted = [counts_for(piece, card, *more) for piece, *more in zip(own, lanes, rules, met)]
        return cls(pieces, own, lanes, met, counted)

    def sum(self, values, which=None):
        """Of these values of the pieces, times how many there are of each kind."""
        which = range(len(self.pieces)) if which is None else which
        return sum(values[index] * self.pieces[index].count for index in which)


def counts_for(piece, card, lane, rule, met):
    """What a piece counts for (10)."""
    least = [figure(one, "least-billed", 0) for one in met]
    counted = max([piece.weight, shared_volume_weight(piece, rule), figure(lane, "min-weight", 0), *least])
    return steps_up(counted, card.get("piece-rounding", []))


def freight_lines(load, card, shipment):
    """Rounded lines of the price; notes in the load what is billed (11)."""
    lane, currency = load.lanes[0], card["currency"]
    form, price_card = form_of(lane)
    if form == "weight-or-measure":
        load.whole = max(revenue_tons(load.metric, price_card), figure(price_card, "least"))
        freight = {"freight": load.whole * figure(price_card, "per-ton")}
    elif form == "containers":
        load.whole = sum(piece.weight * piece.count for piece in load.metric)
        freight = containers(load.metric, price_card, currency, shipment)
    elif card["scope"] == "piece":
        return freight_by_piece(load, card)
    else:
        weight = max(load.sum(load.counted), figure(lane, "min-shipment", 0))
        freight, load.whole = price(steps_up(weight, lane.get("rounding") or card["rounding"]), form, price_card)
    return {name: half_up(amount, currency) for name, amount in freight.items()}


def freight_by_piece(load, card):
    lines, load.billed = {}, []
    for piece, weight, lane in zip(load.pieces, load.counted, load.lanes):
        freight, paid = price(steps_up(weight, lane.get("rounding") or card["rounding"]), *form_of(lane))
        load.billed.append(paid)
        for name, amount in freight.items():
            lines[name] = lines.get(name, 0) + half_up(amount, card["currency"]) * piece.count
    load.whole = load.sum(load.billed)
    return lines


def weight_charged(surcharge, which, load, card):
    """Billed weight of the pieces for which a surcharge is charged (17)."""
    if load.billed is not None:
        return load.sum(load.billed, which)
    if len(which) == len(load.pieces) and not surcharge.get("traits") and "trigger" not in surcharge:
        return load.whole
    form, price_card = form_of(load.lanes[0])
    if form == "weight-or-measure":
        return revenue_tons([load.metric[index] for index in which], price_card)
    if form == "containers":
        return sum(load.metric[index].weight * load.metric[index].count for index in which)
    return load.sum(load.counted, which)


def surcharge_lines(load, card, shipment):
    """Each surcharge that is charged for some piece, with its rounded amount."""
    charged = [charged_for(met) for met in load.met]
    for surcharge in possible_surcharges(card, shipment):
        which = [index for index, some in enumerate(charged) if any(surcharge is one for one in some)]
        if which:
            pieces = sum(load.pieces[index].count for index in which)
            weight = weight_charged(surcharge, which, load, card)
            amount = surcharge_amount(surcharge, pieces, weight, shipment.insured_value(card))
            yield surcharge, half_up(amount, card["currency"])


def lines_of(card, shipment, pieces):
    """Rounded lines, and the weight billed. Raises Refused."""
    load, currency = Load.of(pieces, card, shipment), card["currency"]
    lines = freight_lines(load, card, shipment)
    fuel = on_day(card.get("fuel"), shipment.day)
    fuel_base = sum(lines.values())
    for surcharge, amount in surcharge_lines(load, card, shipment):
        lines[surcharge["name"]] = lines.get(surcharge["name"], 0) + amount
        fuel_base += amount if surcharge.get("fuel") else 0
    if shipment.flag("remote") and "remote" in card:  # (18)
        remote = card["remote"]
        amount = half_up(max(figure(remote, "min"), figure(remote, "per-kg") * load.whole), currency)
        lines["remote"] = lines.get("remote", 0) + amount
        fuel_base += amount if fuel and fuel["on-remote"] else 0
    if shipment.flag("duty-paid") and "duty-paid-fee" in card:
        lines["duty-paid"] = half_up(figure(card, "duty-paid-fee"), currency)
    if fuel:  # (19)
        percent = Fraction(shipment.inputs.get("fuel-percent") or fuel["percent"])
        lines["fuel"] = half_up(fuel_base * percent / 100, currency)
    return lines, load.whole


def converted(total, card, shipment):
    """The total in the currency of the answer, through renminbi (21); None where nothing is converted."""
    own, wanted = card["currency"], shipment.currency
    rates = shipment.rate(own), shipment.rate(wanted)
    if own == wanted or not all(rates):
        return None
    spread = Fraction(shipment.inputs["exchange-spread"] if wanted != "CNY" else 0)
    return half_up(total * rates[0] / (rates[1] * (1 - spread / 100)), wanted)


def quote(card, inputs, world):
    """One card against one shipment, in the shape of the JSON answer; nothing where the card is not asked."""
    shipment = Shipment(inputs, world)
    if not is_asked(card, shipment):
        return {}
    try:
        lines, paid = lines_of(card, shipment, shipment.pieces)
    except Refused as refused:
        return {"refused": sorted(refused.codes)}
    currency, total = card["currency"], sum(lines.values())
    answer = {
        "total": text(total) + currency,
        "lines": {name: text(amount) + currency for name, amount in lines.items()},
        "figures": {},
    }
    lane = lanes_for(card, shipment)[0]
    if form_of(lane)[0] not in BY_SIZE:
        answer["figures"]["billed-weight"] = text(paid) + ("kg" if card.get("units", "metric") == "metric" else "lb")
    if "days" in lane:
        answer["figures"]["days"] = f"{lane['days']['from']}-{lane['days']['to']}"
    other = converted(total, card, shipment)
    if other is not None:
        answer["converted"] = text(other) + shipment.currency
    return answer


# The worked examples.


def load(path):
    return tomllib.loads(path.read_text("utf-8"))


def world_of_data():
    cards = {card["id"]: card for card in map(load, sorted((DATA / "carriers").glob("*.toml")))}
    rates = load(DATA / "exchange-rates.toml")["exchange-rate"]
    return World(cards, {rate["currency"]: Fraction(rate["cny"]) for rate in rates})


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


def heavier(card, inputs, world, note, where):
    """So much more on the one parcel must save what the note says."""
    args, parcel = note.get("args"), inputs["parcels"][0]
    if note["code"] == "HEAVIER_CHEAPER" and args:
        (more,) = measure(args["more"], KG)
        grams = text((measure(parcel["weight"], KG)[0] + more) * 1000) + "g"
        now, other = (quote(card, inputs | {"parcels": [parcel | weight]}, world) for weight in ({}, {"weight": grams}))
        saving = text(money(now["total"])[0] - money(other["total"])[0]) + card["currency"]
        if saving != args["saving"]:
            yield f"{where}: {args['more']} more save {saving}, not {args['saving']}"


def check_examples():
    data = world_of_data()
    for path in sorted(HERE.glob("*.toml")):
        example = load(path)
        if example["calculator"] != "shipping-cost":
            continue
        world = World(data.cards | {card["id"]: card for card in example.get("tariff", [])}, data.rates)
        for case in example["case"]:
            where = f"{path.name}: {case['name']}"
            for name, expected in case["expect"].get("answer", {}).get("alternatives", {}).items():
                card = world.cards[name]
                yield from disagreements(expected, quote(card, case["inputs"], world), f"{where}: {name}")
                for note in expected.get("notes", []):
                    yield from heavier(card, case["inputs"], world, note, where)
            yield None


# The table of random shipments.

INPUTS = [
    "service", "leg", "destination", "zone", "us-region", "us-zone", "origin-region", "shipping-date", "parcels",
    "selling-price", "remote", "residential", "declaration", "duty-paid", "insured", "goods-value", "fuel-percent",
    "currency", "exchange-rate", "exchange-spread",
]
COLUMNS = INPUTS + ["refused", "total", "converted", "billed-weight", "lines"]


def parcel_of(cell):
    """As in a link: 2_0.385kg_20x15x8cm_liquid.brand; what is left out at the end is not there."""
    return dict(zip(("quantity", "weight", "size", "traits"), cell.split("_")))


def inputs_of(row):
    inputs = {key: row[key] for key in INPUTS if row[key]}
    return inputs | {"parcels": [parcel_of(cell) for cell in row["parcels"].split("+")]}


def judged(row, world):
    """The row with what the judge says of it."""
    answer = quote(world.cards[row["service"]], inputs_of(row), world)
    return row | {
        "refused": "+".join(answer.get("refused", [])),
        "total": answer.get("total", ""),
        "converted": answer.get("converted", ""),
        "billed-weight": answer.get("figures", {}).get("billed-weight", ""),
        "lines": "+".join(sorted(f"{name}={amount}" for name, amount in answer.get("lines", {}).items())),
    }


def check_shipments():
    world = world_of_data()
    lines = [line for line in SHIPMENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines[1:], 1):
        row = dict(zip(lines[0].split("\t"), line.split("\t")))
        if row.keys() != set(COLUMNS) or row["service"] not in world.cards or judged(row, world) != row:
            yield f"{SHIPMENTS.name}: shipment {number}: write it anew (--random), the cards have changed"
        yield None


def main():
    checks = []
    if sys.argv[1:2] == ["--self-test"]:
        import judge_facts

        checks.append(judge_facts.check())
    else:
        if sys.argv[1:2] == ["--random"]:
            import judge_random

            judge_random.write(int(sys.argv[2]))
        checks += [check_examples(), check_shipments() if SHIPMENTS.exists() else []]
    results = [result for check in checks for result in check]
    wrong = [result for result in results if result]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{results.count(None)} checked, {len(wrong)} disagreements")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
