"""Random shipments against the cards of data/, written to judge-shipments.tsv by `judge.py --random N`.

Most of them sit on an edge of their card, or a hair beside it: limits, bands, breaks, triggers, steps, least weights,
sides that round, days on which a rule begins or ends. About a fifth is refused. The same N writes the same file.
"""
import random
from datetime import date, timedelta
from fractions import Fraction
from math import floor, prod

import judge

PER_CARD, PER_LANE = 60, 4  # at least, where a family has many cards, or a card many lanes
USUAL_DAY = "2026-11-22"
REFUSED = 0.2
BIGGEST = {  # usual box in cm and weight in kg, where a card has no limit
    "postal-packet": ((60, 34, 26), 2), "express": ((119, 60, 40), 60), "sea-lcl": ((150, 120, 110), 400),
    "sea-fcl": ((240, 200, 180), 900), "air-freight": ((120, 80, 80), 90), "first-leg-by-kilo": ((110, 70, 60), 30),
    "domestic": ((180, 70, 50), 68), "fulfilment": ((170, 60, 50), 90),
}
TRAITS = list(judge.GATES) + ["textile"]


def write(count):
    world = judge.world_of_data()
    families = {}
    for card in world.cards.values():
        families.setdefault(card["family"], []).append(card)
    lines = [f"# Written by `judge.py --random {count}` from the cards of data/; do not edit.", "\t".join(judge.COLUMNS)]
    for cards in families.values():
        for card in cards:
            rng = random.Random(f"suanpan {count} {card['id']}")
            lanes = card["lanes"]
            many = max(-(-count // len(cards)), PER_CARD, PER_LANE * len(lanes))
            rows = [shipment_for(rng, card, lanes[number % len(lanes)], world) for number in range(many)]
            lines += ["\t".join(row[key] for key in judge.COLUMNS) for row in rows]
    judge.SHIPMENTS.write_text("\n".join(lines) + "\n", "utf-8")


def shipment_for(rng, card, lane, world):
    """Drawn again until it is refused, or taken, as it should be."""
    wanted = rng.random() < REFUSED
    for _ in range(80):
        row = judge.judged(draw(rng, card, lane), world)
        if bool(row["refused"]) == wanted:
            break
    return row


# What stands on a card.


def numbers(table, *names):
    """Every number under one of these keys, however deep."""
    if isinstance(table, dict):
        for key, value in table.items():
            if key in names and not isinstance(value, (dict, list)):
                yield Fraction(value)
            else:
                yield from numbers(value, *names)
    elif isinstance(table, list):
        for one in table:
            yield from numbers(one, *names)


def rules_of(card, lane):
    """What holds for a piece on a lane: the card without its lanes, and the lane."""
    return [{key: value for key, value in card.items() if key != "lanes"}, lane]


def days_of(card):
    """Days on which something of it begins or ends, with those beside them."""
    edges = set()

    def walk(table):
        if isinstance(table, dict):
            edges.update(str(value) for key, value in table.items() if key in ("valid-from", "valid-to"))
        for one in table.values() if isinstance(table, dict) else table if isinstance(table, list) else []:
            walk(one)

    walk(card)
    beside = [date.fromisoformat(day) + timedelta(days=more) for day in sorted(edges) for more in (-1, 0, 1)]
    return [day.isoformat() for day in beside]


def weight_edges(card, lane):
    """Weights at which something changes, in the unit of the card, with the smaller of two steps beside them."""
    rules = rules_of(card, lane)
    edges = set(numbers(
        rules, "weight", "counted", "quote-weight-above", "weight-above", "weight-at-least", "counted-above", "up-to",
        "min-weight", "least-billed",
    ))
    form, price = judge.form_of(lane)
    edges |= set(numbers(price, "to", "from", "above", "first"))
    if form == "breaks":  # where billing as a higher break begins to be cheaper
        table = [(judge.figure(one, "from"), judge.figure(one, "per-kg")) for one in price["breaks"]]
        for (start, rate), (next_start, next_rate) in zip(table, table[1:]):
            edges.add(Fraction(floor(next_start * next_rate / rate * 1000), 1000))
    return sorted(edge for edge in edges if edge > 0)


def total_edges(card, lane):
    """The same for the whole shipment."""
    return sorted(set(weight_edges(card, lane)) | set(numbers(lane, "min-shipment")) - {0})


def steps(card, lane):
    return sorted(set(numbers(lane.get("rounding", []), "step")) | set(numbers(rules_of(card, lane)[0], "step")))


def side_edges(card, lane):
    """Pairs of what is measured and a length (or volume) at which something changes."""
    rules = rules_of(card, lane)
    keys = {
        "longest": ("longest", "quote-side-above", "side-at-least", "longest-above", "longest-at-least"),
        "second": ("second-above", "second-at-least"), "sum": ("sum",), "girth": ("girth", "girth-above"),
        "volume": ("volume-above",),
    }
    edges = [(what, value) for what, names in keys.items() for value in numbers(rules, *names)]
    for table in [one.get("limits", {}) for one in rules]:
        if "longest" in table:
            edges += [("longest", Fraction(table["longest"]) + judge.figure(table, "longest-tolerance", 0))] * 2
        names = ("longest", "second", "third")
        for key in ("fits-into", "at-least", "face-at-least"):
            edges += [(name, Fraction(value)) for name, value in zip(names, table.get(key, []))]
    edges += [("third", value) for value in numbers(rules, "least-side") if value]
    edges += [("second", value) for value in numbers(rules, "least-side") if value]
    return edges


def roll_edges(card, lane):
    tables = [one.get("limits", {}) for one in rules_of(card, lane)]
    return [(key.split("-")[0], Fraction(value)) for one in tables for key, value in one.get("roll", {}).items()]


def biggest(card, lane):
    """Box and weight to draw from, in the units of the card: its limits, or what is usual."""
    metric = card.get("units", "metric") == "metric"
    box, weight = BIGGEST.get(card["family"], ((62, 43, 38), 32))
    box = [Fraction(side) / (1 if metric else judge.CM["in"]) for side in box]
    weight = Fraction(weight) / (1 if metric else judge.POUND)
    for table in [one.get("limits", {}) for one in rules_of(card, lane)]:
        box = list(map(Fraction, table.get("fits-into", box)))
        weight = min([Fraction(table[key]) for key in ("weight", "counted") if key in table], default=weight)
    if card.get("tiers") and "limits" not in lane:  # the last tier is for what all others leave
        weight = max(numbers([one.get("limits", {}) for one in card["lanes"]], "weight", "counted")) * Fraction(3, 2)
    return box, weight


# Drawing.


def written(rng, value, units, own, others, digits):
    """A value in its own unit, or in another one if that can hold it."""
    unit = rng.choice([own, own] + others)
    number = value * units[own] / units[unit]
    scale = 10 ** digits.get(unit, 3)
    return judge.text(Fraction(round(number * scale), scale)), unit


def write_weight(rng, weight, card):
    metric = card.get("units", "metric") == "metric"
    own, others = ("kg", ["g", "g", "lb"]) if metric else ("lb", ["oz", "oz", "kg"])
    weight = max(weight, Fraction(1, 1000))
    number, unit = written(rng, weight, judge.KG, own, others, {"g": 1, "oz": 2})
    return (number if number != "0" else "0.1") + unit


def write_size(rng, sides, card):
    metric = card.get("units", "metric") == "metric"
    unit, other = ("cm", "in") if metric else ("in", "cm")
    unit = rng.choice([unit] * 4 + (["mm"] if metric else []) + [other])
    own = "cm" if metric else "in"
    scale = 10 if unit == "mm" else 100
    numbers = [max(round(side * judge.CM[own] / judge.CM[unit] * scale), 1) for side in sides]
    return "x".join(judge.text(Fraction(number, scale)) for number in numbers) + unit


def beside(rng, edge, by):
    return max(edge + rng.choice([-1, 0, 0, 1]) * by, by)


def random_sides(rng, box):
    """Three sides, largest first, mostly within a box; now and then a flat, a long or a whole one."""
    sides = [side * Fraction(round((0.12 + rng.random() * 0.88) ** rng.choice([0.5, 1, 2]) * 1000), 1000) for side in box]
    kind = rng.random()
    if kind < 0.1:
        sides[2] = Fraction(rng.randint(1, 20), 10)
    if kind > 0.93:
        sides[0] *= Fraction(3, 2)
    step = rng.choice([10, 10, 2, 1])
    return sorted((max(Fraction(round(side * step), step), Fraction(1, 2)) for side in sides), reverse=True)


def sides_on(rng, what, edge, box):
    """Sides of which the longest, second, third, sum, girth or volume is just so; None where that does not work out."""
    tenth = rng.choice([Fraction(1, 10), Fraction(1, 10), Fraction(1, 100)])
    long, second, third = random_sides(rng, box)
    if what == "longest":
        long = beside(rng, edge, tenth)
        second, third = min(second, long), min(third, long)
    elif what == "second":
        second = beside(rng, edge, tenth)
        long, third = max(long, second), min(third, second)
    elif what == "third":
        third = beside(rng, edge, tenth)
        long, second = max(long, third), max(second, third)
    elif what == "sum":
        long = beside(rng, edge, tenth) - second - third
    elif what == "girth":
        second, third = min(second, edge / 6), min(third, edge / 6)
        second, third = Fraction(floor(second * 10), 10), Fraction(floor(third * 10), 10)
        long = beside(rng, edge, tenth) - 2 * (second + third)
    else:
        for _ in range(40):
            second, third = (Fraction(rng.randint(1, max(floor(side), 1) * 2), 2) for side in box[1:])
            long = edge / second / third
            if (long * 10).denominator == 1 and long <= box[0] * 2:
                break
        else:
            return None
        long += rng.choice([-1, 0, 0, 1]) * tenth
    return [long, second, third] if min(long, second, third) > 0 else None


def dimensional_edge(rng, card, lane, weight):
    """The volume whose weight is on an edge of weight."""
    rule = judge.on_day(lane.get("volume") or card.get("volume"), USUAL_DAY)
    divisors = list(numbers([lane.get("volume") or card.get("volume") or []], "divisor"))
    return weight * rng.choice(divisors) if rule or divisors else None


def draw_weight(rng, card, lane, most, sides):
    """On an edge, on a step, about the volume weight, or anything."""
    kind = rng.random()
    by = Fraction(1, rng.choice([1000, 100]))
    if kind < 0.42:
        edges = [edge for edge in weight_edges(card, lane) if edge <= most * 2] or [most]
        return beside(rng, rng.choice(edges), by)
    if kind < 0.6 and steps(card, lane):
        step = rng.choice(steps(card, lane))
        return beside(rng, step * rng.randint(1, max(floor(most / step), 1)), by)
    if kind < 0.72 and sides:
        divisors = list(numbers([lane.get("volume") or card.get("volume") or []], "divisor")) or [Fraction(6000)]
        return max(Fraction(round(prod(sides) / rng.choice(divisors) * 1000), 1000) + rng.choice([-1, 0, 1, 2]) * by, by)
    return most * Fraction(round(rng.random() ** 2 * 1000) + 1, 1000)


def draw_sides(rng, card, lane, box):
    edges = side_edges(card, lane)
    kind = rng.random()
    if kind < 0.4 and edges:
        sides = sides_on(rng, *rng.choice(edges), box)
        if sides:
            return sides
    if kind < 0.55:
        volume = dimensional_edge(rng, card, lane, rng.choice(weight_edges(card, lane) or [Fraction(1)]))
        sides = volume and sides_on(rng, "volume", volume, box)
        if sides:
            return sides
    if kind < 0.7:  # sides that round
        part = rng.choice([Fraction(0), Fraction(1, 2), Fraction(1, 10), Fraction(49, 100), Fraction(99, 100)])
        return [Fraction(max(floor(side), 1)) + part for side in random_sides(rng, box)]
    return random_sides(rng, box)


def lighter(sides, weight, card, lane):
    """A smaller box of the same form, so that the weight is more than that of the volume."""
    divisor = min(numbers([lane.get("volume") or card.get("volume") or []], "divisor"), default=Fraction(6000))
    size = (float(weight * divisor / prod(sides)) / 1.3) ** (1 / 3)
    return [max(Fraction(floor(float(side) * min(size, 1) * 10), 10), Fraction(1, 10)) for side in sides]


def draw_quantity(rng, card, lane, piece):
    """1 to 12; more where a shipment is tons."""
    form, price = judge.form_of(lane)
    if form == "containers" and rng.random() < 0.75:
        box = rng.choice(price["boxes"])
        per = floor(judge.figure(box, "payload") / piece.weight)
        if piece.sides:
            per = min(per, floor(judge.figure(box, "cbm") / judge.cubic_metres(piece)))
        many = per * rng.choice([1, 1, 2, 3, 5]) + rng.choice([-1, 0, 1, per // 5, per // 2, -per // 10])
        if rng.random() < 0.03:
            many = per * 200 + rng.choice([-1, 0, 1])
        return min(max(many, 1), 99999)
    if form == "weight-or-measure" and rng.random() < 0.4:
        return rng.randint(1, 200)
    return rng.choice([1] * 8 + list(range(2, 13)))


def draw_traits(rng, card):
    taken = [trait for one in card.get("accepts", []) for trait in one["traits"]]
    charged = [trait for one in card.get("surcharges", []) for trait in one.get("traits", [])]
    only = card.get("only", [])
    traits = {rng.choice(only)} if only and rng.random() < 0.85 else set()
    if (taken or charged) and rng.random() < 0.3:
        traits.add(rng.choice(taken + charged * 2))
    while rng.random() < (0.2 if only else 0.08):
        traits.add(rng.choice(TRAITS))
    return sorted(traits)


def draw_parcel(rng, card, lane, sized):
    box, most = biggest(card, lane)
    rolls = roll_edges(card, lane)
    if rng.random() < (0.25 if rolls else 0.06):
        what, edge = rng.choice(rolls or [("length", box[0])])
        length = Fraction(rng.randint(30, max(floor(box[0] * 15), 31)), 10)
        thick = Fraction(rng.randint(20, max(floor(box[2] * 5), 21)), 10)
        if rng.random() < 0.6:
            edge = beside(rng, edge + rng.choice([Fraction(0), Fraction(0), Fraction(1, 5)]), Fraction(1, 10))
            length = edge if what == "length" else max(edge - 2 * thick, Fraction(1))
        sides, shown = sorted([length, thick, thick], reverse=True), [length, thick]
    else:
        sides = draw_sides(rng, card, lane, box)
        shown = rng.sample(sides, 3)
    if not sized:
        sides = shown = None
    value = draw_weight(rng, card, lane, most, sides)
    form, price = judge.form_of(lane)
    if form == "containers" and shown and rng.random() < 0.12:  # hardly into one container, or not at all
        cbm, payload = (rng.choice(sorted(numbers(price, key))) for key in ("cbm", "payload"))
        sides = shown = [cbm / 4 * 100 + rng.choice([-1, 0, 0, 1]), Fraction(200), Fraction(200)]
        value = beside(rng, payload, Fraction(1, 10)) if rng.random() < 0.5 else value
    elif shown and len(shown) == 3 and rng.random() < 0.4:
        sides = shown = lighter(sides, value, card, lane)
    weight = write_weight(rng, value, card)
    size = write_size(rng, shown, card) if shown else ""
    count = draw_quantity(rng, card, lane, judge.Piece.read({"weight": weight, "size": size}))
    return [str(count), weight, size, ".".join(draw_traits(rng, card))]


def draw_total(rng, card, lane):
    """Small pieces of one kind whose weights make an edge of the whole shipment."""
    edge = rng.choice(total_edges(card, lane) or [Fraction(1)])
    total = beside(rng, edge, Fraction(1, rng.choice([1000, 100, 10])))
    count = rng.choice([1, 2, 3, 4, 5, 8, 10])
    weight = total / count
    if (weight * 1000).denominator != 1:
        count, weight = 1, total
    own, size = ("kg", "10x8x5cm") if card.get("units", "metric") == "metric" else ("lb", "4x3x2in")
    return [str(count), judge.text(Fraction(floor(weight * 1000), 1000)) + own, size, ".".join(draw_traits(rng, card))]


def draw_price(rng, card, sold):
    """A selling price on an edge of what the lanes ask for, mostly in the currency of the card."""
    edges = sorted(set(numbers([lane.get("sold", {}) for lane in card["lanes"]], "at-least", "above", "at-most", "below")))
    value = beside(rng, rng.choice(edges), Fraction(1, 100)) if rng.random() < 0.7 else Fraction(rng.randint(100, 9000), 100)
    for _ in range(10):  # mostly one at which the lane counts
        if judge.sells(value, sold) or rng.random() < 0.05:
            break
        value = beside(rng, rng.choice(edges), Fraction(1, 100)) if rng.random() < 0.7 else Fraction(rng.randint(100, 9000), 100)
    kind = rng.random()
    if kind < 0.04:
        return ""
    if kind < 0.06:
        return judge.text(Fraction(floor(value))) + "PLN"
    if kind < 0.16:
        other = rng.choice([one for one in ("CNY", "EUR", "JPY") if one != card["currency"]])
        value *= {"CNY": 7, "EUR": Fraction(9, 10), "JPY": 150}[other]
        return judge.text(Fraction(round(value))) + other
    return judge.text(value) + card["currency"]


def draw_currency(rng, row, card):
    row["currency"] = rng.choice(["", "", "", card["currency"], "USD", "EUR", "JPY", "GBP"])
    if row["currency"] not in ("", "CNY") and rng.random() < 0.6:
        row["exchange-rate"] = {"USD": "7.1", "EUR": "7.8123", "JPY": "0.0471", "GBP": "9.25"}.get(row["currency"], "")
        row["exchange-spread"] = rng.choice(["", "", "1.5"])
    if row["currency"] == "CNY":
        row["currency"] = ""


def draw_day(rng, card):
    """Most often one on which the card holds."""
    days = days_of(card) + [USUAL_DAY, USUAL_DAY, "2026-03-09", "2027-02-28"]
    for _ in range(20):
        day = rng.choice(days)
        if judge.holds(card, day):
            return day
    return day


def draw(rng, card, lane):
    row = dict.fromkeys(judge.COLUMNS, "") | {"service": card["id"], "shipping-date": draw_day(rng, card)}
    asked = {one.get("asked") for one in card.get("surcharges", [])}
    leg = card.get("leg", "direct")
    row["destination"] = rng.choice(lane["to"])
    if row["destination"] == "AU":
        row["zone"] = lane.get("zone") or rng.choice(["", "2", "4"])
    if row["destination"] == "US" and leg == "first-leg":
        row["us-region"] = lane.get("zone") or rng.choice(["", "central", "east"])
    if row["destination"] == "US" and leg == "last-mile":
        row["us-zone"] = lane.get("zone") or rng.choice(["", "2", "8"])
    odd = rng.random()
    if odd < 0.015:
        row["destination"] = rng.choice(["BR", "KR", "SE", "US"])
        row["zone"] = row["us-region"] = row["us-zone"] = ""
    elif odd < 0.025:
        leg = rng.choice([one for one in ("direct", "first-leg", "last-mile") if one != leg])
        row["us-region"] = row["us-zone"] = ""
    elif odd < 0.035:
        ends = [day for day in days_of(card) if not judge.holds(card, day)]
        row["shipping-date"] = rng.choice(ends or [USUAL_DAY])
    row["leg"] = "" if leg == "direct" else leg
    if any("sold" in one for one in card["lanes"]):
        row["selling-price"] = draw_price(rng, card, lane.get("sold", {}))
    if rng.random() < (0.4 if "remote" in card or "remote" in asked else 0.05):
        row["remote"] = "1"
    if rng.random() < (0.3 if "duty-paid-fee" in card else 0.05):
        row["duty-paid"] = "1"
    if rng.random() < (0.3 if "fuel" in card else 0.05):
        row["fuel-percent"] = rng.choice(["0", "17.25", "33.333"])
    if leg == "last-mile":
        row["residential"] = rng.choice(["", "0", "1"])
    if leg == "first-leg":
        row["declaration"] = rng.choice(["", "0", "1"])
        row["origin-region"] = rng.choice(["", "east", "south", "north"])
    if rng.random() < (0.45 if "insurance" in asked else 0.04):
        row["insured"] = "1"
        if rng.random() < 0.9:
            value = rng.choice([rng.randint(1, 300), rng.randint(100, 100000), rng.randint(1000, 9999999) / 100])
            row["goods-value"] = judge.text(Fraction(str(value))) + rng.choice([card["currency"]] * 2 + ["CNY", "USD", "EUR"])
    draw_currency(rng, row, card)
    form = judge.form_of(lane)[0]
    needs_size = card.get("tiers") or form in ("weight-or-measure", "containers")
    if card["scope"] == "shipment" and not needs_size and rng.random() < 0.2:
        parcels = [draw_total(rng, card, lane)]
    else:
        sized = rng.random() > (0.015 if needs_size else 0.06)
        parcels = [draw_parcel(rng, card, lane, sized) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
    row["parcels"] = "+".join("_".join(parcel).rstrip("_") for parcel in parcels)
    return row
