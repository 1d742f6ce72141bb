"""Hybrids, reckoned with exact fractions: writes edges-mode-hybrids.toml. Shares no code with Suanpan.

An order costs 8.40 by post, 6.90 by line and 150 a month; by sea 1.05 a kilogram in 35 days and 420 a month, by air 3.05 in 7 days.
"""
import math
from fractions import Fraction as F

from mode_cases import FEES, GOODS, LINE, OUT, PARCEL, POST, SEA, STOCK, alt, card, case, money

AIR = card("au-air-kilo", "first-leg-by-kilo", "first-leg", 'price.breaks = { bill-up = false, breaks = [{ from = "0.001", per-kg = "3.05" }] }', (7, 7), 'by = "air"\n')
COST = F("7.95")
NAMES = ["order-landed", "mode-fees", "capital", "unsold", "loss"]


class Batch:
    """So many orders a month by way of the warehouse."""

    def __init__(self, month, freight, days, fee, carton=1, kilos=1, batch_days=60, unsold=0, loss=0):
        self.month = month
        self.batch = math.ceil(F(month * batch_days, 30))
        cartons = math.ceil(F(self.batch, carton))
        paid = COST + freight * kilos * cartons / F(self.batch)
        landed = paid + F("0.35") * cartons / self.batch + F("1.30") + F("3.20")
        tied = days + F(self.batch * 30, month) / 2
        self.lines = {"order-landed": landed, "mode-fees": F(fee, month), "capital": paid * F(14, 100) * tied / 365}
        if unsold: self.lines["unsold"] = F(unsold, 100 - unsold) * paid
        if loss: self.lines["loss"] = F(loss, 100 - loss) * landed
        self.cash = F(month, 30) * tied * paid
        self.lost = paid * self.batch + fee


class Parcels:
    """So many orders a month straight to the buyers; their cards name no days."""

    def __init__(self, month, freight, fee):
        self.month, self.batch, self.cash, self.lost = month, None, F(0), F(fee)
        self.lines = {"order-landed": COST + freight, "mode-fees": F(fee, month)}


def each(part): return sum(part.lines.values())
def total(lines): return sum(F(one[:-3]) for one in lines.values())
def bill(*parts):
    month = sum(part.month for part in parts)
    mean = {name: sum(part.month * part.lines.get(name, F(0)) for part in parts) / month for name in NAMES}
    return {name: money(value) for name, value in mean.items() if value}
def hybrid(id, base, rest, mode):
    lines, month = bill(base, rest), base.month + rest.month
    share = money(F(100 * base.month, month), 1)[:-3]
    figures = {"cash-tied": money(base.cash + rest.cash), "loss-at-most": money(base.lost + rest.lost),
        "batch-orders": base.batch, "hybrid-share": share, "hybrid-rest": mode}
    return alt(id, total=money(total(lines)), lines=lines, figures=figures)
def decision(code, **args): return f'[case.expect.answer.decision]\ncode = "{code}"\n[case.expect.answer.decision.args]\n' + "".join(f'{key} = "{value}"\n' for key, value in args.items())


s = '''id = "edges-mode-hybrids"
title = "Hybrids: sure orders or full cartons from a warehouse, the rest another way, each part at its own volume"
source = "by hand, from facts §3.8 and §3.10; the sums with exact fractions by the script that wrote this file"
calculator = "logistics-mode"

# Post 8.40 an order, line 6.90; sea 1.05 a kilogram in 35 days, air 3.05 in 7; 0.35 to take in a carton, 1.30 + 3.20 to deliver.

''' + POST + LINE + SEA + AIR
BASE = f"goods = {GOODS}, parcels = {PARCEL}, {STOCK}, {FEES}"
def sure(name, month, deviation, more="", note="", fees=True, batch_days=60, **risks):
    """The base is the lower bound of four fifths, in whole orders; each part alone is worse in something."""
    global s
    base = month - math.ceil(F("0.8416") * F(deviation))
    fee, monthly = (420, 150) if fees else (0, 0)
    sea = lambda month: Batch(month, F("1.05"), 35, fee, batch_days=batch_days, **risks)
    air = lambda month: Batch(month, F("3.05"), 7, 0, batch_days=batch_days, **risks)
    parcels = {"postal": lambda month: Parcels(month, F("8.40"), 0), "line": lambda month: Parcels(month, F("6.90"), monthly)}
    # Of equals the line, which costs less with more orders.
    mode = min(["line", "postal"], key=lambda mode: each(parcels[mode](month - base)))
    e = ""
    for id, rest, of in [("base-direct", mode, parcels[mode]), ("base-air", "air-warehouse", air)]:
        if id == "base-air" and "modes" in more: continue
        parts = sea(base), of(month - base)
        mixed = total(bill(*parts)), sum(part.cash for part in parts), sum(part.lost for part in parts)
        alone = [(total(bill(one)), one.cash, one.lost) for one in (sea(month), of(month))]
        assert all(any(x < y for x, y in zip(mixed, other)) for other in alone), (name, id, mixed, alone)
        e += hybrid(id, *parts, rest)
    stock = (BASE if fees else BASE.replace(", " + FEES, "")).replace('batch-days = "60"', f'batch-days = "{batch_days}"')
    s += case(name, f'monthly-orders = "{month}", orders-deviation = "{deviation}", {stock}{more}', e, note)

FEW = ', modes = "postal.line.sea-warehouse"'
sure("a thousand, give or take a hundred: 915 are sure, and 85 go by post, for which the line costs more", 1000, "100", FEW,
    "0.8416 × 100 = 84.16, so 85 beside the sure ones; alone the line is cheaper than post, whose 8.40 are less than 6.90 + 150 ÷ 85")
sure("a hundred by post cost as much as by line: the line, which is cheaper with more", 1000, "118", FEW, "0.8416 × 118 = 99.3; 100 orders, 150 ÷ 100 = 1.50")
sure("one less by post", 1000, "117.6", FEW, "0.8416 × 117.6 = 98.97; 99 orders")
sure("by air the rest waits in the warehouse as well", 1000, "300")
sure("a batch that lasts half as long", 1000, "300", batch_days=30)
sure("the base of a single order", 3, "2.3", FEW, "0.8416 × 2.3 = 1.94: two are not sure", fees=False)
sure("some are never sold, of both batches", 2000, "200", ', unsold-share = "2"', unsold=2)
sure("some are lost on the way from the warehouse", 2000, "200", ', local-loss = "1"', loss=1)

# Until the first batch by sea is there: the plan with the volumes of W23, from 60 orders a month, give or take 25.
at = 349 + math.ceil(F("0.8416") * 25)
waits = math.ceil(F(at * 35, 30))
more = waits * (each(Parcels(at, F("6.90"), 150)) - each(Batch(at, F("1.05"), 35, 420)))
e = f'[[case.expect.changes.sections.mode-plan.notes]]\ncode = "FIRST_BATCH"\nargs = {{ mode = "sea-warehouse", days = "35", orders = "{waits}", direct = "line", more = "{money(more)}" }}\n'
s += case("until the first batch is there, orders go by line", f'monthly-orders = "60", orders-deviation = "25", {BASE}{FEW}', e, f"from {at} orders a month, of which {waits} come in 35 days")

# Full cartons: forty orders and forty kilograms in each, which last thirty days.
CARTONS = STOCK.replace('carton-orders = "1", carton-weight = "1kg"', 'carton-orders = "40", carton-weight = "40kg"').replace('batch-days = "60"', 'batch-days = "30"')
def sea(month): return Batch(month, F("1.05"), 35, 0, carton=40, kilos=40, batch_days=30)
def line(month): return Parcels(month, F("6.90"), 0)
def is_mixed(month):
    base = sea(month // 40 * 40)
    mixed = total(bill(base, line(month - base.month)))
    return mixed < total(bill(sea(month))) and mixed < total(bill(line(month)))
mixed = [month for month in range(41, 160) if month % 40 and is_mixed(month)]
edges = [month for month in mixed if month + 1 not in mixed]
for month in sorted({41, 81, *edges, *(edge + 1 for edge in edges)}):
    base = sea(month // 40 * 40)
    inputs = f'monthly-orders = "{month}", modes = "line.sea-warehouse", goods = {GOODS}, parcels = {PARCEL}, {CARTONS}'
    if month in mixed:
        rest = line(month - base.month)
        alone = min(total(bill(sea(month))), total(bill(line(month))))
        e = hybrid("cartons-direct", base, rest, "line")
        e += decision("mode-hybrid", best="cartons-direct", rest="line", each=money(total(bill(base, rest))), more=money(alone - total(bill(base, rest))))
        s += case(f"{month} orders: {base.month} in full cartons, and the others straight to the buyers", inputs, e)
    else:
        best = min([("line", line(month)), ("sea-warehouse", sea(month))], key=lambda one: each(one[1]))
        s += case(f"{month} orders: no full carton is worth going alone", inputs, alt("sea-warehouse", total=money(total(bill(sea(month))))) + f'[case.expect.answer.decision.args]\nbest = "{best[0]}"\n')
# The cards of the data to the United States: three full cartons of ten, and one to three beside them.
US = 'goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "0" }], parcels = [{ weight = "350g", size = "20x15x8cm" }], us-list = "not-listed", carton-orders = "10", carton-weight = "12kg", carton-size = "60x40x40cm", warehouses = [{ receiving = "1USD", storage-rate = "0.5USD", pick-pack = "1USD", delivery-price = "3USD" }]'
FULLER = US.replace('carton-orders = "10", carton-weight = "12kg"', 'carton-orders = "40", carton-weight = "15kg"')
for month in (31, 32, 33):
    share = money(F(3000, month), 1)[:-3]
    e = alt("cartons-direct", figures={"hybrid-share": share, "hybrid-rest": "line", "batch-orders": "30"}) + decision("mode-hybrid", best="cartons-direct", next="sea-warehouse")
    s += case(f"{month} orders to the United States", f'monthly-orders = "{month}", {US}', e).replace('destination = "HK", shipping-date = "2026-11-22"', 'destination = "US", shipping-date = "2026-11-26"')
s += case("sure orders and the rest to the United States", f'monthly-orders = "800", orders-deviation = "200", {FULLER}', alt("base-direct", figures={"hybrid-rest": "line", "hybrid-days": "6-12"}) + alt("base-air", figures={"hybrid-rest": "air-warehouse"}) + '[[case.expect.answer.notes]]\ncode = "HYBRIDS_BESIDE"\n').replace('destination = "HK"', 'destination = "US"')
open(OUT + "edges-mode-hybrids.toml", "w").write(s)
print(len(mixed), edges)
