"""Consignments against the rules of data/markets, assessed with exact fractions: `judge_landed.py [N]`.

Writes judge-landed.tsv. For every rule of every market: below, at and above each of its limits, the day before and the day
of each change, every way of carriage, with and without registration, and goods that it does not hold for; a rule that no
case meets ends the run. For every market the purchase terms and what rows are shared by. Then N random consignments (200 by
default) for every market, most of them on a limit or a day on which a rule begins or ends, or a hair beside it, and a twentieth
of N by each rate card from China, whose freight `judge.py` prices. Shares no code with Suanpan. The same N writes the same file.
"""
import random
import sys
import tomllib
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path

import judge

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "data"
OUT = HERE / "judge-landed.tsv"
COLUMNS = ["link", "way", "refused", "total", "cash", "border", "shares", "for"]
NO_CENTS = {"JPY", "KRW", "VND", "CLP"}
PARCEL_WAYS, BULK_WAYS = ["line", "post", "courier"], ["sea", "air", "rail", "truck"]
LISTS = ["list-1-3", "list-4a", "list-4b", "semiconductors", "strategic", "not-listed"]
ORIGINS = ["CN", "CN", "CN", "VN", "IN", "TW", "JP", "KR"]


def samples():
    rates = tomllib.loads((DATA / "exchange-rates.toml").read_text("utf-8"))["exchange-rate"]
    return {rate["currency"]: Fraction(rate["cny"]) for rate in rates} | {"CNY": Fraction(1)}


def markets():
    files = sorted((DATA / "markets").glob("*.toml"))
    read = [tomllib.loads(file.read_text("utf-8")).get("market") for file in files]
    return [market for market in read if market]


def rounded(value, currency):
    """Half away from zero to the minor unit."""
    scale = 1 if currency in NO_CENTS else 100
    size = Fraction(floor(abs(value) * scale + Fraction(1, 2)), scale)
    return size if value >= 0 else -size


def holds(rule, day):
    return rule.get("valid-from", "0") <= day <= rule.get("valid-to", "9")


def comes(rule, way):
    return way in rule.get("by", [way]) and (way in PARCEL_WAYS or not rule.get("parcels", False))


def heading(code):
    digits = code if len(code) % 2 == 0 else "0" + code
    return digits[:6]


BESIDE_THE_BORDER = {"goods", "domestic-freight", "export-rebate", "international-freight", "cargo-insurance", "inland-freight",
                     "brokerage", "other-costs"}


def by_terms(case):
    """What of a case counts under its purchase terms: freight to the port is in a price FOB."""
    return {**case, "domestic": Fraction(0)} if case.get("terms of purchase") == "fob" else case


def delivered(case, money):
    """Bill of goods that the supplier delivers with duty paid: nothing of the border stands beside his price."""
    bill = {
        "goods": sum(row["n"] * row["c"] for row in case["goods"]),
        "inland-freight": case["inland"] if case["route"] == "bulk" else Fraction(0),
        "other-costs": case.get("other") or Fraction(0),
    }
    return {name: rounded(amount, money) for name, amount in bill.items() if rounded(amount, money)}


def assess(market, case, rates, met=None, borne=None):
    """Refusal code, or lines, cash and border charges; everything in the currency of the market. The rules that the case
    meets are added to `met`: t treatment, r tax rate, l layer, f fee, each with its place in the file. What each row of the
    goods bears of the lines that are not shared by a measure is added to `borne`."""
    met = set() if met is None else met
    borne = {} if borne is None else borne
    money = market["currency"]
    case = by_terms(case)
    bulk = case["route"] == "bulk"
    way, day = case["way"], case["day"]
    goods = [row["n"] * (row["v"] if row["v"] is not None else row["c"]) for row in case["goods"]]
    worth = sum(goods)
    freight, insurance, domestic = case["freight"], case["insurance"], case["domestic"]
    # What a card charges behind the border is part of the tax base alone.
    behind = case.get("behind", 0)
    to_border = domestic + (freight - behind + insurance if market["valuation"] == "cif" else 0)
    chapters = {int(heading(row["h"])) // 10000 for row in case["goods"] if row["h"]}
    for place, rule in enumerate(market["treatments"]):
        if not (holds(rule, day) and comes(rule, way)):
            continue
        if rule.get("registered") and case["collector"] == "nobody" or chapters & set(rule.get("not-chapters", [])):
            continue
        theirs = rule.get("currency", money)
        limited = {
            "goods": worth,
            "customs-value": worth + to_border,
            "unit": max(row["v"] if row["v"] is not None else row["c"] for row in case["goods"]),
        }[rule.get("of", "goods")]
        value = limited * rates[money] / rates[theirs]
        limit = rule.get("up-to")
        if limit is None or (value < Fraction(limit) if rule.get("edge") == "excluded" else value <= Fraction(limit)):
            break
    else:
        return "E_MARKET_DAY", None
    met.add(f"t{place}")
    rate = next(
        (
            rate
            for rate in market.get("tax-rates", [])
            if holds(rate, day) and case["country"] in rate.get("countries", [case["country"]])
        ),
        None,
    )
    if rule["duty"] == "unknown" or rule["tax"] != "free" and rate is None and case["vat"] is None:
        return "E_MARKET_DAY", None
    def origin_of(row):
        return row.get("o") or case["origin"]

    def list_of(row):
        # That of the consignment is asked for where it goes to the US and comes from China.
        return row.get("l") or (case["list"] if case["country"] == "US" and case["origin"] == "CN" else "")

    by_list = lambda row: any("list" in layer and origin_of(row) in layer["origins"] for layer in market.get("layers", []))
    if rule["duty"] == "tariff" and any(by_list(row) and not list_of(row) for row in case["goods"]):
        return "E_US_LIST", None
    if rule["duty"] == "tariff" and any(row["d"] is None for row in case["goods"]):
        return "E_DUTY_RATE", None
    of_rule = rates[rule.get("currency", money)] / rates[money]
    value = rounded(worth + to_border, money)
    coded = [heading(row["h"]) for row in case["goods"] if row["h"]]
    lines = len(set(coded)) + len(goods) - len(coded)
    # Rows of one tariff line bear what is charged for it together, by value.
    line_of = [heading(row["h"]) if row["h"] else place for place, row in enumerate(case["goods"])]
    parts = [mine / sum(one for one, other in zip(goods, line_of) if other == line) for mine, line in zip(goods, line_of)]
    duties = [Fraction(0) for _ in goods]
    if rule["duty"] == "free":
        duty = Fraction(0)
    elif rule["duty"] == "tariff":
        duties = []
        for row, mine in zip(case["goods"], goods):
            layers = [
                layer
                for layer in market.get("layers", [])
                if origin_of(row) in layer["origins"] and holds(layer, day)
                and layer.get("list", list_of(row)) == list_of(row) and not (case["232"] and layer.get("not-with-232"))
            ]
            met |= {f"l{market['layers'].index(layer)}" for layer in layers}
            percent = row["d"] + row["x"]
            for layer in layers:
                extra = Fraction(layer["percent"])
                percent += max(extra - row["d"], 0) if layer.get("with-tariff") else extra
            duties.append(rounded((mine + to_border * mine / worth) * percent / 100, money))
        duty = sum(duties)
    elif "per-line" in rule["duty"]:
        duty = rounded(Fraction(rule["duty"]["per-line"]) * of_rule * lines, money)
        duties = [duty * part / sum(parts) for part in parts]
    else:
        flat = rule["duty"]["flat"]
        less = Fraction(flat.get("less", 0)) * of_rule
        duty = rounded(max(value * Fraction(flat["percent"]) / 100 - less, 0), money)
        duties = [duty * mine / worth for mine in goods]
    registered = case["collector"] != "nobody"
    when = {
        "free": "never",
        "import": "border",
        "checkout": "checkout",
        "checkout-or-import": "checkout" if registered else "border",
        "checkout-or-free": "checkout" if registered else "never",
    }[rule["tax"]]
    tax = Fraction(0)
    if when != "never":
        if case["vat"] is None:
            met.add(f"r{market['tax-rates'].index(rate)}")
        share = (Fraction(rate["percent"]) if case["vat"] is None else case["vat"]) / 100
        if when == "checkout":
            base = worth + (freight if case["charged"] is None else case["charged"])
        else:
            carriage = 0 if market.get("tax-without-carriage") or not bulk else case["inland"]
            if market["valuation"] == "cif":
                carriage += behind
            elif not market.get("tax-without-carriage"):
                carriage += freight + insurance
            base = value * (1 + Fraction(market.get("tax-uplift", 0)) / 100) + duty + carriage
            borne["import-tax"] = [(rounded(base, money) - duty) * mine / worth + own for mine, own in zip(goods, duties)]
        base = rounded(base, money)
        tax = rounded((base / (1 - share) if rate and rate.get("of-itself") else base) * share, money)
        if when == "border" and "waived-up-to" in rule and tax <= Fraction(rule["waived-up-to"]):
            tax = Fraction(0)
    at_border = tax if when == "border" else Fraction(0)
    fees = {}
    for place, fee in enumerate(market.get("fees", [])):
        if not (holds(fee, day) and comes(fee, way)):
            continue
        if case["country"] not in fee.get("countries", [case["country"]]):
            continue
        base = worth + (domestic if market["valuation"] == "fob" else 0)
        if base <= Fraction(fee.get("above", -1)) or base > Fraction(fee.get("up-to", 10**12)):
            continue
        if fee.get("edge") == "excluded" and base == Fraction(fee["up-to"]):
            continue
        met.add(f"f{place}")
        if fee.get("unconfirmed"):
            continue
        stated = lambda key: Fraction(fee.get(key, 0)) * rates[fee.get("currency", money)] / rates[money]
        share = max(base * Fraction(fee.get("percent", 0)) / 100, stated("least"))
        if "most" in fee:
            share = min(share, stated("most"))
        amount = rounded(share + stated("per-line") * lines + stated("flat"), money)
        fees[fee["kind"]] = fees.get(fee["kind"], 0) + amount
        if "per-line" in fee and not {"percent", "least", "flat"} & set(fee):
            borne[fee["kind"]] = parts
    advance = Fraction(0)
    if not bulk and duty + at_border and (case["percent"] is not None or case["least"] is not None):
        share = (duty + at_border) * (case["percent"] or 0) / 100
        advance = rounded(max(share, case["least"] or 0), money)
    cost = sum(row["n"] * row["c"] for row in case["goods"])
    rebate = Fraction(0)
    if case["rebate"] is not None:
        rebate = sum(row["n"] * row["c"] / Fraction("1.13") * case["rebate"] / 100 for row in case["goods"])
    bill = {
        "goods": cost,
        "domestic-freight": domestic,
        "export-rebate": -rebate,
        "international-freight": freight,
        "cargo-insurance": insurance,
        "inland-freight": case["inland"] if bulk else 0,
        "brokerage": case.get("brokerage") or 0,
        "other-costs": case.get("other") or 0,
    }
    borne["import-duty"] = duties
    seller = bulk or case["terms"] == "ddp"
    if not seller and "per-line" in rule["duty"] and when == "checkout":
        bill |= {"import-duty": duty}
    if seller:
        bill |= {"import-duty": duty, **fees, "advance-fee": advance}
        if not bulk or case["tax"] == "borne":
            bill["import-tax"] = at_border
    bill = {name: rounded(Fraction(amount), money) for name, amount in bill.items() if rounded(Fraction(amount), money)}
    cash = sum(bill.values()) + rounded(rebate, money)
    if bulk and case["tax"] == "recovered":
        cash += at_border
    border = duty + tax + sum(fees.values()) + advance
    return "", (bill, cash, border)


# What each row of the goods bears of the bill.

KILOGRAMS = {"g": Fraction(1, 1000), "kg": Fraction(1), "oz": Fraction("0.45359237") / 16, "lb": Fraction("0.45359237")}
CENTIMETRES = {"mm": Fraction(1, 10), "cm": Fraction(1), "in": Fraction("2.54")}


def split(amount, keys, money):
    """An amount in whole minor units that add up to it, by the largest remainder; of equal ones the first."""
    unit, total = unit_of(money), sum(keys)
    if not total:
        return [Fraction(0) for _ in keys]
    exact = [amount / unit * key / total for key in keys]
    whole = [floor(part) for part in exact]
    by_remainder = sorted(range(len(keys)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: int(amount / unit) - sum(whole)]:
        whole[place] += 1
    return [part * unit for part in whole]


def measured(goods):
    """Weights and volumes of the rows; `None` for a measure that some row lacks."""
    weights = [row["n"] * Fraction(row["w"][0]) * KILOGRAMS[row["w"][1]] if row.get("w") else None for row in goods]
    volumes = [None if not row.get("s") else row["n"] * volume_of(*row["s"]) for row in goods]
    return (None if None in weights else weights), (None if None in volumes else volumes)


def volume_of(sides, unit):
    lengths = [Fraction(side) * CENTIMETRES[unit] for side in sides]
    # A roll is the box around it: its length, and its diameter two times.
    length, second, third = lengths if len(lengths) == 3 else lengths + lengths[1:]
    return length * second * third


def carriage(goods, values, by_volume=None):
    """What freight is shared by, where so much of it (a part of one) was set by volume; `None` where nobody knows: then by
    weight. A measure that a row lacks leaves the other one, and value without either."""
    weights, volumes = measured(goods)
    if weights is None or volumes is None:
        return weights or volumes or values
    part = by_volume or Fraction(0)
    return [part * volume / sum(volumes) + (1 - part) * weight / sum(weights) for weight, volume in zip(weights, volumes)]


def shares(case, bill, borne, money, by_volume=None):
    """Of each row, all of the bill that it bears. What brings the goods to the port and on from it is set by nobody knows
    what; what neither a measure nor a row sets goes by value."""
    values = [row["n"] * (row["v"] if row["v"] is not None else row["c"]) for row in case["goods"]]
    costs = [row["n"] * row["c"] for row in case["goods"]]
    borne = {**borne, "goods": costs, "export-rebate": costs}
    whole = [Fraction(0) for _ in case["goods"]]
    for name, amount in bill.items():
        keys = borne.get(name) or values
        if name in ("domestic-freight", "international-freight", "inland-freight"):
            keys = carriage(case["goods"], values, by_volume if name == "international-freight" else None)
        for place, part in enumerate(split(amount, keys, money)):
            whole[place] += part
    assert sum(whole) == sum(bill.values()), case
    return whole


def shares_text(case, found, money):
    """Of each row its share of the bill and, where it is of several units, what one of them costs; nothing of a single row."""
    if len(case["goods"]) == 1:
        return ""
    each = lambda row, share: "" if row["n"] == 1 else ":" + text(rounded(share / row["n"], money))
    return "+".join(text(share) + each(row, share) for row, share in zip(case["goods"], found))


# Every rule on both sides of whatever bounds it.


def unit_of(money):
    return Fraction(1) if money in NO_CENTS else Fraction(1, 100)


def plain(market, rates):
    """A parcel without anything odd."""
    money = market["currency"]
    return {
        "country": market["countries"][0],
        "route": "parcel",
        "way": "line",
        "day": "2026-11-26",
        "origin": "CN",
        "list": "not-listed",
        "232": False,
        "goods": [],
        "freight": cents(Fraction(40) / rates[money], money),
        "insurance": Fraction(0),
        "domestic": Fraction(0),
        "inland": Fraction(0),
        "collector": "seller",
        "terms": "ddp",
        "tax": "borne",
        "charged": None,
        "vat": None,
        "percent": None,
        "least": None,
        "rebate": None,
    }


def with_value(case, value, each, code, market):
    """The case with goods of this value: each of two units has it, or it is that of two rows together."""
    unit = unit_of(market["currency"])
    row = lambda n, worth: {"n": n, "c": max(unit, cents(worth / 2, market["currency"])), "v": worth, "d": Fraction("6.5"),
                            "x": Fraction(0), "h": code}
    first = max(cents(value / 3, market["currency"]), unit)
    rows = [row(2, value)] if each or value - first < unit else [row(1, first), row(1, value - first)]
    return {**case, "goods": rows}


def limit_of(rule, market, rates, key="up-to"):
    """The largest amount in the currency of the market that is not above a limit."""
    unit = unit_of(market["currency"])
    limit = Fraction(rule[key]) * rates[rule.get("currency", market["currency"])] / rates[market["currency"]]
    return floor(limit / unit) * unit


def by_way(case, way):
    bulk = way in BULK_WAYS
    return {**case, "way": way, "route": "bulk" if bulk else "parcel", "tax": "borne" if bulk else "recovered"}


def day_after(day, days=1):
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def systematic(market, rates):
    """Pairs of what a case is for, and the case."""
    money = market["currency"]
    unit = unit_of(money)
    treatments, fees = market["treatments"], market.get("fees", [])
    layers, tax_rates = market.get("layers", []), market.get("tax-rates", [])
    base = plain(market, rates)
    chapters = sorted({chapter for rule in treatments for chapter in rule.get("not-chapters", [])})
    codes = ["", "847130"] + [f"{chapter:02}0110" for chapter in chapters]
    limits = [limit_of(rule, market, rates) for rule in treatments if "up-to" in rule]
    limits += [Fraction(fee[key]) for fee in fees for key in ("above", "up-to") if key in fee]
    middle = sorted({max(cents(limit * share, money), 4 * unit) for limit in limits for share in (Fraction(1, 2), 2, 9)})
    middle = middle or [cents(Fraction(700) / rates[money], money)]
    in_value = lambda case: case["freight"] if market["valuation"] == "cif" else Fraction(0)

    def meets(name, case):
        met = set()
        assess(market, case, rates, met)
        return name in met

    def found(name, pairs, what):
        """The first pair of lists of cases of which the first all meet the rule, and the second do not."""
        for does, does_not in pairs:
            if all(meets(name, case) for case in does) and not any(meets(name, case) for case in does_not):
                return does + does_not
        sys.exit(f"market {market['countries']}: nothing meets rule {name}: {what}")

    def contexts(rule, kind):
        """Cases that may meet a rule, but for its value."""
        own = {"country": rule.get("countries", market["countries"])[0]}
        days = [rule[key] for key in ("valid-from", "valid-to") if key in rule] + ["2026-11-26"]
        # What comes later in the file can hold only from a day on that another names.
        days += sorted({day_after(one[key], step) for one in treatments for key in ("valid-from", "valid-to") if key in one
                        for step in (-1, 0, 1)}, reverse=True)
        days = [day for day in days if holds(rule, day)]
        ways = [way for way in PARCEL_WAYS + BULK_WAYS if comes(rule, way)] if kind in "tf" else ["line", "sea"]
        lists = [rule["list"]] if "list" in rule else ["not-listed"]
        for day in days:
            for way in ways:
                for collector in ("seller", "nobody"):
                    for code in codes:
                        for origin in rule.get("origins", ["CN"])[:1]:
                            yield by_way({**base, **own, "day": day, "collector": collector, "origin": origin,
                                          "list": lists[0]}, way), code

    def valued(rule, kind):
        each = kind == "t" and rule.get("of") == "unit"
        values = middle
        if "up-to" in rule:
            limit = limit_of(rule, market, rates) if kind == "t" else Fraction(rule["up-to"])
            values = [max(cents(limit * share, money), 4 * unit) for share in (Fraction(1, 2), Fraction(9, 10))] + middle
        for case, code in contexts(rule, kind):
            for value in values:
                yield with_value(case, value, each, code, market), code, value, each

    kinds = [("t", treatments), ("r", tax_rates), ("l", layers), ("f", fees)]
    for kind, rules in kinds:
        for place, rule in enumerate(rules):
            name = f"{kind}{place}"
            # It is met at all; the case is the pattern of those that follow.
            options = list(valued(rule, kind))
            chosen = next((option for option in options if meets(name, option[0])), None)
            if chosen is None:
                sys.exit(f"market {market['countries']}: nothing meets rule {name}")
            pattern, code, value, each = chosen
            yield f"{name} met", pattern
            for key, inside, outside in (("valid-from", 0, -1), ("valid-to", 0, 1)):
                if key in rule:
                    moved = [([{**case, "day": day_after(rule[key], inside)}], [{**case, "day": day_after(rule[key], outside)}])
                             for case, *_ in options]
                    # A day on which the market has no rule for anything shows nothing of this one.
                    if all(assess(market, case, rates)[0] == "E_MARKET_DAY" for [case], _ in moved):
                        continue
                    on, beside = found(name, moved, key)
                    yield f"{name} {key} on", on
                    yield f"{name} {key} beside", beside
            if kind in "tf":
                for key in ("up-to", "above"):
                    if key not in rule:
                        continue
                    limit = limit_of(rule, market, rates, key) if kind == "t" else Fraction(rule[key])

                    def sides(case, code):
                        at = limit - (in_value(case) if rule.get("of") == "customs-value" else 0)
                        return [with_value(case, at + step, each, code, market) for step in (-unit, 0, unit)]

                    def parted():
                        for case, code in contexts(rule, kind):
                            below, at, above = sides(case, code)
                            if key == "above":
                                yield [above], [below, at]
                            elif rule.get("edge") == "excluded" and limit == Fraction(rule[key]):
                                yield [below], [at, above]
                            else:
                                yield [below, at], [above]

                    three = sorted(found(name, parted(), key), key=lambda case: sum(row["n"] * row["v"] for row in case["goods"]))
                    for side, case in zip(("below", "at", "above"), three):
                        yield f"{name} {key} {side}", case
                for way in PARCEL_WAYS + BULK_WAYS:
                    yield f"{name} way", by_way(pattern, way)
            if kind == "t":
                for collector in ("seller", "nobody"):
                    for one in dict.fromkeys([code] + [f"{chapter:02}0110" for chapter in rule.get("not-chapters", [])]):
                        yield f"{name} goods", with_value({**pattern, "collector": collector}, value, each, one, market)
            if kind == "t" and "waived-up-to" in rule:
                # The value at which the tax is what is not collected any more, to the minor unit.
                share = Fraction(next(rate for rate in tax_rates if holds(rate, pattern["day"]))["percent"]) / 100
                edge = cents(Fraction(rule["waived-up-to"]) / share, money) - in_value(pattern)
                for step in range(-8, 9):
                    moved = with_value({**pattern, "collector": "nobody"}, edge + step * unit, each, code, market)
                    yield f"{name} waived", {**moved, "goods": [{**row, "d": Fraction(0)} for row in moved["goods"]]}
            if kind == "r" and rule.get("countries"):
                for country in rule["countries"]:
                    yield f"{name} country", {**pattern, "country": country}
            if kind == "l":
                for origin in dict.fromkeys(ORIGINS):
                    yield f"{name} origin", {**pattern, "origin": origin}
                for listed in LISTS:
                    yield f"{name} list", {**pattern, "list": listed}
                yield f"{name} 232", {**pattern, "232": True}
            if kind == "f":
                others = [country for country in market["countries"] if country not in rule.get("countries", [country])]
                for country in rule.get("countries", []) + others[:1]:
                    yield f"{name} country", {**pattern, "country": country}
                if "percent" in rule:
                    for bound in ("least", "most"):
                        if bound in rule:
                            edge = cents(Fraction(rule[bound]) * 100 / Fraction(rule["percent"]), money)
                            for times in (Fraction(9, 10), Fraction(11, 10)):
                                yield f"{name} {bound}", with_value(pattern, cents(edge * times, money), False, "", market)


# Drawing.


def cents(value, money):
    return Fraction(round(value)) if money in NO_CENTS else Fraction(round(value * 100), 100)


def draw(rng, market, rates):
    money = market["currency"]
    unit = Fraction(1) if money in NO_CENTS else Fraction(1, 100)
    country = rng.choice(market["countries"])
    route = rng.choice(["parcel", "parcel", "parcel", "bulk"])
    way = rng.choice(PARCEL_WAYS if route == "parcel" else BULK_WAYS)
    rules = market["treatments"] + market.get("fees", []) + market.get("layers", []) + market.get("tax-rates", [])
    days = [date.fromisoformat(rule[key]) for rule in rules for key in ("valid-from", "valid-to") if key in rule]
    days = [day for day in days if day.year >= 2020]
    day = date(2026, 11, 22) + timedelta(rng.randrange(-200, 400))
    if days and rng.random() < 0.4:
        day = rng.choice(days) + timedelta(rng.choice([-1, 0, 0, 1]))
    limits = [
        Fraction(rule[key]) * rates[rule.get("currency", money)] / rates[money]
        for rule in rules
        for key in ("up-to", "above")
        if key in rule
    ]
    if limits and rng.random() < 0.6:
        whole = cents(rng.choice(limits), money) + rng.choice([-unit, 0, 0, unit])
    else:
        whole = cents(Fraction(rng.uniform(5, 4000)) / (rates[money] / 7), money)
    goods, left = [], max(whole, 4 * unit)
    many = rng.choice([1, 1, 2, 3])
    for number in range(many):
        worth = left if number == many - 1 else max(cents(left * Fraction(rng.uniform(0.2, 0.6)), money), unit)
        left -= worth
        if left <= 0 and number < many - 1:
            worth, left = worth + left, Fraction(0)
        goods.append(
            {
                "n": 1,
                "c": max(cents(worth * Fraction(rng.uniform(0.2, 0.9)), money), unit),
                "v": worth,
                "d": None if rng.random() < 0.05 else Fraction(rng.choice(["0", "2.7", "4.7", "6.5", "12", "17", "31.5"])),
                "x": Fraction(rng.choice(["0", "0", "0", "25", "79"])),
                "o": rng.choice(["", "", ""] + ORIGINS[2:]),
                "l": rng.choice(["", ""] + LISTS),
                "h": rng.choice(["", "", "610910", "6109100010", "640411", "420222", "90111", "901110000"]),
            }
        )
        if left <= 0:
            break
    if rng.random() < 0.2:
        goods[0]["n"] = rng.choice([2, 3, 7])
    for row in goods:
        row["l"] = row["l"] if len(row_text(row, money)) <= 64 else ""
    some = lambda share, low, high: (
        cents(Fraction(rng.uniform(low, high)) / (rates[money] / 7), money) if rng.random() < share else None
    )
    bulk = route == "bulk"
    return {
        "country": country,
        "route": route,
        "way": way,
        "day": day.isoformat(),
        "origin": rng.choice(ORIGINS),
        "list": rng.choice(LISTS + [""]),
        "232": rng.random() < 0.2,
        "goods": goods,
        "freight": max(cents(Fraction(rng.uniform(1, 300)) / (rates[money] / 7), money), unit),
        "insurance": some(0.3, 1, 30) or Fraction(0),
        "domestic": some(0.3, 1, 50) or Fraction(0),
        "inland": (some(0.5, 1, 90) or Fraction(0)) if bulk else Fraction(0),
        "collector": "seller" if bulk else rng.choice(["seller", "marketplace", "nobody"]),
        "terms": "ddp" if bulk else rng.choice(["ddp", "ddp", "dap"]),
        "tax": rng.choice(["recovered", "postponed", "borne"]) if bulk else "recovered",
        "percent": None if bulk or rng.random() < 0.5 else Fraction(rng.choice(["2", "2.5"])),
        "least": None if bulk else some(0.4, 1, 15),
        "rebate": Fraction(rng.choice(["9", "13"])) if rng.random() < 0.3 else None,
        "charged": None if bulk else rng.choice([None, None, Fraction(0), cents(Fraction(rng.uniform(1, 60)) / rates[money], money)]),
        "vat": Fraction(rng.choice(["0", "7", "13", "17.5"])) if country not in ("US", "HK") and rng.random() < 0.15 else None,
    }


WEIGHTS = [("350", "g"), ("2.5", "kg"), ("0.07", "kg"), ("12", "oz"), ("4.4", "lb"), ("18", "kg")]
SIZES = [(("20", "15", "8"), "cm"), (("8", "6", "3.125"), "in"), (("305", "254", "150"), "mm"), (("60", "40", "40"), "cm"), (("80", "12"), "cm"),
         (("3", "2", "1"), "cm")]


def measures(rng, goods, money):
    """Gives the rows weights or sizes, or both; one row may lack one. As far as they still fit into a link."""
    kind = rng.choice(["", "w", "w", "s", "s", "ws", "ws", "ws"])
    lacking = (rng.randrange(len(goods)), rng.choice("ws")) if rng.random() < 0.15 else None
    for place, row in enumerate(goods):
        for key, some in (("w", WEIGHTS), ("s", SIZES)):
            row[key] = rng.choice(some) if key in kind and lacking != (place, key) else None
        if len(row_text(row, money)) > 64:
            row["l"] = ""
        if len(row_text(row, money)) > 64:
            row["s"] = None


def with_terms(rng, case, market, rates):
    """The case with terms of purchase, measures of its rows and the costs that nothing at the border goes by."""
    money = market["currency"]
    case = {**case, "terms of purchase": rng.choice(["exw"] * 6 + ["fob"] * 3 + ["ddp"]), "goods": [dict(row) for row in case["goods"]]}
    if len(case["goods"]) == 1 and rng.random() < 0.3:
        row = case["goods"][0]
        case["goods"].append({**row, "n": rng.choice([1, 3, 10]), "d": row["d"] and row["d"] + 3})
    if len(case["goods"]) > 1:
        measures(rng, case["goods"], money)
    for key in ("brokerage", "other"):
        case[key] = cents(Fraction(rng.uniform(1, 90)) / (rates[money] / 7), money) if rng.random() < 0.2 else None
    return case


def shared_cases(market, rates):
    """By each term of purchase, in bulk and as a parcel: three rows of two tariff lines, with both measures; EXW also with one, or
    none."""
    money = market["currency"]
    some = lambda euros: max(cents(Fraction(euros) * rates["EUR"] / rates[money], money), unit_of(money))
    tall, flat, heavy = SIZES[0], SIZES[5], WEIGHTS[5]
    for way in ("sea", "line"):
        for terms in ("exw", "fob", "ddp"):
            for weights, sizes in ((True, True), (True, False), (False, True), (False, False))[: 4 if terms == "exw" else 1]:
                rows = [(7, "3.33", "9.99", "6.5", "610910", WEIGHTS[0], tall), (3, "11.1", "25", "12", "640411", heavy, flat),
                        (1, "0.49", "1", "0", "610910", WEIGHTS[2], tall)]
                goods = [{"n": n, "c": some(cost), "v": some(value), "d": Fraction(duty), "x": Fraction(0), "h": code,
                          "w": weight if weights else None, "s": size if sizes else None}
                         for n, cost, value, duty, code, weight, size in rows]
                yield by_way({**plain(market, rates), "goods": goods, "terms of purchase": terms, "domestic": some(7),
                              "insurance": some(3), "inland": some(11), "brokerage": some(5), "other": some(1),
                              "collector": "nobody", "rebate": Fraction(9)}, way)


# By rate card.

CARTONS = ["350g_20x15x8cm", "1.9kg_20x20x20cm", "2.2kg_45x35x30cm", "0.8kg_80x12cm", "9.5kg_50x40x35cm", "14.2kg_60x40x40cm",
           "24kg_60x40x40cm", "31kg_40x30x20cm", "11lb_24x20x12in", "90kg_50x50x40cm", "700kg_120x100x60cm", "480kg_120x80x60cm"]
WAYS = {"postal-packet": "post", "postal-parcel": "post", "ems": "post", "special-line": "line", "express": "courier",
        "sea-lcl": "sea", "sea-fcl": "sea", "air-freight": "air"}


BEHIND = {"destination-handling", "delivery-order", "customs-entry", "trucking"}


def set_by_volume(card, shipment):
    """The part of the freight that volume set: of cubic metres against tonnes and of containers all or nothing, of weights what
    the pieces whose volume weight is the larger one count for, in money where each piece is priced by itself."""
    load = judge.Load.of(shipment.pieces, card, shipment)
    form, prices = judge.form_of(load.lanes[0])
    if form == "containers":
        return Fraction(1)
    if form == "weight-or-measure":
        return Fraction(measured_tons(load.metric, prices))
    rules = [judge.volume_rule(card, lane, shipment.day) for lane in load.lanes]
    bulky = [judge.shared_volume_weight(piece, rule) > piece.weight for piece, rule in zip(load.pieces, rules)]
    if card["scope"] == "shipment":
        parts = [counted * piece.count for counted, piece in zip(load.counted, load.pieces)]
    else:
        parts = []
        for piece, counted, lane in zip(load.pieces, load.counted, load.lanes):
            weight = judge.steps_up(counted, lane.get("rounding") or card["rounding"])
            lines, _ = judge.price(weight, *judge.form_of(lane))
            parts.append(sum(judge.half_up(amount, card["currency"]) for amount in lines.values()) * piece.count)
    return sum(part for part, is_bulky in zip(parts, bulky) if is_bulky) / sum(parts)


def measured_tons(pieces, prices):
    """Whether there are more cubic metres than tonnes."""
    cbm = sum(judge.cubic_metres(piece) * piece.count for piece in pieces)
    return cbm > sum(piece.weight * piece.count for piece in pieces) / judge.figure(prices, "kg-per-cbm")


def carried(card, case, world, money, rates):
    """Freight by a card in the currency of the market, unrounded, what of it is charged behind the border, and the part that
    volume set; `None` where it is refused."""
    parcels = [dict(zip(("quantity", "weight", "size"), parcel.split("_"))) for parcel in case["parcels"]]
    leg = "first-leg" if case["route"] == "bulk" else "direct"
    inputs = {"parcels": parcels, "destination": case["country"], "shipping-date": case["day"], "leg": leg, "us-region": case["region"]}
    shipment = judge.Shipment(inputs, world)
    if not judge.is_asked(card, shipment):
        return None
    try:
        lines, _ = judge.lines_of(card, shipment, shipment.pieces)
        part = set_by_volume(card, shipment)
    except judge.Refused:
        return None
    changed = rates[card["currency"]] / rates[money]
    behind = sum(amount for name, amount in lines.items() if name in BEHIND)
    return sum(lines.values()) * changed, behind * changed, part


def by_cards(count, rates):
    """Consignments of several rows by each rate card: so many of each, as a link, the cells behind it, and what it is for. A
    card whose price may hold the carrier's advance goes to buyers who pay themselves."""
    world = judge.world_of_data()
    of_country = {country: market for market in markets() for country in market["countries"]}
    for name, card in sorted(world.cards.items()):
        if card.get("leg") == "last-mile" or card.get("only"):
            continue
        rng = random.Random(f"cards {count} {name}")
        to = sorted({country for lane in card["lanes"] for country in lane["to"]} & set(of_country))
        made, tried = 0, 0
        while made < count and tried < 60 * count:
            tried += 1
            country = rng.choice(to)
            market = of_country[country]
            money = market["currency"]
            bulk = card.get("leg") == "first-leg"
            case = draw(rng, market, rates)
            kinds = rng.sample(CARTONS, rng.choice([1, 2, 2, 3]))
            goods = [{**rng.choice(case["goods"]), "n": rng.choice([1, 3, 10])} for _ in range(rng.choice([2, 2, 3]))]
            case = {**case, "country": country, "route": "bulk" if bulk else "parcel", "way": card.get("by") or WAYS[card["family"]],
                    "day": (date(2026, 9, 1) + timedelta(rng.randrange(120))).isoformat(), "tax": rng.choice(["recovered", "borne"]),
                    "collector": "seller" if bulk else case["collector"], "terms": "ddp" if bulk else "dap",
                    "charged": None, "percent": None, "least": None, "list": "list-4a", "region": rng.choice(["west", "east"]),
                    "parcels": [f"{rng.choice([1, 1, 2, 12 if bulk else 3, 40 if bulk else 1])}_{kind}" for kind in kinds], "goods": goods}
            case["goods"] = [{**row, "l": "", "d": row["d"] or Fraction(3)} for row in goods]
            case["inland"] = case["inland"] if bulk else Fraction(0)
            measures(rng, case["goods"], money)
            found = carried(card, case, world, money, rates)
            if found is None:
                continue
            case["freight"], case["behind"], part = found
            made += 1
            yield [link(market, case), *judged(market, case, rates, name, part, card["duty"] == "included"), ""]


def text(value):
    """A decimal without trailing zeros."""
    value = Fraction(value)
    digits = 0
    while value * 10**digits % 1:
        digits += 1
    shown = f"{value.numerator * 10**digits // value.denominator:d}" if digits == 0 else f"{float(value):.{digits}f}"
    return shown


def row_text(goods, money):
    """A row of goods as a link has it; at most 64 characters, else it would be packed."""
    return "_".join(
        [
            "" if goods["n"] == 1 else str(goods["n"]),
            text(goods["c"]) + money,
            text(goods["v"]) + money,
            "" if goods["d"] is None else text(goods["d"]),
            text(goods["x"]) if goods["x"] else "",
            goods["h"],
            "".join(goods.get("w") or ""),
            goods.get("o", ""),
            goods.get("l", ""),
            "",
            "x".join(goods["s"][0]) + goods["s"][1] if goods.get("s") else "",
        ]
    ).rstrip("_")


def link(market, case):
    money = market["currency"]
    pairs = [("v", "1"), ("t", "lc")] + [("g", row_text(goods, money)) for goods in case["goods"]]
    bulk = case["route"] == "bulk"
    add = lambda key, value, default: pairs.append((key, value)) if value != default else None
    pairs += [("p", parcel) for parcel in case.get("parcels", [])]
    add("rt", case["route"], "parcel")
    add("d", case["country"], "US")
    if bulk and case["country"] == "US":
        add("ur", case.get("region", "west"), "west")
    pairs.append(("dt", case["day"]))
    add("co", case["origin"], "CN")
    if case["country"] == "US" and case["origin"] == "CN":
        add("ul", case["list"], "")
    if case["country"] == "US" and case["232"]:
        pairs.append(("u2", "1"))
    if not bulk:
        add("tm", case["terms"], "ddp")
        add("tc", case["collector"], "seller")
    else:
        add("it", case["tax"], "recovered")
    if "parcels" not in case:
        pairs.append(("qf", text(case["freight"]) + money))
        add("bb" if bulk else "pb", case["way"], "sea" if bulk else "line")
    typed = lambda key, name: pairs.append((key, text(case[name]) + money)) if case.get(name) else None
    typed("df", "domestic")
    if case["rebate"] is not None:
        pairs.append(("xr", text(case["rebate"])))
    for key, name in (("in", "insurance"), ("br", "brokerage"), ("if", "inland")):
        typed(key, name)
    if case["percent"] is not None:
        pairs.append(("ap", text(case["percent"])))
    typed("al", "least")
    typed("oc", "other")
    add("c", money, "CNY")
    if case["charged"] is not None:
        pairs.append(("bs", text(case["charged"]) + money))
    if case["vat"] is not None:
        pairs.append(("vr", text(case["vat"])))
    add("pt", case.get("terms of purchase", "exw"), "exw")
    return "&".join(f"{key}={value}" for key, value in pairs) + "&k=hand"


def judged(market, case, rates, way="own-quote", by_volume=None, held=False):
    """The cells of a case behind its link, but for what it is for. A freight that holds duty and tax leaves nothing of the
    border."""
    money = market["currency"]
    with_money = lambda amount: text(amount) + money
    if case.get("terms of purchase") == "ddp":
        bill = delivered(case, money)
        total = with_money(sum(bill.values()))
        return ["supplier-ddp", "", total, total, "", shares_text(case, shares(case, bill, {}, money), money)]
    borne = {}
    refused, found = assess(market, case, rates, borne=borne)
    if refused:
        return [way, refused, "", "", "", ""]
    bill, cash, border = found
    if held:
        bill = {name: amount for name, amount in bill.items() if name in BESIDE_THE_BORDER}
        cash = sum(amount for name, amount in bill.items() if name != "export-rebate")
    amounts = [with_money(amount) for amount in (sum(bill.values()), cash)] + ["" if held else with_money(border)]
    return [way, "", *amounts, shares_text(case, shares(case, bill, borne, money, by_volume), money)]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rows = [f"# Written by `judge_landed.py {count}` from data/; do not edit.", "\t".join(COLUMNS)]
    for market in markets():
        rates = samples()
        rng, terms = (random.Random(f"{what} {count} {market['countries']}") for what in ("landed", "terms"))
        cases = list(systematic(market, rates)) + [("", case) for case in shared_cases(market, rates)]
        cases += [("", with_terms(terms, draw(rng, market, rates), market, rates)) for _ in range(count)]
        rows += ["\t".join([link(market, case), *judged(market, case, rates), made_for]) for made_for, case in cases]
    rows += ["\t".join(cells) for cells in by_cards(max(count // 20, 1), samples())]
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    made = sum(not row.endswith("\t") for row in rows[2:])
    print(f"{len(rows) - 2} consignments, {len(markets())} markets, {made} of them made for a rule")


if __name__ == "__main__":
    main()
