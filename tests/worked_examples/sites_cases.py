"""One warehouse or several, reckoned with exact fractions: writes edges-mode-sites.toml. Shares no code with Suanpan.

An order of goods for 7.95 in a carton of 1 kg goes by sea at 0.05 a kilogram to the West, 0.20 to the middle and 0.35 to the East,
in 35 days; delivery is 2.00 in zone 2, 3.00 in zone 5 and 5.00 in zone 8. Duty is 12.5 %; each entry pays a broker and its fees.
"""
import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F

from mode_cases import OUT, PARCEL, alt, card, case, money

FREIGHT = {"west": F("0.05"), "central": F("0.20"), "east": F("0.35")}
DELIVERY = {"2": F(2), "5": F(3), "8": F(5)}


def cents(x):
    return F((Decimal(x.numerator) / Decimal(x.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def entry(orders, region, broker):
    """What so many orders cost until they are in the warehouse of a region."""
    goods = F("7.95") * orders
    fee = F("2.69") if goods <= 2500 else min(max(goods * F("0.003464"), F("34.58")), F("670.86"))
    return sum(map(cents, [goods, FREIGHT[region] * orders, goods * F("0.125"), fee, goods * F("0.00125"), F(broker)]))


def parts(batch, shares):
    """Whole orders, the largest remainders first."""
    exact = [F(batch * share, 100) for share in shares]
    whole = [math.floor(one) for one in exact]
    for at in sorted(range(len(shares)), key=lambda at: whole[at] - exact[at])[: batch - sum(whole)]: whole[at] += 1
    return whole


class Case:
    def __init__(self, rows, broker, batch_days=60):
        """Rows: region, zone, share, price of bringing a carton on from the first."""
        self.rows, self.broker, self.batch_days = rows, broker, batch_days

    def each(self, month, stocks, fed=False):
        """Stocks: region, zone, share of the orders, transfer a carton."""
        batch = math.ceil(F(month * self.batch_days, 30))
        orders = parts(batch, [share for _, _, share, _ in stocks])
        arrive = [batch] + [0] * (len(stocks) - 1) if fed else orders
        paid = sum(entry(here, stock[0], self.broker) for here, stock in zip(arrive, stocks) if here)
        there = F(0)
        for at, (here, (_, zone, _, on)) in enumerate(zip(orders, stocks)):
            there += cents(F("0.35") * arrive[at]) + cents(F("1.30") * here) + cents(DELIVERY[zone] * here)
            if fed and at: there += F("0.35") * here + cents(on * here)
        tied = 35 + F(batch * 30, month) / 2
        return (paid + there) / batch + paid / batch * F(14, 100) * tied / 365

    def one(self, month, at):
        """Everything in one, from where buyers of other regions are further away."""
        region, own, _, _ = self.rows[at]
        far = lambda to: "2" if to == region else "8" if {to, region} == {"west", "east"} else "5"
        return sum(F(share, 100) * self.each(month, [(region, max(own, far(to)), 100, 0)]) for to, _, share, _ in self.rows)

    def layouts(self, month):
        """Of equals one warehouse."""
        found = [(f"one-{at}", self.one(month, at)) for at in range(len(self.rows))]
        found.append(("split", self.each(month, self.rows)))
        if any(on for *_, on in self.rows): found.append(("transfer", self.each(month, self.rows, fed=True)))
        return sorted(found, key=lambda one: one[1])

    def several(self, month): return not self.layouts(month)[0][0].startswith("one")

    def most_of_a_carton(self, month):
        fed = lambda on: self.each(month, [(*row[:3], F(on) if at else F(0)) for at, row in enumerate(self.rows)], fed=True)
        return (self.layouts(month)[0][1] - fed(0)) / (fed(100) - fed(0)) * 100

    def turns(self, month, most):
        now = self.several(month)
        above = next((at for at in range(month, most + 1) if self.several(at) != now), None)
        below = next((at for at in range(month, 0, -1) if self.several(at) != now), None)
        return above, below


def lane(zone, price, days=""): return f'[[tariff.lanes]]\nto = ["US"]\nzone = "{zone}"\n{days}{price}\n\n'
def zoned(text, lanes): return text[: text.index("[[tariff.lanes]]")] + "".join(lanes)
SEA = zoned(card("us-sea-ordinary", "first-leg-by-kilo", "first-leg", "", extra='by = "sea"\n'), [lane(region, f'price.breaks = {{ bill-up = false, breaks = [{{ from = "0.001", per-kg = "{float(price)}" }}] }}', "days = { from = 35, to = 35 }\n") for region, price in FREIGHT.items()])
POST = zoned(card("usps-ground", "domestic", "", "", extra='leg = "last-mile"\n').replace('origin = "CN"', 'origin = "US"'), [lane(zone, f'price.flat = [{{ to = "100", price = "{float(price)}" }}]') for zone, price in DELIVERY.items()])
NAMES = {"split": "split", "transfer": "transfer"}

s = '''id = "edges-mode-sites"
title = "One warehouse or several: everything in the West, the middle or the East, split by demand, or all to the first and then on"
source = "by hand, from facts §2.6, §3.5 and §3.8; the sums with exact fractions by the script that wrote this file"
calculator = "logistics-mode"

''' + SEA + POST


def sites(name, rows, month, broker=125, note=""):
    global s
    it = Case([(region, zone, share, F(on)) for region, zone, share, on in rows], broker)
    found = it.layouts(month)
    called = lambda id: NAMES.get(id) or "all-" + rows[int(id[4:])][0]
    (best, each), (following, dearer) = found[:2]
    more = cents(dearer) - cents(each)
    e = "".join(f'[case.expect.changes.sections.mode-sites.alternatives.{id}.figures]\nmode-each = "{money(price)}"\n' for id, price in found)
    e += '[case.expect.changes.sections.mode-sites]\nranking = [' + ", ".join(f'"{id}"' for id, _ in found) + "]\n"
    e += f'[case.expect.changes.sections.mode-sites.decision.args]\nbest = "{called(best)}"\neach = "{money(each)}"\nmore = "{money(more)}"\nnext = "{called(following)}"\n'
    most = max(month * 10, 300)
    above, below = it.turns(month, most)
    word = lambda several: "several" if several else "one"
    now = it.several(month)
    notes = []
    if above: notes.append(f'code = "SITES_FROM"\nargs = {{ orders = "{above}", then = "{word(not now)}" }}\n')
    if below: notes.append(f'code = "SITES_UP_TO"\nargs = {{ orders = "{below}", then = "{word(not now)}" }}\n')
    if not notes: notes.append(f'code = "SITES_ALWAYS"\nargs = {{ from = "1", to = "{most}", then = "{word(now)}" }}\n')
    if "transfer" not in dict(found) and (carton := it.most_of_a_carton(month)) > 0:
        notes.append(f'code = "TRANSFER_PAYS"\nargs = {{ most = "{money(carton)}" }}\n')
    e += "".join("[[case.expect.changes.sections.mode-sites.notes]]\n" + one for one in notes)
    here = ", ".join('{ receiving = "0.35USD", storage-rate = "0USD", pick-pack = "1.30USD", site-region = "%s", delivery-zone = "%s", order-share = "%s"%s }' % (region, zone, share, f', transfer = "{on}USD"' if on else "") for region, zone, share, on in rows)
    inputs = f'monthly-orders = "{month}", modes = "sea-warehouse", goods = [{{ unit-cost = "7.95USD", customs-value = "32USD", duty-rate = "0" }}], us-list = "not-listed", parcels = {PARCEL}, carton-orders = "1", carton-weight = "1kg", carton-size = "20x20x20cm", batch-days = "60", brokerage = "{broker}USD", warehouses = [{here}]'
    s += case(name, inputs, e, note).replace('destination = "HK", shipping-date = "2026-11-22"', 'destination = "US", shipping-date = "2026-11-26"')
    return above, below


COASTS = [("west", "2", 60, 0), ("east", "2", 40, 0)]
above, _ = sites("a hundred a month: one warehouse, since a second entry costs more than the far zone", COASTS, 20)
sites("the last volume at which one is cheaper", COASTS, above - 1)
sites("the first at which the split is", COASTS, above)
sites("many orders: split by demand", COASTS, 300)
sites("cartons brought on by truck for less than a second entry", [("west", "2", 60, 0), ("east", "2", 40, "0.40")], 60)
sites("and for more", [("west", "2", 60, 0), ("east", "2", 40, "3")], 60)
sites("a third in the middle", [("west", "2", 40, 0), ("central", "2", 25, 0), ("east", "2", 35, 0)], 200)
sites("the East holds most buyers", [("west", "2", 20, 0), ("east", "2", 80, 0)], 30)
sites("a broker too dear for a second entry", COASTS, 25, broker=20000)
sites("an own zone that is as far as the other coast", [("west", "8", 60, 0), ("east", "5", 40, 0)], 40)
open(OUT + "edges-mode-sites.toml", "w").write(s)
print(above)
