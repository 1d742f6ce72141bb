"""Sales and orders by way of a warehouse, reckoned with exact fractions: `judge_sale.py [N]`.

Writes judge-sale.tsv: N sales (40 by default) into every market that has channels in data/channels, half as many into some
others, and 6 N batches by way of warehouses, some of which are sold. Duty, tax and fees at the border are those of
`judge_landed.py`; nothing is shared with Suanpan. The least price is found from the lowest minor unit up: what is left beyond
the target cannot rise faster than the price less its shares, but where another rule begins, so prices at which it cannot yet
be reached are passed over (`least_price`); `judge_sale.py N slow` tries each of them for every 50th sale. The most that freight
and goods may cost are found by halving and tried again around what was found. The same N writes the same file.
"""
import random
import sys
import tomllib
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

import judge_landed as border
from judge_landed import DATA, HERE, NO_CENTS, cents, rounded, text

OUT = HERE / "judge-sale.tsv"
COLUMNS = ["link", "expected"]
RATES = border.samples()
MARKETS = {country: market for market in border.markets() for country in market["countries"]}
LB, INCH = Fraction("0.45359237"), Fraction("2.54")
CUBIC_FOOT = Fraction("0.028316846592")
# Prices above this are not tried, in minor units.
MOST = 10**11


def read(folder, name):
    files = sorted((DATA / folder).glob("*.toml"))
    return [entry for file in files for entry in entries(tomllib.loads(file.read_text("utf-8")), name)]


def entries(file, name):
    return file[name] if name in file else [file]


CHANNELS = read("channels", "channel")
SITES = {site["kind"]: site for site in read("warehouses", "warehouse")}


def unit_of(money):
    return Fraction(1) if money in NO_CENTS else Fraction(1, 100)


def at_par(amount, money):
    """An amount with its currency, in another one."""
    value, own = amount
    return value if own == money else value * RATES[own] / RATES[money]


def given(case, key, money, otherwise=Fraction(0)):
    return at_par(case[key], money) if case.get(key) is not None else otherwise


# The border.


def tax_percent(case):
    market = MARKETS[case["country"]]
    if case.get("vat") is not None:
        return case["vat"]
    for rate in market.get("tax-rates", []):
        if border.holds(rate, case["day"]) and case["country"] in rate.get("countries", [case["country"]]):
            return Fraction(rate["percent"])
    return Fraction(0)


def of_itself(case):
    return any(rate.get("of-itself") for rate in MARKETS[case["country"]].get("tax-rates", []))


def entry(case, goods, freight=None):
    """Lines at the border and when tax is due, for goods with their values in the currency of the market. `None` where it is
    refused."""
    market = MARKETS[case["country"]]
    money = market["currency"]
    bulk = case["route"] != "parcel"
    seen = {
        "country": case["country"],
        "route": "bulk" if bulk else "parcel",
        "way": case["way"],
        "day": case["day"],
        "origin": "CN",
        "list": case["list"],
        "232": case["232"],
        "goods": goods,
        "freight": given(case, "freight", money) if freight is None else freight,
        "insurance": given(case, "insurance", money),
        "domestic": given(case, "domestic", money),
        "inland": given(case, "inland", money) if bulk else Fraction(0),
        "collector": "seller" if bulk else case["collector"],
        "terms": "ddp" if bulk else case["terms"],
        "tax": case["tax"] if bulk else "recovered",
        "percent": None if bulk else case.get("percent"),
        "least": None if bulk or case.get("least") is None else at_par(case["least"], money),
        "rebate": None,
        "charged": None if bulk or case.get("charged") is None else at_par(case["charged"], money),
        "vat": case.get("vat"),
    }
    met = set()
    refused, found = border.assess(market, seen, RATES, met)
    if refused:
        return None
    bill = found[0]
    rule = market["treatments"][next(int(name[1:]) for name in met if name[0] == "t")]
    registered = seen["collector"] != "nobody"
    when = {
        "free": "never",
        "import": "border",
        "checkout": "checkout",
        "checkout-or-import": "checkout" if registered else "border",
        "checkout-or-free": "checkout" if registered else "never",
    }[rule["tax"]]
    carried = ("goods", "domestic-freight", "export-rebate", "international-freight", "cargo-insurance", "inland-freight")
    return {name: amount for name, amount in bill.items() if name not in carried}, when


def rows(case, money, times=1, values=None):
    """Goods as the judge of the border takes them; `values` are those that customs counts for one of each row."""
    made = []
    for place, row in enumerate(case["goods"]):
        cost = at_par(row["c"], money)
        value = at_par(row["v"], money) if row["v"] is not None else None
        if case["route"] == "warehouse":
            value = at_par(row["iv"], money) if row.get("iv") is not None else cost
        elif case["route"] == "bulk" and value is None:
            value = cost
        if values is not None:
            value = values[place]
        made.append({"n": row["n"] * times, "c": cost, "v": value, "d": row["d"], "x": row["x"], "h": row["h"]})
    return made


def carried(case, money, freight=None, goods=None):
    """What goods and carriage cost besides the border, unrounded, as lines."""
    cost = sum(row["n"] * at_par(row["c"], money) for row in case["goods"])
    cost = cost if goods is None else goods
    bulk = case["route"] != "parcel"
    lines = {
        "goods": cost,
        "domestic-freight": given(case, "domestic", money),
        "international-freight": given(case, "freight", money) if freight is None else freight,
        "cargo-insurance": given(case, "insurance", money),
        "brokerage": given(case, "brokerage", money),
        "inland-freight": given(case, "inland", money) if bulk else Fraction(0),
        "other-costs": given(case, "other", money),
    }
    if case.get("rebate") is not None:
        lines["export-rebate"] = -cost / Fraction("1.13") * case["rebate"] / 100
    return lines


# By way of a warehouse.


def shared_orders(case):
    """Whole orders of each warehouse, together the batch: by the largest remainder."""
    sites, batch = case["sites"], case["batch"]
    typed = sum(site["share"] for site in sites if site["share"] is not None)
    blank = sum(site["share"] is None for site in sites)
    exact = [batch * (site["share"] if site["share"] is not None else (100 - typed) / blank) / 100 for site in sites]
    whole = [floor(orders) for orders in exact]
    by_remainder = sorted(range(len(sites)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: batch - sum(whole)]:
        whole[place] += 1
    return whole


def remaining(orders, pace, wait, day):
    return Fraction(orders) if day <= wait else max(orders - pace * (day - 1 - wait), Fraction(0))


def in_stock(orders, pace, wait):
    """What is left at the start of each day, from day 1 on."""
    return [remaining(orders, pace, wait, day) for day in range(1, wait + ceil(orders / pace) + 1)]


def by_weight(bands, kilograms):
    return next((Fraction(band["price"]) for band in bands if kilograms <= Fraction(band["to-kg"])), None)


def inches(sides):
    unit = {"in": Fraction(1), "cm": 1 / INCH, "mm": 1 / INCH / 10}[sides[1]]
    return sorted((Fraction(side) * unit for side in sides[0]), reverse=True)


def kilograms(weight):
    return Fraction(weight[0]) * {"kg": Fraction(1), "g": Fraction(1, 1000), "lb": LB, "oz": LB / 16}[weight[1]]


# Fulfilment by Amazon, of facts §1.5, for the parcels that are drawn: by price below 10, to 50, above.
FULFILLED = {
    ("1.3lb", "12.5x8x3in"): ("5.10", "5.92", "6.18"),
    ("5oz", "6x4x0.5in"): ("2.56", "3.45", "3.71"),
    ("0.35kg", "20x15x8cm"): ("4.22", "5.04", "5.30"),
    ("15lb", "24x20x12in"): ("22.36", "23.13", "23.13"),
}


def fulfilment(case, price):
    """In dollars, with the surcharge of 3.5 % from its day on."""
    parcel = case["parcel"]
    key = ("".join(parcel["weight"]), "x".join(parcel["size"][0]) + parcel["size"][1])
    dollars = at_par(price, "USD")
    fee = Fraction(FULFILLED[key][0 if dollars < 10 else 1 if dollars <= 50 else 2])
    return fee + (rounded(fee * Fraction("0.035"), "USD") if case["day"] >= "2026-04-17" else 0)


def delivered(case, site, price, money):
    """Delivery of one order, unrounded."""
    if site["delivery"] is not None:
        return at_par(site["delivery"], money)
    return at_par((fulfilment(case, price), "USD"), money) if site["kind"] == "fba" else None


def by_age(card, wait, stock, volume):
    """Storage at the prices of a warehouse by the age of the batch, in its currency: each tier is an amount of its own."""
    total, first = Fraction(0), 1
    for tier in card["storage"]:
        last = tier.get("to-day", len(stock))
        days = sum(stock[first - 1 : last])
        total += rounded(days * volume * Fraction(tier["per-m3-day"]), card["currency"])
        first = last + 1
    return total


def by_month(card, case, stock, volume):
    sides = inches(case["parcel"]["size"])
    pounds = max(kilograms(case["parcel"]["weight"]) / LB, sides[0] * sides[1] * sides[2] / 139)
    standard = card["standard"]
    limits = [Fraction(side) for side in standard["inches"]]
    fits = pounds <= Fraction(standard["pounds"]) and all(side <= limit for side, limit in zip(sides, limits))
    total, begin = Fraction(0), date.fromisoformat(case["day"])
    months = {}
    for passed, orders in enumerate(stock):
        day = begin + timedelta(passed)
        months[day.year, day.month] = months.get((day.year, day.month), 0) + orders
    for (year, month), orders in months.items():
        days = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
        rate = next(season for season in card["seasons"] if month in season["months"])
        of_month = orders * volume / CUBIC_FOOT / days * Fraction(rate["standard" if fits else "oversize"])
        total += rounded(of_month, card["currency"])
    return total


def shares(amount, counts):
    """An amount in parts, whole minor units that add up to it: by the largest remainder."""
    if amount is None:
        return [None] * len(counts)
    value, money = amount
    unit = unit_of(money)
    exact = [value / unit * count / sum(counts) for count in counts]
    whole = [floor(part) for part in exact]
    by_remainder = sorted(range(len(counts)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: int(value / unit) - sum(whole)]:
        whole[place] += 1
    return [(part * unit, money) for part in whole]


def warehouse(case, price):
    """The bills of a batch, made once for each band of price of the fulfilment by Amazon."""
    dollars = at_par(price, "USD")
    key = (dollars < 10, dollars <= 50)
    known = case.setdefault("known", {})
    if key not in known:
        known[key] = bills_of_batch(case, price)
    return known[key]


def bills_of_batch(case, price):
    """The bills of a batch, one of each shipment and one of each warehouse, unrounded; rounded where an entry at the border
    rounds them. `None` where one is refused."""
    market, money = MARKETS[case["country"]], case["answer"]
    theirs = market["currency"]
    orders = shared_orders(case)
    sites, batch = case["sites"], case["batch"]
    shipped = [count if site["transfer"] is None else 0 for count, site in zip(orders, sites)]
    shipped[0] += sum(orders) - sum(shipped)
    shipped = [count for count in shipped if count]
    bills = []
    # What was typed for the batch is shared; each shipment has an entry and a broker of its own.
    typed = {key: shares(case.get(key), shipped) for key in ("freight", "insurance", "domestic", "inland", "other")}
    for place, count in enumerate(shipped):
        part = case | {key: amounts[place] for key, amounts in typed.items()}
        entered = entry(part, rows(case, theirs, count))
        if entered is None:
            return None
        cost = sum(row["n"] * at_par(row["c"], money) for row in case["goods"]) * count
        bill = carried(part, money, goods=cost)
        bills.append(bill | {name: at_par((amount, theirs), money) for name, amount in entered[0].items()})
    pieces = sum(row["n"] for row in case["goods"])
    carton = [Fraction(side) for side in case["carton"]["size"]]
    volume = carton[0] * carton[1] * carton[2] / 10**6 / case["carton"]["orders"]
    # The first takes in what goes on from there too.
    arrives = [count + (sum(orders) - sum(c for c, s in zip(orders, sites) if s["transfer"] is None) if place == 0 else 0)
               for place, count in enumerate(orders)]
    for site, count, coming in zip(sites, orders, arrives):
        if not coming:
            continue
        card = SITES[site["kind"]] if case["country"] in SITES[site["kind"]]["countries"] else {}
        charged = lambda amount: at_par((amount, card["currency"]), money)
        cartons = ceil(Fraction(count, case["carton"]["orders"]))
        pace = Fraction(case["monthly"], 30) * count / batch
        taken = ceil(Fraction(coming, case["carton"]["orders"]))
        if site["receiving"] is not None:
            received = taken * at_par(site["receiving"], money)
        else:
            received, before = Fraction(0), 0
            for step in card.get("receiving", []):
                here = min(taken, step.get("to", taken)) - before
                received += charged(max(here, 0) * Fraction(step["each"]))
                before = max(before, step.get("to", taken))
        if not count:
            bills.append({"receiving": received})
            continue
        stock = in_stock(count, pace, case["wait"])
        if site["storage"] is not None:
            stored = sum(stock) * volume * at_par(site["storage"], money)
        elif site["kind"] == "fba":
            stored = charged(by_month(card, case, stock, volume))
        else:
            stored = charged(by_age(card, case["wait"], stock, volume))
        if site["pick"] is not None:
            picked = count * at_par(site["pick"], money)
        elif site["kind"] == "fba":
            picked = Fraction(0)
        else:
            first = by_weight(card["pick-pack"], kilograms(case["parcel"]["weight"]))
            picked = count * charged(first + (pieces - 1) * Fraction(card["pick-more"]))
        least = at_par(site["least"], money) if site["least"] is not None else Fraction(0)
        # What brings cartons here is paid to whoever brings them: it does not count towards the least of a month.
        charged_here = sum(rounded(amount, money) for amount in (received, stored, picked))
        bills.append({
            "receiving": received,
            "storage": stored,
            "pick-pack": picked,
            "month-least": max(least * Fraction(batch, case["monthly"]) - charged_here, Fraction(0)),
            "transfer": cartons * given(site, "transfer", money),
            "last-mile": count * delivered(case, site, price, money),
        })
    return bills


# A sale.


def terms_of(case):
    """The channels: the typed ones with what the data know of each, or those of the data."""
    known = {
        one["id"]: one
        for one in CHANNELS
        if case["country"] in one["countries"] and border.holds(one, case["day"])
    }
    typed = case["channels"]
    if not typed:
        typed = [{"id": name} for name in known] or [{"id": "other"}]
    return [(row["id"], row, known.get(row["id"])) for row in typed]


def banded(tiers, price):
    return next(tier for tier in tiers if "up-to" not in tier or price <= Fraction(tier["up-to"]))


def taken(row, card, price, money):
    """What the channel takes of a price besides advertising: in the currency of the answer."""
    get = lambda key, data: row[key] if row.get(key) is not None else Fraction(card[data]) if card else Fraction(0)
    gross = at_par(price, money)
    share = get("payment", "payment-percent") + get("payout", "payout-percent") + get("ads", "ads-percent")
    total = gross * share / 100
    if row.get("referral") is not None:
        total += gross * row["referral"] / 100
    elif card:
        theirs = at_par(price, card["currency"])
        if card.get("by-portion"):
            fee, before = Fraction(0), Fraction(0)
            for tier in card["referral"]:
                until = min(theirs, Fraction(tier["up-to"])) if "up-to" in tier else theirs
                fee += max(until - before, 0) * Fraction(tier["percent"]) / 100
                before = max(until, before)
        else:
            fee = theirs * Fraction(banded(card["referral"], theirs)["percent"]) / 100
        total += at_par((max(fee, Fraction(card.get("referral-least", 0))), card["currency"]), money)
    if row.get("order") is not None:
        total += at_par(row["order"], money)
    elif card:
        fixed = Fraction(card["payment-fixed"])
        if card.get("order-fee"):
            fixed += Fraction(banded(card["order-fee"], at_par(price, card["currency"]))["each"])
        total += at_par((fixed, card["currency"]), money)
    return total + given(row, "fulfilment", money)


def returned(case, refund, saved):
    """What one return costs; a unit that is sold again saves what need not be paid again."""
    money = case["answer"]
    ways = {"keep": refund * (1 + case["abuse"] / 100)}
    if case["ship-back"] is not None:
        ways["ship-back"] = refund + at_par(case["ship-back"], money) - saved * case["recovered"] / 100
    if case["local"] is not None:
        again = case["resold"] / 100
        ways["local"] = refund + at_par(case["local"], money) - again * saved - (1 - again) * given(case, "liquidation", money)
    if case["offer"] is not None:
        accepted = case["accepted"] / 100
        ways["partial"] = accepted * refund * case["offer"] / 100 + (1 - accepted) * min(ways.values())
    return ways.get(case["policy"], min(ways.values()))


def net_price(case, gross):
    share = tax_percent(case) / 100
    return gross / (1 + share)


def landing(case, price, freight=None, goods=None):
    """Price without tax, tax of the sale in it, and what an order costs until it is with the buyer; in the currency of the
    answer, unrounded but for what the border rounds. `None` where the way is refused at the price."""
    market, money = MARKETS[case["country"]], case["answer"]
    theirs = market["currency"]
    gross = at_par(price, money)
    if case["route"] != "parcel":
        net = net_price(case, gross)
        if case["route"] == "warehouse":
            bills = warehouse(case, price)
            if bills is None:
                return None
            lines = {place: sum(bill.values()) for place, bill in enumerate(bills)}
            count = case["batch"]
            # What is sold again is picked and delivered again.
            again = sum(bill.get(name, 0) for bill in bills for name in ("pick-pack", "last-mile")) / count
            cost = sum(lines.values()) / count
            return net, gross - net, cost, cost - again
        else:
            values = None
            cost = sum(row["n"] * at_par(row["c"], money) for row in case["goods"])
            if goods is not None:
                made = rows(case, theirs)
                values = [row["c"] * goods / cost if typed["v"] is None else row["v"] for row, typed in zip(made, case["goods"])]
            entered = entry(case, rows(case, theirs, 1, values), freight=None if freight is None else at_par((freight, money), theirs))
            if entered is None:
                return None
            lines = carried(case, money, freight=freight, goods=goods)
            lines |= {name: at_par((amount, theirs), money) for name, amount in entered[0].items()}
            count = sum(row["n"] for row in case["goods"])
        cost = sum(lines.values()) / count
        return net, gross - net, cost, cost
    weight = sum(row["n"] * at_par(row["v"], theirs) for row in case["goods"])
    shipping = given(case, "charged", theirs)

    def at(net):
        """The border at a price without tax."""
        # It is declared in whole minor units of the price.
        own = price[1]
        worth = at_par((rounded(at_par((net, money), own), own), own), theirs) - shipping
        if worth <= 0:
            return None
        values = [at_par(row["v"], theirs) * worth / weight for row in case["goods"]]
        return entry(case, rows(case, theirs, 1, values), freight=None if freight is None else at_par((freight, money), theirs))

    net = net_price(case, gross)
    entered = at(net)
    if entered is None:
        return None
    if not (entered[1] == "checkout" or entered[1] == "border" and case["terms"] == "ddp"):
        # The price holds no tax: all of it counts.
        net = gross
        entered = at(net)
        if entered is None:
            return None
    tax = gross - net if entered[1] == "checkout" else Fraction(0)
    lines = carried(case, money, freight=freight, goods=goods)
    lines |= {name: at_par((amount, theirs), money) for name, amount in entered[0].items()}
    cost = sum(lines.values())
    return net, tax, cost, cost


def sale(case, row, card, price, freight=None, goods=None):
    """What is left, and the price without tax."""
    landed = landing(case, price, freight, goods)
    if landed is None:
        return None
    net, tax, cost, saved = landed
    money = case["answer"]
    gross = at_par(price, money)
    rate = row["returned"] if row.get("returned") is not None else Fraction(card["returns-percent"]) if card else Fraction(0)
    back = returned(case, gross - tax, saved) * rate / 100
    return gross - tax - taken(row, card, price, money) - back - cost, net


def beyond(case, row, card, price, freight=None, goods=None):
    """What is left beyond the target."""
    found = sale(case, row, card, price, freight, goods)
    return None if found is None else found[0] - found[1] * case["margin"] / 100


def jumps(case, card, money):
    """Prices, in minor units, near which another rule can begin."""
    market = MARKETS[case["country"]]
    theirs, unit = market["currency"], unit_of(money)
    values = [at_par((given(case, "charged", theirs), theirs), money)]
    for rule in market["treatments"] + market.get("fees", []):
        for key in ("up-to", "above"):
            if key in rule:
                limit = Fraction(rule[key]) * RATES[rule.get("currency", theirs)] / RATES[theirs]
                # Customs value or value of the goods; of one unit or all of them; with and without what is in it.
                beside = [Fraction(0), given(case, "domestic", theirs)]
                beside.append(beside[1] + given(case, "freight", theirs) + given(case, "insurance", theirs))
                for one in beside:
                    worth = limit - one + given(case, "charged", theirs)
                    values.append(at_par((worth, theirs), money))
                    values.append(at_par((limit * sum(row["n"] for row in case["goods"]), theirs), money))
    share = tax_percent(case) / 100
    found = [value for one in values for value in (one, one * (1 + share), one / (1 - share))]
    if card:
        for tier in card["referral"] + card.get("order-fee", []):
            if "up-to" in tier:
                found.append(at_par((Fraction(tier["up-to"]), card["currency"]), money))
    found += [at_par((Fraction(dollars), "USD"), money) for dollars in (10, 50)]
    return sorted({floor(value / unit) + step for value in found for step in range(-1, 3) if value > unit})


class TooLong(Exception):
    """So little is left of a price that it would take too many to find the least one."""


def least_price(case, row, card, money, slow=False):
    """In minor units. With `slow` every price is tried."""
    left = lambda price: beyond(case, row, card, price)
    return first_price(case, row, card, money, 1, left, case["margin"], slow)


def first_price(case, row, card, money, number, left_at, margin, slow=False):
    """The first price from a number of minor units up at which something is left, of what rises at most as profit less this
    margin does."""
    unit = unit_of(money)
    edges = jumps(case, card, money)
    # Rounding can move what is left by half a minor unit of a line.
    theirs = MARKETS[case["country"]]["currency"]
    noise = 8 * max(at_par((unit_of(theirs), theirs), case["answer"]), unit_of(case["answer"]))
    # What is left of one more minor unit of the price at most: shares of the price, the target, the lowest commission.
    get = lambda key, data: row[key] if row.get(key) is not None else Fraction(card[data]) if card else Fraction(0)
    shares = get("payment", "payment-percent") + get("payout", "payout-percent") + get("ads", "ads-percent")
    if row.get("referral") is not None:
        shares += row["referral"]
    elif card and "referral-least" not in card:
        shares += min(Fraction(tier["percent"]) for tier in card["referral"])
    # Of the refund at least what is given back where an offer is accepted as often as can be.
    given_back = Fraction(1) if case["offer"] is None else 1 - case["accepted"] / 100 * (1 - case["offer"] / 100)
    shares += (margin + get("returned", "returns-percent") * given_back) / (1 + tax_percent(case) / 100)
    in_price = at_par((unit, money), case["answer"]) * (1 - shares / 100)
    tried = 0
    while number <= MOST:
        tried += 1
        if tried > 20_000 and not slow:
            raise TooLong
        left = left_at((number * unit, money))
        if left is not None and left >= 0:
            return number
        ahead = 1
        if slow:
            pass
        elif left is None:
            ahead = 1 if number < 5000 else MOST
        elif in_price <= 0:
            ahead = MOST
        elif -left > noise:
            ahead = max(floor((-left - noise) / in_price), 1)
        edge = next((edge for edge in edges if edge > number), None)
        number = number + ahead if edge is None or slow else min(number + ahead, edge)
    return None


# Steps of the price.

# Prices of more minor units than this are not looked at.
STEPS_UP_TO = 25_000
# Of so many sales into each country they are looked at.
STEPPED = 6
# So many prices are passed over where profit runs straight from the first to the last of them, through the one in the middle.
STRAIGHT = 128
# So many lines are rounded at the border, besides one for each row.
LINES = 8


def looks_at_steps(case, card, price):
    """Whether a limit is near a price that is not too large: there is little to see elsewhere, and it takes long."""
    number = price[0] / unit_of(price[1])
    return number <= STEPS_UP_TO and any(abs(edge - number) < number / 10 for edge in jumps(case, card, price[1]))


def price_steps(case, row, card, price, slow=False):
    """The nearest prices up to one and above it, from half to double of it, from which on profit jumps by more than a minor unit of
    the price and the rounding of lines explain, and those further off that are larger: what it was just below, what it is, and the
    price at which that is reached again; of a limit of the market the price just below without tax, where tax is in it. No rule is
    asked: prices are tried, with `slow` each of them."""
    own, money = price[1], case["answer"]
    unit = unit_of(own)
    number = int(price[0] / unit)
    at = lambda tried: (tried * unit, own)
    first, last = ceil(Fraction(number, 2)), 2 * number
    known = {}

    def profit(tried):
        if tried not in known:
            found = sale(case, row, card, at(tried))
            known[tried] = None if found is None else found[0]
        return known[tried]

    in_money = at_par((unit, own), money)

    def is_straight(begin, end):
        middle = (begin + end) // 2
        three = profit(begin), profit(middle), profit(end)
        if None in three:
            return False
        expected = three[0] + (three[2] - three[0]) * (middle - begin) / (end - begin)
        return abs(three[1] - expected) < in_money / 2 and abs(three[2] - three[0]) < (end - begin) * in_money

    theirs = MARKETS[case["country"]]["currency"]
    lines = LINES + len(case["goods"]) if case["route"] == "parcel" else 0
    rounding = lines * at_par((unit_of(theirs), theirs), money)

    def size(tried):
        two = profit(tried - 1), profit(tried)
        return Fraction(0) if None in two else abs(two[1] - two[0])

    def steps_in(begin, end):
        if slow or end - begin < 4 or not is_straight(begin, end):
            return [tried for tried in range(begin + 1, end + 1) if size(tried) > in_money + rounding]
        return []

    begins = [begin for begin in range(first, last, STRAIGHT)]
    all_steps = [tried for begin in begins for tried in steps_in(begin, min(begin + STRAIGHT, last))]
    larger = []
    for side in [one for one in reversed(all_steps) if one <= number], [one for one in all_steps if one > number]:
        largest = Fraction(0)
        for tried in side:
            if size(tried) > largest:
                largest = size(tried)
                larger.append(tried)
    told = []
    for begins in larger:
        before, after = profit(begins - 1), profit(begins)
        parts = [cell(at(begins)), cell(at(begins - 1)), *(text_signed(rounded(amount, money)) + money for amount in (before, after))]
        # More is left above a price only where another value or tax then counts: that is no advice.
        if after >= before:
            continue
        left = lambda tried: (lambda found: None if found is None else found[0] - before)(sale(case, row, card, tried))
        again = first_price(case, row, card, own, begins + 1, left, Fraction(0), slow)
        parts.append(cell(at(again)) if again else "")
        net, tax, cost, _ = landing(case, at(begins - 1))
        now = landing(case, at(begins))
        of_market = abs(now[1] + now[2] - tax - cost) > in_money + rounding
        if again and of_market and case["route"] == "parcel" and net < at_par(at(begins - 1), money):
            parts.append(cell((rounded(at_par((net, money), own), own), own)))
        told.append("/".join(["fall", *parts]))
    return "+".join(told)


def most(passes):
    """The largest number that passes, of those that pass up to some point; tried again around it."""
    if not passes(0):
        return None
    high = 1
    while passes(high):
        high *= 2
        if high > 10**13:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    around = [number for number in range(max(low - 3, 0), low + 12) if passes(number)]
    return max(around)


def price_of(case, row):
    """As typed, or by what customs counts: with tax where the shop shows it and the price holds it."""
    if row.get("price") or case["price"]:
        return row.get("price") or case["price"]
    own = case["goods"][0]["v"][1]
    without = sum(one["n"] * at_par(one["v"], own) for one in case["goods"]) + given(case, "charged", own)
    untaxed, taxed = ((rounded(value, own), own) for value in (without, without * (1 + tax_percent(case) / 100)))
    landed = landing(case, untaxed)
    holds_none = landed is not None and landed[1] == 0 and landed[0] == at_par(untaxed, case["answer"])
    return untaxed if holds_none else taxed


def percent(value):
    """To two places, half away from zero."""
    return text_signed(rounded(value * 100, "USD"))


def text_signed(value):
    return ("-" if value < 0 else "") + text(abs(value))


def sold(case, slow=False, steps=False):
    """What is expected of each channel, with the steps of its price or without; `none` where the way is refused for the parcel as
    it was typed."""
    if case["route"] == "parcel" and entry(case, rows(case, MARKETS[case["country"]]["currency"])) is None:
        return "none"
    money = case["answer"]
    unit = unit_of(money)
    told = []
    for name, row, card in terms_of(case):
        price = price_of(case, row)
        # Amazon delivers orders of other channels at fees that are not in the data.
        by_card = case["route"] == "warehouse" and any(one["kind"] == "fba" and one["delivery"] is None for one in case["sites"])
        found = None if by_card and not name.startswith("amazon") else sale(case, row, card, price)
        if found is None:
            told.append(f"{name}:refused")
            continue
        profit, net = found
        theirs = case["price"][1] if case["price"] else case["goods"][0]["v"][1]
        least = least_price(case, row, card, theirs)
        if slow and least is not None and least < 30_000:
            assert least == least_price(case, row, card, theirs, True), case
        parts = [
            f"price={cell(price)}",
            f"total={text_signed(rounded(profit, money))}{money}",
            f"margin={percent(profit / net)}",
            f"least-price={text(least * unit_of(theirs)) + theirs if least else ''}",
        ]
        # What goes by way of a warehouse has no one freight and no one purchase of which that could be said.
        if case["route"] != "warehouse":
            passes = lambda **costs: (lambda left: left is not None and left >= 0)(beyond(case, row, card, price, **costs))
            shown = lambda number: "" if number is None else text(number * unit) + money
            parts.append(f"most-freight={shown(most(lambda number: passes(freight=number * unit)))}")
            parts.append(f"most-goods={shown(most(lambda number: passes(goods=max(number, 1) * unit)))}")
        if case["route"] == "bulk":
            cost = landing(case, price)[2]
            left = profit + cost
            count = sum(row["n"] for row in case["goods"])
            parts.append(f"break-even={ceil(cost * count / left) if left > 0 else ''}")
        if steps and looks_at_steps(case, card, price):
            try:
                parts.append(f"steps={price_steps(case, row, card, price, slow)}")
            except TooLong:
                pass
        told.append(f"{name}:" + ",".join(parts))
    return ";".join(told)


def batch_of(case):
    bills = warehouse(case, case["price"])
    if bills is None:
        return "refused"
    money, shown = case["answer"], {}
    for bill in bills:
        for name, amount in bill.items():
            shown[name] = shown.get(name, 0) + rounded(amount, money)
    total = sum(shown.values())
    parts = [f"total={text(total)}{money}", f"per-order={text(rounded(total / case['batch'], money))}{money}"]
    for name in ("receiving", "transfer", "storage", "pick-pack", "month-least", "last-mile"):
        amount = shown.get(name, 0)
        parts.append(f"{name}={text(amount) + money if amount else ''}")
    return ",".join(parts)


# Drawing.


def money_of(rng, low, high, currency):
    """An amount between two in euros, in a currency."""
    amount = cents(Fraction(rng.uniform(low, high)) * RATES["EUR"] / RATES[currency], currency)
    return max(amount, unit_of(currency)), currency


def maybe(rng, chance, make):
    return make() if rng.random() < chance else None


def draw_channel(rng, case, own):
    name = rng.choice(["amazon", "own-site", "temu", "tiktok-shop", "ebay", "other", "other"])
    share = lambda chance, texts: maybe(rng, chance, lambda: Fraction(rng.choice(texts)))
    row = {
        "id": name,
        "price": maybe(rng, 0.3, lambda: near_price(rng, case, own)),
        "referral": share(0.4, ["0", "8", "12.5", "15", "17.25"]),
        "order": maybe(rng, 0.3, lambda: money_of(rng, 0.1, 2, rng.choice([own, "USD"]))),
        "payment": share(0.3, ["0", "2.9", "3.4"]),
        "payout": share(0.3, ["0", "1", "2.5"]),
        "ads": share(0.3, ["0", "5", "11", "25"]),
        "returned": share(0.5, ["0", "2", "6.5", "20", "100"]),
        "fulfilment": maybe(rng, 0.3, lambda: money_of(rng, 0.2, 6, own)),
    }
    if all(row[key] is None for key in row if key != "id") and name == "other":
        row["ads"] = Fraction(3)
    return row


def near_price(rng, case, own):
    """A price; often one at which a limit of the market is near."""
    market = MARKETS[case["country"]]
    theirs = market["currency"]
    limits = [at_par((Fraction(rule[key]), rule.get("currency", theirs)), theirs)
              for rule in market["treatments"] + market.get("fees", []) for key in ("up-to", "above") if key in rule]
    if limits and rng.random() < 0.5:
        worth = rng.choice(limits)
        worth *= rng.choice([1, 1, 1 + tax_percent(case) / 100])
        worth += rng.choice([0, 0, 1]) * given(case, "charged", theirs)
        value = cents(at_par((worth, theirs), own), own) + rng.choice([-2, -1, 0, 0, 1, 2, 50]) * unit_of(own)
        return max(value, 10 * unit_of(own)), own
    return money_of(rng, *rng.choice([(6, 60), (6, 60), (20, 400), (400, 4000)]), own)


def draw(rng, country, route):
    market = MARKETS[country]
    theirs = market["currency"]
    answer = theirs if rng.random() < 0.7 or theirs not in ANSWERS else rng.choice(["USD", "EUR", "CNY", "JPY"])
    answer = answer if answer in ANSWERS else "USD"
    own = theirs if rng.random() < 0.85 else rng.choice(["USD", "CNY"])
    own = own if own in ANSWERS else "USD"
    bulk = route != "parcel"
    day = date(2026, 11, 26) + timedelta(rng.randrange(-120, 300))
    case = {
        "country": country,
        "route": route,
        "way": rng.choice(border.BULK_WAYS if bulk else border.PARCEL_WAYS),
        "day": day.isoformat(),
        "list": rng.choice(border.LISTS) if country == "US" else "",
        "232": country == "US" and rng.random() < 0.1,
        "answer": answer,
        "terms": rng.choice(["ddp", "ddp", "dap"]),
        "collector": rng.choice(["seller", "marketplace", "nobody"]),
        "tax": rng.choice(["recovered", "postponed", "borne"]),
        "vat": maybe(rng, 0.15, lambda: Fraction(rng.choice(["0", "7", "13", "17.5"]))) if country not in ("US", "HK") else None,
        "margin": Fraction(rng.choice(["0", "10", "18", "20", "33.3"])),
        "policy": rng.choice(["cheapest", "cheapest", "ship-back", "local", "keep", "partial"]),
        "ship-back": maybe(rng, 0.5, lambda: money_of(rng, 2, 30, theirs)),
        "recovered": Fraction(rng.choice(["0", "40", "60", "100"])),
        "local": maybe(rng, 0.5, lambda: money_of(rng, 1, 12, theirs)),
        "resold": Fraction(rng.choice(["0", "50", "65"])),
        "liquidation": maybe(rng, 0.4, lambda: money_of(rng, 0.5, 4, theirs)),
        "abuse": Fraction(rng.choice(["0", "5", "30"])),
        "offer": maybe(rng, 0.5, lambda: Fraction(rng.choice(["20", "40"]))),
        "accepted": Fraction(rng.choice(["0", "35", "70"])),
        "rebate": maybe(rng, 0.2, lambda: Fraction(rng.choice(["9", "13"]))),
        "percent": maybe(rng, 0.3, lambda: Fraction("2.5")) if not bulk else None,
        "least": maybe(rng, 0.3, lambda: money_of(rng, 1, 12, theirs)) if not bulk else None,
        "charged": maybe(rng, 0.4, lambda: rng.choice([(Fraction(0), theirs), money_of(rng, 1, 9, theirs)])) if not bulk else None,
    }
    times = rng.choice([10, 80, 345]) if route == "bulk" else 1
    batch = rng.choice([60, 100, 301, 600, 997, 1200])
    whole = times if route == "bulk" else batch if route == "warehouse" else 1
    case["freight"] = money_of(rng, 1 * whole, 9 * whole, rng.choice([theirs, answer, "CNY"]))
    for key, chance, low, high in (("insurance", 0.2, 0.1, 1), ("domestic", 0.2, 0.1, 2), ("inland", 0.3, 0.1, 2), ("other", 0.1, 0.1, 1)):
        case[key] = maybe(rng, chance, lambda: money_of(rng, low * whole, high * whole, rng.choice([theirs, "CNY"])))
    case["brokerage"] = maybe(rng, 0.3, lambda: money_of(rng, 1 if not bulk else 40, 4 if not bulk else 150, theirs))
    case["inland"] = case["inland"] if bulk else None
    case["price"] = near_price(rng, case, own) if bulk or rng.random() < 0.9 else None
    goods = []
    for _ in range(rng.choice([1, 1, 1, 2])):
        goods.append({
            "n": times if route == "bulk" else rng.choice([1, 1, 1, 2, 3]),
            "c": money_of(rng, 1, 12, rng.choice(["CNY", theirs])),
            "v": money_of(rng, 8, 60, theirs) if route != "bulk" or rng.random() < 0.3 else None,
            "iv": maybe(rng, 0.3, lambda: money_of(rng, 1, 9, theirs)) if route == "warehouse" else None,
            "d": Fraction(rng.choice(["0", "2.7", "4.7", "6.5", "12", "17"])),
            "x": Fraction(rng.choice(["0", "0", "0", "25"])),
            "h": rng.choice(["", "", "610910", "640411", "847130"]),
        })
    case["goods"] = goods
    case["channels"] = []
    if rng.random() < 0.7:
        case["channels"] = [draw_channel(rng, case, own) for _ in range(rng.choice([1, 1, 2]))]
        if len({row["id"] for row in case["channels"]}) < len(case["channels"]):
            case["channels"] = case["channels"][:1]
    if route == "warehouse":
        draw_warehouses(rng, case, batch)
    return case


def draw_warehouses(rng, case, batch):
    theirs = MARKETS[case["country"]]["currency"]
    us = case["country"] == "US"
    case["batch"], case["wait"] = batch, rng.choice([0, 0, 0, 7, 31, 100])
    case["monthly"] = max(rng.choice([batch // 7, batch // 3, batch // 2, batch, 2 * batch, 97]), 8)
    fba = us and rng.random() < 0.4
    parcel, size = rng.choice(list(FULFILLED))
    if fba:
        case["goods"] = case["goods"][:1]
        case["goods"][0]["n"] = 1
    pair = lambda joined: next((joined[: -len(unit)], unit) for unit in ("kg", "oz", "lb", "g") if joined.endswith(unit))
    case["parcel"] = {"weight": pair(parcel), "size": (size[:-2].split("x"), size[-2:])}
    case["carton"] = {"orders": rng.choice([7, 12, 40]), "weight": "15kg", "size": rng.choice([("60", "40", "40"), ("100", "100", "50"), ("48", "36", "32")])}
    many = rng.choice([1, 1, 2, 3])
    shares = {
        1: [[None], [Fraction(100)]],
        2: [[None, None], [Fraction(60), None], [Fraction("33.3"), Fraction("66.7")], [Fraction(1), None], [Fraction("0.4"), None]],
        3: [[None] * 3, [Fraction(50), None, None], [Fraction("33.4"), Fraction("33.3"), Fraction("33.3")], [None, Fraction(17), None]],
    }[many]
    shares = rng.choice(shares)
    case["sites"] = []
    for place in range(many):
        kind = rng.choice(["fba", "third-party"]) if fba else "third-party"
        sure = 1 if not us else 0.5
        case["sites"].append({
            "kind": kind,
            "share": shares[place],
            "delivery": maybe(rng, 0.3 if kind == "fba" else 1, lambda: money_of(rng, 2, 9, rng.choice([theirs, case["answer"]]))),
            "pick": maybe(rng, 0.2 if kind == "fba" else sure, lambda: money_of(rng, 0.3, 3, theirs)),
            "storage": maybe(rng, 0.2 if kind == "fba" else sure, lambda: money_of(rng, 0, 2, theirs)),
            "receiving": maybe(rng, 0.2 if kind == "fba" else sure, lambda: money_of(rng, 0.2, 3, theirs)),
            "least": maybe(rng, 0.4, lambda: money_of(rng, 1, 900, theirs)),
            "transfer": maybe(rng, 0.4, lambda: money_of(rng, 0.5, 4, theirs)) if place else None,
        })


# Currencies that an answer can have.
ANSWERS = set("CNY USD EUR GBP JPY AUD CAD HKD TWD KRW SGD MYR THB VND PHP IDR INR BRL MXN PLN SEK CHF NZD AED SAR".split())


def cell(amount):
    if amount is None:
        return ""
    return text(amount[0]) + amount[1] if isinstance(amount, tuple) else text(amount) if isinstance(amount, Fraction) else str(amount)


def link(case):
    joined = lambda *cells: "_".join(cell(one) for one in cells).rstrip("_")
    pairs = [("v", "1"), ("t", "lc")]
    for row in case["goods"]:
        pairs.append(("g", joined(None if row["n"] == 1 else row["n"], row["c"], row["v"], row["d"], row["x"] or None, row["h"], None, None, None, row.get("iv"))))
    if case["route"] == "warehouse":
        parcel = case["parcel"]
        pairs.append(("p", joined(None, "".join(parcel["weight"]), "x".join(parcel["size"][0]) + parcel["size"][1])))
    bulk = case["route"] != "parcel"
    add = lambda key, value: pairs.append((key, cell(value))) if value is not None else None
    unless = lambda key, value, default: pairs.append((key, cell(value))) if value != default else None
    unless("rt", case["route"], "parcel")
    unless("d", case["country"], "US")
    pairs.append(("dt", case["day"]))
    unless("ul", case["list"], "")
    if case["232"]:
        pairs.append(("u2", "1"))
    if case["route"] != "bulk":
        unless("tm", case["terms"], "ddp")
        unless("tc", case["collector"], "seller")
    if bulk:
        unless("it", case["tax"], "recovered")
    add("qf", case["freight"])
    pairs.append(("bb" if bulk else "pb", case["way"]))
    for key, name in (("df", "domestic"), ("xr", "rebate"), ("in", "insurance"), ("br", "brokerage"), ("if", "inland"),
                      ("ap", "percent"), ("al", "least"), ("oc", "other")):
        add(key, case[name])
    unless("c", case["answer"], "CNY")
    add("bs", case["charged"])
    add("vr", case["vat"])
    if case["route"] == "warehouse":
        add("bo", case["batch"])
        add("mo", case["monthly"])
        add("cq", case["carton"]["orders"])
        add("cw", case["carton"]["weight"])
        add("cs", "x".join(case["carton"]["size"]) + "cm")
        unless("sd", case["wait"], 0)
        for site in case["sites"]:
            pairs.append(("wh", joined(site["kind"] if site["kind"] != "third-party" else None, site["share"], None, None, site["delivery"], site["pick"],
                                       site["storage"], site["receiving"], site["least"], site["transfer"])))
    add("pr", case["price"])
    unless("mg", case["margin"], 20)
    for row in case["channels"]:
        pairs.append(("ch", joined(None if row["id"] == "other" else row["id"], row["price"], row["referral"], row["order"], row["payment"], row["payout"],
                                   row["ads"], row["returned"], row["fulfilment"])))
    unless("rp", case["policy"], "cheapest")
    add("rl", case["ship-back"])
    unless("rv", case["recovered"], 0)
    add("lr", case["local"])
    unless("rs", case["resold"], 0)
    add("lq", case["liquidation"])
    unless("ka", case["abuse"], 0)
    add("of", case["offer"])
    unless("oa", case["accepted"], 0)
    made = "&".join(f"{key}={value}" for key, value in pairs) + "&k=hand"
    return made if all(len(value) <= 64 for _, value in pairs) else None


def drawn(rng, country, route):
    while True:
        case = draw(rng, country, route)
        address = link(case)
        if address:
            return case, address


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    slow = sys.argv[2:] == ["slow"]
    lines = [f"# Written by `judge_sale.py {count}` from data/; do not edit.", "\t".join(COLUMNS)]
    with_channels = sorted({country for one in CHANNELS for country in one["countries"]})
    others = ["BR", "CH", "HK", "KR", "MX", "NO", "NZ", "SG"]
    made = 0

    def written(rng, country, route, kinds, steps):
        """Lines of the next case that can be told."""
        while True:
            case, address = drawn(rng, country, route)
            try:
                return [f"{address}\t{kind};{batch_of(case) if kind == 'batch' else sold(case, slow and made % 50 == 0, steps)}" for kind in kinds]
            except TooLong:
                continue

    for country in with_channels + others:
        rng = random.Random(f"sale {count} {country}")
        for number in range(count if country in with_channels else count // 2):
            lines += written(rng, country, "bulk" if number % 5 == 4 else "parcel", ["sale"], number < STEPPED)
            made += 1
    rng = random.Random(f"warehouse {count}")
    for number in range(6 * count):
        country = "US" if number % 2 else rng.choice(with_channels + others)
        lines += written(rng, country, "warehouse", ["batch"] if number % 3 else ["batch", "sale"], number % 12 == 0)
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{made} sales, {6 * count} batches")


if __name__ == "__main__":
    main()
