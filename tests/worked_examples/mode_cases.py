"""Ways to ship with cards of their own, reckoned with exact fractions: writes w11-mode, w23, w24 and edges-mode*.toml.

Shares no code with Suanpan. Costs are so much an order, a month and a kilogram, so that every volume at which the choice
changes, every share that is lost or returned and every day can be done by hand.
"""
import math
from pathlib import Path
from fractions import Fraction as F
from decimal import Decimal, ROUND_HALF_UP
def money(x, d=2):
    q = Decimal(x.numerator) / Decimal(x.denominator)
    s = str(q.quantize(Decimal(1).scaleb(-d), ROUND_HALF_UP))
    s = s.rstrip("0").rstrip(".") if "." in s else s
    return s + "USD"
def card(id, family, leg, price, days=None, extra="", working="false"):
    d = f'days = {{ from = {days[0]}, to = {days[1]} }}\n' if days else ""
    l = f'leg = "{leg}"\n' if leg else ""
    return f'''[[tariff]]
id = "{id}"
family = "{family}"
origin = "CN"
{l}currency = "USD"
scope = "{'shipment' if leg else 'piece'}"
working-days = {working}
duty = "not-included"
status = "sample"
rounding = [{{ step = "0.001" }}]
sources = [{{ covers = "rates", title = "the card of this example", as_of = "2026-11-22", status = "sample" }}]
{extra}[[tariff.lanes]]
to = ["HK"]
{d}{price}

'''
GOODS = '[{ unit-cost = "7.95USD", customs-value = "32USD" }]'
PARCEL = '[{ weight = "0.6kg", size = "20x15x8cm" }]'
WH = '[{ receiving = "0.35USD", storage-rate = "0USD", pick-pack = "1.30USD", delivery-price = "3.20USD" }]'
STOCK = f'carton-orders = "1", carton-weight = "1kg", carton-size = "20x20x20cm", batch-days = "60", warehouses = {WH}'
def case(name, inputs, expect, note=""):
    base = f'destination = "HK", shipping-date = "2026-11-22", currency = "USD"'
    n = "".join(f"# {line}\n" for line in note.split("\n") if line)
    return f'{n}[[case]]\nname = "{name}"\ninputs = {{ {base}, {inputs} }}\n{expect}\n'
def alt(id, **kv):
    out = f"[case.expect.answer.alternatives.{id}]\n"
    for k, v in kv.items():
        if isinstance(v, dict): v = "{ " + ", ".join(f'{a} = "{b}"' for a, b in v.items()) + " }"
        elif isinstance(v, str) and not v.startswith("["): v = f'"{v}"'
        out += f"{k} = {v}\n"
    return out
OUT = str(Path(__file__).parent) + "/"

# the cards: post 8.40, line 6.90, courier 12.00 an order; sea 1.05 a kilogram, 35 days; air 3.05, 7 days
POST = card("postal-packet", "postal-packet", "", 'price.flat = [{ to = "100", price = "8.40" }]')
LINE = card("special-line-general", "special-line", "", 'price.flat = [{ to = "100", price = "6.90" }]')
SEA = card("eu-sea-kilo", "first-leg-by-kilo", "first-leg", 'price.breaks = { bill-up = false, breaks = [{ from = "0.001", per-kg = "1.05" }] }', (35, 35), 'by = "sea"\n')
FEES = 'mode-fees = [{ fee-mode = "line", month-fee = "150USD" }, { fee-mode = "sea-warehouse", month-fee = "420USD" }]'
goods = F("7.95")
cap = F(9) * F(14, 100) * F(65, 365)
v = {"postal": goods + F("8.40"), "line": goods + F("6.90"), "sea-warehouse": goods + F("1.05") + F("0.35") + F("1.30") + F("3.20") + cap}
fee = {"postal": 0, "line": 150, "sea-warehouse": 420}
def each(m, q): return v[m] + F(fee[m], q)
order = ["postal", "line", "sea-warehouse"]
def winner(q): return min(order, key=lambda m: (each(m, q), -order.index(m)))
flips = [q for q in range(2, 4000) if winner(q) != winner(q - 1)]
assert flips == [100, 349], flips
def lines(m, q):
    L = {}
    L["order-landed"] = money(v[m] - (cap if m == "sea-warehouse" else 0))
    if fee[m]: L["mode-fees"] = money(F(fee[m], q))
    if m == "sea-warehouse": L["capital"] = money(cap)
    return L
def total(L): return money(sum(F(x[:-3]) for x in L.values()))
s = '''id = "W23"
title = "Post, line or warehouse: the volumes at which the choice changes"
source = "facts: worked example W23 (computed twice: decimals, then exact fractions)"
calculator = "logistics-mode"

# An order costs 8.40 by post, 6.90 by line and 150 a month, and by a warehouse 1.05 + 0.35 + 1.30 + 3.20 with 9.00 tied up for
# 65 days at 14 % a year (0.2244), and 420 a month. The goods, 7.95, are the same everywhere; 7.95 + 1.05 are paid before the
# warehouse has them.

''' + POST + LINE + SEA
for q, text, args in [
    (60, "mode-until", 'above = "100", then = "line"'),
    (99, "mode-until", 'above = "100", then = "line"'),
    (100, "mode-between", 'above = "349", then = "sea-warehouse", below = "99", before = "postal"'),
    (348, "mode-between", 'above = "349", then = "sea-warehouse", below = "99", before = "postal"'),
    (349, "mode-from", 'below = "348", before = "line"'),
    (3000, "mode-from", 'below = "348", before = "line"'),
]:
    best = winner(q)
    e = "".join(alt(m, total=total(lines(m, q)), lines=lines(m, q)) for m in order)
    e += f'[case.expect.answer.decision]\ncode = "{text}"\n[case.expect.answer.decision.args]\nbest = "{best}"\n' + "".join(a.strip() + "\n" for a in args.split(","))
    s += case(f"{q} orders a month", f'monthly-orders = "{q}", goods = {GOODS}, parcels = {PARCEL}, {STOCK}, {FEES}', e)
open(OUT + "w23.toml", "w").write(s)

# W11
s = '''id = "W11-mode"
title = "What a return costs, by each way to deal with it, beside the ways to ship"
source = "facts: worked example W11 (computed twice: decimals, then exact fractions)"
calculator = "logistics-mode"

# A landed cost of 11.20 (goods 7.00, freight 4.20) and a price of 39.00; every order comes back, so that the line is the cost of
# one return. Who refuses the offer gets the cheapest other way, which there is the return in the market.

''' + card("special-line-general", "special-line", "", 'price.flat = [{ to = "100", price = "4.20" }]')
R = 'ship-back = "30.50USD", recovered-share = "60"'
L = 'local-return = "11.40USD", resold-share = "65", liquidation = "1.50USD"'
for name, policy, more, cost in [
    ("shipped back", "ship-back", R, "62.78"),
    ("returned in the market", "local", L, "42.6"),
    ("kept", "keep", 'keep-abuse = "5"', "40.95"),
    ("kept for a part, else returned in the market", "partial", L + ', keep-abuse = "10", partial-offer = "40", partial-accepted = "70"', "23.7"),
    ("the cheapest of all", "cheapest", R + ", " + L + ', keep-abuse = "10", partial-offer = "40", partial-accepted = "70"', "23.7"),
]:
    e = alt("line", lines={"order-landed": "11.2USD", "expected-returns": cost + "USD"})
    s += case(name, f'monthly-orders = "100", sale-price = "39USD", return-rate = "100", return-policy = "{policy}", {more}, goods = [{{ unit-cost = "7USD", customs-value = "39USD" }}], parcels = {PARCEL}', e)
s += case("a service that names no days is no promise", f'monthly-orders = "100", promised-days = "60", goods = [{{ unit-cost = "7USD", customs-value = "39USD" }}], parcels = {PARCEL}', '[[case.expect.answer.alternatives.line.refused]]\ncode = "E_NO_DAYS"\n')
open(OUT + "w11-mode.toml", "w").write(s)

# W24
transits = [7,7,8,8,8,9,9,9,9,10,10,10,11,11,12,12,13,14,17,23]
rows = ", ".join(f'{{ transit-days = "{d}", transit-count = "{transits.count(d)}" }}' for d in sorted(set(transits)))
cnycard = card("special-line-general", "special-line", "", 'price.flat = [{ to = "100", price = "49.10" }]', (7, 14)).replace('currency = "USD"', 'currency = "CNY"')
s = '''id = "W24"
title = "What to promise, what being late costs, and what the carrier's clause pays back"
source = "facts: worked example W24 (computed twice: decimals, then exact fractions)"
calculator = "logistics-mode"

# Twenty orders took 7 to 23 days, a tenth of them more than 15: P10 7.9, P90 14.3; with 1 to 2 days until dispatch 8 to 17. Being
# late costs 0.10 × (40 % × 32 + 3) = 1.58. The clause pays 0.12 yuan of an order of 0.6 kg, a waiver 4.91 yuan of 49.10.

''' + cnycard
LATE = f'sale-price = "32USD", promised-days = "17", late-refund = "40", late-service = "3USD", exchange-rate = "7.1", goods = [{{ unit-cost = "9USD", customs-value = "32USD" }}], parcels = {PARCEL}, monthly-orders = "100"'
for name, clause, cost in [
    ("no clause", "", "1.58"),
    ("a yuan a kilogram and day, two at most", ', late-clause = "capped", clause-rate = "1CNY", clause-cap = "2CNY"', "1.56"),
    ("freight is waived", ', late-clause = "waiver"', "0.89"),
]:
    e = '[case.expect.changes.sections.promise.alternatives.past-orders.figures]\n' + f'promise = "8-17"\nlate-share = "10"\nlate-cost = "{cost}USD"\n'
    s += case(name, LATE + clause + f', transits = [{rows}]', e)
few = ", ".join(f'{{ transit-days = "{d}" }}' for d in sorted(transits)[1:])
e = '[case.expect.changes.sections.promise.alternatives.past-orders.figures]\npromise = "8-25"\n[[case.expect.changes.sections.promise.notes]]\ncode = "PROMISE_FEW"\n'
s += case("nineteen orders: from the fastest to the slowest", LATE + f', transits = [{few}]', e)
open(OUT + "w24.toml", "w").write(s)

# ---- edges
s = '''id = "edges-mode"
title = "Ways to ship: what refuses a mode, at the edge and one unit beyond, and what is only expected"
source = "by hand, from facts §1.7, §3.8 to §3.10; the sums with exact fractions by the script that wrote this file"
calculator = "logistics-mode"

# Post 8.40 an order, at most 2 kg and 90 cm in all, no batteries, liquids or magnets; line 6.90 in 6 to 12 days; courier 12.00 in
# 3 to 5 working days; sea 1.05 a kilogram in 35 days, air 3.05 in 7.

'''
LIM = '[tariff.limits]\nweight = "2"\nlongest = "60"\nsum = "90"\n'
s += card("postal-packet", "postal-packet", "", 'price.flat = [{ to = "100", price = "8.40" }]', (10, 20), LIM)
s += card("special-line-general", "special-line", "", 'price.flat = [{ to = "100", price = "6.90" }]', (6, 12), 'accepts = [{ traits = ["battery-in"], status = "sample" }]\n')
s += card("express", "express", "", 'price.flat = [{ to = "100", price = "12.00" }]', (3, 5), 'accepts = [{ traits = ["battery-in", "battery-with", "liquid", "magnet"], status = "sample" }]\n', working="true")
s += SEA
s += card("au-air-kilo", "first-leg-by-kilo", "first-leg", 'price.breaks = { bill-up = false, breaks = [{ from = "0.001", per-kg = "3.05" }] }', (7, 7), 'by = "air"\n')
def inp(more="", parcel=PARCEL, q="100", stock=STOCK):
    return f'monthly-orders = "{q}", goods = {GOODS}, parcels = {parcel}' + (", " + stock if stock else "") + (", " + more if more else "")
def parcel(weight="0.6kg", size="20x15x8cm", traits=""):
    t = f', traits = "{traits}"' if traits else ""
    return f'[{{ weight = "{weight}", size = "{size}"{t} }}]'
def taken(m): return f'[case.expect.answer.alternatives.{m}]\nrefused = []\n'
def refused(m, code): return f'[[case.expect.answer.alternatives.{m}.refused]]\ncode = "{code}"\n'
n = 0
def c(name, inputs, e, note=""):
    global s, n
    n += 1
    s += case(name, inputs, e, note)
c("promised 14 days: the line takes 12 and dispatch 2", inp('promised-days = "14"'), taken("line") + refused("postal", "E_SPEED"))
c("promised 13 days: a day too slow", inp('promised-days = "13"'), refused("line", "E_SPEED"))
c("promised 9 days: five working days are seven, and dispatch 2", inp('promised-days = "9"'), taken("express"))
c("promised 8 days: a day too slow", inp('promised-days = "8"'), refused("express", "E_SPEED"), )
c("a service that names no days keeps no promise", inp('promised-days = "30", modes = "postal.line"', q="20"), taken("line"))
c("days until dispatch count", inp('promised-days = "14", handling-most = "3"'), refused("line", "E_SPEED"))
c("a warehouse is not held against the promise", inp('promised-days = "1"'), taken("sea-warehouse") + taken("air-warehouse"))
c("2 kg by post", inp(parcel=parcel("2kg")), taken("postal"))
c("a gram more", inp(parcel=parcel("2.001kg")), refused("postal", "E_WEIGHT") + taken("line"))
c("60 cm and 90 cm in all by post", inp(parcel=parcel(size="60x20x10cm")), taken("postal"))
c("a millimetre longer", inp(parcel=parcel(size="60.1x19.9x10cm")), refused("postal", "E_LONGEST"))
c("a millimetre more in all", inp(parcel=parcel(size="60x20x10.1cm")), refused("postal", "E_SUM"))
c("a battery inside: line and courier", inp(parcel=parcel(traits="battery-in")), refused("postal", "E_BATTERY") + taken("line") + taken("express"))
c("a battery beside it: the courier alone", inp(parcel=parcel(traits="battery-with")), refused("line", "E_BATTERY") + taken("express"))
c("a liquid: the courier alone", inp(parcel=parcel(traits="liquid")), refused("line", "E_LIQUID") + taken("express"))
c("a magnet: the courier alone", inp(parcel=parcel(traits="magnet")), refused("line", "E_MAGNET") + taken("express"))
c("food: nobody to the buyer; a warehouse would have to know the carton", inp(parcel=parcel(traits="food"), stock=""), refused("line", "E_FOOD") + refused("express", "E_FOOD") + '[case.expect.answer.decision]\ncode = "mode-asks"\n')
c("only what can be had", inp('modes = "line.express"'), '[case.expect.answer]\nranking = ["line", "express"]\n')
c("without a carton the parcels stand", inp(stock=""), taken("line") + refused("sea-warehouse", "E_CARTON"))
c("a warehouse without its prices", inp(stock=STOCK.replace(WH, "[]")), taken("line") + refused("sea-warehouse", "E_WAREHOUSE"))
days = F(9)
def capital(cash, d): return cash * F(14, 100) * d / 365
line_capital = capital(goods + F("6.90"), days)
L = goods + F("6.90")
c("two in a hundred are lost and sent again", inp('parcel-loss = "2"'), alt("line", lines={"order-landed": money(L), "capital": money(line_capital), "loss": money(L * F(2, 98))}))
S = goods + F("1.05") + F("0.35") + F("1.30") + F("3.20")
c("one in a hundred is lost from the warehouse", inp('local-loss = "1"'), alt("sea-warehouse", lines={"order-landed": money(S), "capital": money(cap), "loss": money(S * F(1, 99))}))
c("held on the way straight there", inp('hold-cost = "2USD", routes = [{ held-share = "15", held-days = "5" }]'), alt("line", lines={"hold": "1.5USD"}), "15 % × 5 days × 2")
c("by way of Hong Kong it is cheaper", inp('hold-cost = "2USD", routes = [{ held-share = "15", held-days = "5" }, { customs-route = "hong-kong", held-share = "3", held-days = "3", route-extra = "1USD" }]'), alt("line", lines={"hold": "1.18USD"}) + '[case.expect.changes.sections.customs-routes]\nranking = ["customs-0", "customs-1"]\n[case.expect.changes.sections.customs-routes.decision]\ncode = "route-best"\n[case.expect.changes.sections.customs-routes.decision.args]\nroute = "choice.customs-route.hong-kong"\ncost = "1.18USD"\n', "3 % × 3 days × 2 + 1")
c("by double clearance there is a warning", inp('routes = [{ customs-route = "double-clearance", held-share = "1", held-days = "1" }]'), '[[case.expect.answer.notes]]\ncode = "DOUBLE_CLEARANCE"\nseverity = "warning"\n')
c("a fifth of a batch is never sold", inp('unsold-share = "20", salvage = "4USD"'), alt("sea-warehouse", lines={"unsold": "1.25USD"}, figures={"loss-at-most": "1000USD", "batch-orders": "200"}), "a quarter of a unit for each that is sold, 9.00 − 4.00 each; 200 orders of a batch")
c("a test goes by what can be lost", inp('product-stage = "testing"', q="30"), '[case.expect.answer]\nranking = ["line", "postal", "express", "sea-warehouse", "air-warehouse"]\n[case.expect.answer.decision]\ncode = "mode-test"\n')
c("the least of a batch", inp('least-batch = "500"'), alt("sea-warehouse", lines={"capital": money(capital(F(9), F(35) + F(75)))}, figures={"batch-orders": "500"}), "500 orders last 150 days: 35 + 75")
c("days in stock when a batch arrives", inp('stock-days = "20"'), alt("sea-warehouse", lines={"capital": money(capital(F(9), F(85)))}), "35 + 30 + 20")
p = 0.5 * math.erfc((14 - 2 - 9) / (6 / 2.563) / math.sqrt(2))
c("late by line", inp('promised-days = "14", late-refund = "40", late-service = "3USD"'), alt("line", lines={"late": money(F(p).limit_denominator(10**9) * F("15.8"))}), "6 to 12 days are 9 ± 2.34; later than 12 with a chance of 10 %; 40 % of 32 and 3")
# Services with limits: at hand or not, tracking, the value of an order's goods (32.00).
def service(id, state="", most=""):
    return f'services = [{{ service = "{id}"' + (f', service-state = "{state}"' if state else "") + (f', most-value = "{most}"' if most else "") + " }]"
def fix(m, code, then, **args):
    a = ", ".join(f'{k} = "{v}"' for k, v in args.items())
    return f'[[case.expect.changes.fixes.{m}]]\nthen = "{then}"\nwhat = {{ code = "{code}", args = {{ {a} }} }}\n'
line_total = total({"landed": money(L), "capital": money(line_capital)})
line_key = "service.special-line-general"
c("a service that is not at hand", inp(service("special-line-general")), refused("line", "E_NOT_AT_HAND") + taken("postal") + fix("line", "mode-service-at-hand", line_total, service=line_key))
c("a service whose tracking the platform does not accept", inp(service("special-line-general", "untracked")), refused("line", "E_TRACKING") + taken("express") + fix("line", "mode-service-tracked", line_total, service=line_key))
c("a row that names no service says nothing", inp('services = [{ service-state = "untracked" }]'), taken("line") + taken("postal") + taken("express") + taken("sea-warehouse"))
c("a service at hand", inp(service("special-line-general", "at-hand")), taken("line"))
c("a first leg that is not at hand", inp(service("eu-sea-kilo")), refused("sea-warehouse", "E_NOT_AT_HAND") + taken("air-warehouse"))
c("goods worth as much as a service takes", inp(service("special-line-general", "at-hand", "32USD")), taken("line"))
c("a cent more than it takes", inp(service("special-line-general", "at-hand", "31.99USD")), '[[case.expect.answer.alternatives.line.refused]]\ncode = "E_VALUE_LIMIT"\nargs = { limit = "31.99USD", value = "32USD" }\n' + fix("line", "mode-goods-worth", line_total, limit="31.99USD"))
c("two units of 16.00 are an order of 32.00", inp(service("special-line-general", "at-hand", "31.99USD")).replace('customs-value = "32USD"', 'customs-value = "16USD", unit-count = "2"'), refused("line", "E_VALUE_LIMIT"))
c("the value of an order is no matter of a batch", inp(service("eu-sea-kilo", "at-hand", "1USD")), taken("sea-warehouse"))
c("not at hand, and too slow: both are said", inp(service("special-line-general") + ', promised-days = "13"'), refused("line", "E_NOT_AT_HAND") + refused("line", "E_SPEED"))
c("too slow: a promise that it keeps", inp('promised-days = "13"'), fix("line", "mode-promise-days", line_total, days=14) + '[[case.expect.answer.alternatives.line.refused]]\ncode = "E_SPEED"\nargs = { service = "service.special-line-general", days = "14", promised = "13" }\n')
# Buyers who buy again: 100 a month × 25 % × 60 days are 50 of a batch of 200; a fifth of the rest is never sold.
def unsold(batch, again, share=F(1, 5)):
    part = share * (batch - again) / batch
    return money(part / (1 - part) * (9 - 4))
UNSOLD = 'unsold-share = "20", salvage = "4USD", '
c("a quarter of the orders are by buyers who buy again", inp(UNSOLD + 'repurchase-rate = "25"'), alt("sea-warehouse", lines={"unsold": unsold(200, F(50))}, figures={"loss-at-most": "1000USD"}) + '[[case.expect.answer.alternatives.sea-warehouse.steps]]\nid = "unsold-again"\nargs = { typed = "20", orders = "200", again = "50", share = "15" }\n')
c("of a larger batch they take as many", inp(UNSOLD + 'repurchase-rate = "25", least-batch = "500"'), alt("sea-warehouse", lines={"unsold": unsold(500, F(50))}))
c("all orders but one in a hundred", inp(UNSOLD + 'repurchase-rate = "99"'), alt("sea-warehouse", lines={"unsold": unsold(200, F(198))}))
c("all orders: nothing of the batch is left", inp(UNSOLD + 'repurchase-rate = "100"'), alt("sea-warehouse", total=total({"landed": money(S), "capital": money(cap)})))
# Days as bars: to the buyer with 1 to 2 days until dispatch, five working days as seven; by a warehouse until stock is there.
def bars(**b): return "[case.expect.changes.bars]\n" + "".join(f'{k.replace("_", "-")} = "{v}"\n' for k, v in b.items())
c("days of every mode", inp('promised-days = "25"'), bars(postal="11-22", line="7-14", express="5-9", sea_warehouse="35-35", air_warehouse="7-7"), "4.2 to 7 by courier")
PAST = 'transits = [{ transit-days = "8", transit-count = "3" }, { transit-days = "15" }]'
c("past orders are of the best mode", inp(PAST, stock=""), bars(line="9-17", postal="11-22") + '[[case.expect.changes.sections.promise.notes]]\ncode = "PAST_ORDERS_BY"\nargs = { way = "line" }\n')
c("past orders by post", inp(PAST + ', transit-mode = "postal"'), bars(postal="9-17", line="7-14") + '[[case.expect.changes.sections.promise.notes]]\ncode = "PAST_ORDERS_BY"\nargs = { way = "postal" }\n')
c("past orders from a warehouse: its bar is of what the buyer waits for", inp(PAST + ', transit-mode = "sea-warehouse"'), bars(sea_warehouse="9-17", air_warehouse="7-7"))
# Shipped back: what is recovered holds neither picking nor the last mile, 1.30 + 3.20, which a unit that is sold again needs again.
back = lambda saved: money(F(1, 10) * (32 + 5 - F(60, 100) * saved))
c("shipped back from a warehouse, and as a parcel", inp('return-rate = "10", return-policy = "ship-back", ship-back = "5USD", recovered-share = "60"'), alt("sea-warehouse", lines={"expected-returns": back(S - F("4.50"))}) + alt("line", lines={"expected-returns": back(L)}))
# The batch of 200: goods 1,590, broker and inland 90 once, and 200 x (1.05 + 0.35 + 1.30 + 3.20) = 1,180.
c("how the landed cost of an order comes of its batch", inp('brokerage = "60USD", inland-freight = "30USD"'), alt("sea-warehouse", lines={"order-landed": money(S + F(90, 200))}) + '[[case.expect.answer.alternatives.sea-warehouse.steps]]\nid = "order-of-batch"\nargs = { goods = "1590USD", fixed = "90USD", rest = "1180USD", orders = "200" }\nresult = "' + money(S + F(90, 200)) + '"\n')
# A batch may last so many days: 200 orders at 100 a month last 60.
def stock(least, most, q="100"): return inp(f'least-batch = "{least}", most-cover = "{most}"', q=q)
c("the least batch lasts as long as it may", stock(200, 60), taken("sea-warehouse") + taken("air-warehouse"))
c("a day too long: fewer orders of a batch, or more a month", stock(200, 59), '[[case.expect.answer.alternatives.sea-warehouse.refused]]\ncode = "E_STOCK"\nargs = { orders = "200", days = "60", most = "59" }\n'
  + refused("air-warehouse", "E_STOCK") + taken("line") + "".join(f'[[case.expect.changes.fixes.sea-warehouse]]\nwhat = {{ code = "{code}", args = {{ orders = "{orders}" }} }}\n' for code, orders in [("mode-least-batch", math.floor(F(59 * 100, 30))), ("mode-sold-in-time", math.ceil(F(200 * 30, 59)))]), "59 × 100 ÷ 30 = 196.7; 200 × 30 ÷ 59 = 101.7")
c("101 orders a month are one too few", stock(200, 59, "101"), refused("sea-warehouse", "E_STOCK"))
c("102 orders a month sell it in time", stock(200, 59, "102"), taken("sea-warehouse"))
c("a batch that may last 45 days is ordered for 45, not for 60", inp('most-cover = "45"'), alt("sea-warehouse", lines={"capital": money(capital(F(9), F(35) + F(45, 2)))}, figures={"batch-orders": "150"}))
c("a batch that may last longer is ordered for 60", inp('most-cover = "90"'), alt("sea-warehouse", figures={"batch-orders": "200"}))
c("equal costs: the one that is cheaper with more orders", inp('mode-fees = [{ fee-mode = "line", order-extra = "1.5USD" }]', stock=""), '[case.expect.answer]\nranking = ["line", "postal", "express"]\n', "8.40 each but for the days that the money is tied up: nine days, not fifteen")
open(OUT + "edges-mode.toml", "w").write(s)
print(n, "edges")

# ---- markets of the data
s = '''id = "edges-mode-markets"
title = "Ways to ship into markets of the data: what to promise in the language of the buyer, and which way at which volume"
source = "by hand: days of the cards, five working days as seven, 1 to 2 days until dispatch"
calculator = "logistics-mode"

'''
def m(name, dest, cur, more, e):
    global s
    s += f'[[case]]\nname = "{name}"\ninputs = {{ destination = "{dest}", shipping-date = "2026-11-26", currency = "{cur}", parcels = [{{ weight = "350g", size = "20x15x8cm" }}], goods = [{{ unit-cost = "28CNY", customs-value = "24{cur}", duty-rate = "5" }}], {more} }}\n{e}\n'
W = 'warehouses = [{ receiving = "1{c}", storage-rate = "0.5{c}", pick-pack = "1.2{c}", delivery-price = "4{c}" }]'
def listing(lang, first, last):
    return f'[[case.expect.changes.sections.promise.notes]]\ncode = "LISTING_{lang}"\nargs = {{ from = "{first}", to = "{last}" }}\n'
# special line: 6-10 working days to the EU = 8.4 to 14 -> 8+1 to 14+2
for dest, cur, lang in [("DE", "EUR", "DE"), ("FR", "EUR", "FR"), ("ES", "EUR", "ES"), ("IT", "EUR", "IT")]:
    m(f"line to {dest}: 6 to 10 working days", dest, cur, 'monthly-orders = "60", modes = "line", ' + W.replace("{c}", cur), listing(lang, 9, 16) + '[case.expect.answer.decision]\ncode = "mode-only"\n')
m("line to JP: 4 to 5 working days", "JP", "JPY", 'monthly-orders = "60", modes = "line", ' + W.replace("{c}", "JPY"), listing("JA", 6, 9))
m("line to Singapore: in English and in Chinese", "SG", "SGD", 'monthly-orders = "60", modes = "line", ' + W.replace("{c}", "SGD"), listing("EN", 9, 12) + listing("ZH_HANS", 9, 12))
m("line to US: 6 to 12 working days", "US", "USD", 'us-list = "list-4a", monthly-orders = "60", modes = "line", ' + W.replace("{c}", "USD"), listing("EN", 9, 19))
m("past orders to Hong Kong", "HK", "HKD", 'monthly-orders = "60", transits = [{ transit-days = "3" }, { transit-days = "5", transit-count = "4" }], late-clause = "waiver", promised-days = "6", ' + W.replace("{c}", "HKD"), listing("ZH_HANT", 4, 7) + '[[case.expect.changes.sections.promise.notes]]\ncode = "PROMISE_FEW"\n')
US = 'us-list = "list-4a", carton-orders = "40", carton-weight = "15kg", carton-size = "60x40x40cm", brokerage = "125USD", warehouses = [{ site = "third-party" }], mode-fees = [{ fee-mode = "express", month-fee = "15USD" }], return-rate = "3", '
m("10 orders a month to the US: parcels until a batch pays for its broker", "US", "USD", US + 'monthly-orders = "10"', '[case.expect.answer.decision]\ncode = "mode-until"\n')
m("parcels alone, the line is the cheapest at any volume", "US", "USD", US + 'monthly-orders = "10", modes = "line.postal.express"', '[case.expect.changes]\nreading = [{ code = "mode-no-crossing" }]\n')
open(OUT + "edges-mode-markets.toml", "w").write(s)
m("twenty-five past orders to Hong Kong", "HK", "HKD", 'monthly-orders = "60", transits = [{ transit-days = "3", transit-count = "24" }, { transit-days = "9" }], ' + W.replace("{c}", "HKD"), '[[case.expect.changes.sections.promise.notes]]\ncode = "PROMISE_OF_ORDERS"\n')
open(OUT + "edges-mode-markets.toml", "w").write(s)

m("bulky goods by a line that names no days, promised in 30", "US", "USD", 'us-list = "list-4a", monthly-orders = "60", modes = "line.postal.express", promised-days = "3"', '[[case.expect.answer.alternatives.line.refused]]\ncode = "E_SPEED"\n')
open(OUT + "edges-mode-markets.toml", "w").write(s)
def docs(*names): return "".join(f"[case.expect.changes.sections.documents.alternatives.document-{n}]\nrefused = []\n" for n in names)
CARTON = 'carton-orders = "40", carton-weight = "15kg", carton-size = "60x40x40cm", '
for name, dest, cur, modes, names in [
    ("by rail to Germany", "DE", "EUR", "rail-warehouse", ["invoice", "packing-list", "consignment-note", "importer-of-record"]),
    ("by truck to Germany", "DE", "EUR", "truck-warehouse", ["consignment-note", "certificate-of-origin", "test-reports"]),
    ("by air to Australia", "AU", "AUD", "air-warehouse", ["air-waybill"]),
    ("by sea to Japan: no filing of the United States", "JP", "JPY", "sea-warehouse", ["bill-of-lading"]),
    ("by post to Germany", "DE", "EUR", "postal", ["customs-declaration"]),
    ("by courier to Germany", "DE", "EUR", "express", ["invoice", "origin-statement"]),
]:
    m("documents " + name, dest, cur, f'monthly-orders = "60", modes = "{modes}", ' + CARTON + W.replace("{c}", cur), docs(*names))
US2 = 'us-list = "list-4a", brokerage = "125USD", warehouses = [{ site = "third-party" }], ' + CARTON
m("documents by sea to the US", "US", "USD", US2 + 'modes = "sea-warehouse", monthly-orders = "60"', docs("security-filing", "bill-of-lading"))
m("documents by line to the US", "US", "USD", US2 + 'modes = "line", monthly-orders = "60"', docs("tariff-code-ten", "commercial-data"))
s += '[[case]]\nname = "documents of a battery"\ninputs = { destination = "US", shipping-date = "2026-11-26", currency = "USD", parcels = [{ weight = "350g", size = "20x15x8cm", traits = "battery-in" }], goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "5" }], ' + US2 + 'modes = "line", monthly-orders = "60" }\n' + docs("battery-test", "safety-data-sheet") + "\n"
# The plan: 60 a month now, 240 in six months; 21 is passed, so the next step is none; from 5 a month it is 21.
m("the plan from five orders a month, growing", "US", "USD", US2 + 'monthly-orders = "5", expected-orders = "125", expected-months = "6"', '[case.expect.changes.sections.mode-plan.decision]\ncode = "plan-dated"\n[[case.expect.changes.sections.mode-plan.notes]]\ncode = "SWITCH_NO_SPREAD"\n')
m("the plan where nobody said how sales grow", "US", "USD", US2 + 'monthly-orders = "5", orders-deviation = "10"', '[case.expect.changes.sections.mode-plan.decision]\ncode = "plan-next"\n[[case.expect.changes.sections.mode-plan.notes]]\ncode = "SWITCH_RULE"\n')
m("the last step of the plan, with a batch that lies longer than storage is free", "US", "USD", US2 + 'monthly-orders = "600", batch-days = "45"', '[case.expect.changes.sections.mode-plan.decision]\ncode = "plan-last"\n[[case.expect.changes.sections.mode-plan.notes]]\ncode = "STORAGE_AGE"\n')
open(OUT + "edges-mode-markets.toml", "w").write(s)

# What is missing, at its field and all at once.
def missing(severity, *places):
    return "".join(f'[[case.expect.problems]]\ncode = "{code}"\nfield = "{field}"\nseverity = "{severity}"\n' + (f'row = {row}\ncolumn = "{column}"\n' if column else "") for code, field, row, column in places)
CARTONS = [("E_CARTON", f"carton-{what}", None, None) for what in ["orders", "weight", "size"]]
RATE = ("E_DUTY_RATE", "goods", 0, "duty-rate")
LIST = ("E_US_LIST", "us-list", None, None)
def lacking(name, dest, cur, more, e):
    global s
    s += f'[[case]]\nname = "{name}"\ninputs = {{ destination = "{dest}", shipping-date = "2026-11-26", currency = "{cur}", parcels = [{{ weight = "350g", size = "20x15x8cm" }}], monthly-orders = "60", {more} }}\n{e}\n'
s = ""
GOODS2 = lambda cur: f'goods = [{{ unit-cost = "28CNY", customs-value = "24{cur}" }}]'
lacking("a rate, a list and a carton are missing: nothing is priced", "US", "USD", GOODS2("USD"), missing("error", *CARTONS, RATE, LIST))
lacking("the same of parcels alone: no carton is asked for", "US", "USD", GOODS2("USD") + ', modes = "line.postal"', missing("error", RATE, LIST))
lacking("parcels to Germany need neither: warnings for the warehouse", "DE", "EUR", GOODS2("EUR"), missing("warning", *CARTONS, RATE, ("E_WAREHOUSE", "warehouses", None, None)))
lacking("of a warehouse that the data have no prices of each price", "DE", "EUR", GOODS2("EUR") + ', warehouses = [{ receiving = "1EUR" }]', missing("warning", *CARTONS, RATE, *[(code, "warehouses", 0, column) for code, column in [("E_WAREHOUSE", "storage-rate"), ("E_WAREHOUSE", "pick-pack"), ("E_LAST_MILE", "delivery-price")]]))
lacking("every row without a rate", "US", "USD", 'us-list = "list-4a", goods = [{ unit-cost = "8CNY", customs-value = "9USD" }, { unit-cost = "8CNY", customs-value = "9USD", duty-rate = "0" }, { unit-cost = "8CNY", customs-value = "9USD" }], ' + CARTON.rstrip(", "), missing("error", RATE, ("E_DUTY_RATE", "goods", 2, "duty-rate")))
p = open(OUT + "edges-mode-markets.toml").read()
open(OUT + "edges-mode-markets.toml", "w").write(p + s)

# The plan with the cards of W23: line from 100, warehouse from 349; 0.8416 × 25 are 22.
p = open(OUT + "w23.toml").read()
s = ""
def plan(i, **f): return f"[case.expect.changes.sections.mode-plan.alternatives.plan-{i}.figures]\n" + "".join(f'{k.replace("_", "-")} = "{v}"\n' for k, v in f.items())
base = f'goods = {GOODS}, parcels = {PARCEL}, {STOCK}, {FEES}'
s += case("the plan: post, then line, then the warehouse, once four fifths of the months would reach its volume", f'monthly-orders = "60", expected-orders = "460", expected-months = "10", orders-deviation = "25", {base}',
  plan(0, plan_from=1) + plan(1, plan_from=100, plan_back=79, plan_day="2027-01-05") + plan(2, plan_from=371, plan_back=328, plan_day="2027-07-28", batch_orders=742),
  "400 more in 300 days: 40 more after 30 days, 311 more after 233.25, which are 234. 0.8416 × 25 = 21.04, so 22 beside each volume.")
s += case("the plan: what buyers who buy again take of the batch", f'monthly-orders = "60", expected-orders = "460", expected-months = "10", orders-deviation = "25", repurchase-rate = "30", {base}',
  plan(2, plan_from=371, batch_orders=742) + '[[case.expect.changes.sections.mode-plan.notes]]\ncode = "REPEAT_ORDERS"\nargs = { again = "222", orders = "742", days = "60" }\n', "371 × 30 % × 60 ÷ 30 = 222.6")
open(OUT + "w23.toml", "w").write(p + s)
p = open(OUT + "edges-mode-markets.toml").read()
p += '''# Too large for the general line; the bulky one takes it, and names no days.
[[case]]
name = "a bulky parcel by line, promised in thirty days"
inputs = { destination = "US", shipping-date = "2026-11-26", currency = "USD", us-list = "list-4a", monthly-orders = "60", promised-days = "30", modes = "line", parcels = [{ weight = "5kg", size = "60x45x45cm" }], goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "5" }] }
[[case.expect.answer.alternatives.line.refused]]
code = "E_NO_DAYS"
'''
open(OUT + "edges-mode-markets.toml", "w").write(p)
p = open(OUT + "edges-mode-markets.toml").read()
s = ""
m("what is missing is asked for, and no way is called impossible", "US", "USD", 'monthly-orders = "60", modes = "line.postal.express"', '[case.expect.answer.decision]\ncode = "mode-asks"\n[[case.expect.answer.alternatives.line.refused]]\ncode = "E_US_LIST"\n')
m("a warehouse is the best on average, and not surely", "US", "USD", US2 + 'monthly-orders = "30", orders-deviation = "20"', '[case.expect.changes.sections.mode-plan.decision]\ncode = "plan-early"\n')
# Storage is free for 30 days: 600 × 20 % = 120 of a batch of 900 for 45 days; 10 % × 780 / 900.
m("buyers who buy again while storage is free", "US", "USD", US2 + 'monthly-orders = "600", batch-days = "45", unsold-share = "10", repurchase-rate = "20"', '[[case.expect.answer.alternatives.sea-warehouse.steps]]\nid = "unsold-again"\nargs = { typed = "10", orders = "900", again = "120", share = "8.67" }\n[[case.expect.changes.sections.mode-plan.notes]]\ncode = "REPEAT_ORDERS"\n')
m("a test: the plan goes on from the line, and waits until the least batch is sold while storage is free", "US", "USD", US2 + 'monthly-orders = "20", product-stage = "testing", least-batch = "200", unsold-share = "30"', '[case.expect.answer.decision]\ncode = "mode-test"\n[case.expect.changes.sections.mode-plan.decision]\ncode = "plan-next"\nargs = { mode = "sea-warehouse", orders = "200" }\n')
# Mail into the United States goes up to 2,500.00; a line goes on with a formal entry.
dear = lambda value, units="1": 'monthly-orders = "60", us-list = "list-4a", modes = "postal.line", goods = [{ unit-cost = "28CNY", customs-value = "' + value + '", unit-count = "' + units + '", duty-rate = "5" }], warehouses = [{ site = "third-party" }]'
def us(name, more, e):
    global s
    s += f'[[case]]\nname = "{name}"\ninputs = {{ destination = "US", shipping-date = "2026-11-26", currency = "USD", parcels = [{{ weight = "350g", size = "20x15x8cm" }}], {more} }}\n{e}\n'
us("goods worth 2,500.00 by mail to the US", dear("2500USD"), taken("postal"))
us("a cent more", dear("2500.01USD"), '[[case.expect.answer.alternatives.postal.refused]]\ncode = "E_VALUE_LIMIT"\nargs = { limit = "2500USD", value = "2500.01USD" }\n' + taken("line") + '[[case.expect.changes.fixes.postal]]\nwhat = { code = "mode-goods-worth", args = { limit = "2500USD" } }\n')
us("two units that are worth a cent more than 2,500.00 together by mail to the US", dear("1250.005USD", "2"), refused("postal", "E_VALUE_LIMIT"))
PROMISED = 'us-list = "list-4a", modes = "postal.line", goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "5" }], monthly-orders = "60", warehouses = [{ site = "third-party" }]'
us("lines that are not at hand in the US", PROMISED + ', services = [{ service = "special-line-general" }, { service = "special-line-battery" }, { service = "special-line-bulky" }]', '[[case.expect.changes.fixes.line]]\nwhat = { code = "mode-service-at-hand" }\n')
us("lines into the US whose tracking the platform does not accept", PROMISED + ', services = [{ service = "special-line-general", service-state = "untracked" }, { service = "special-line-battery", service-state = "untracked" }, { service = "special-line-bulky", service-state = "untracked" }]', '[[case.expect.changes.fixes.line]]\nwhat = { code = "mode-service-tracked" }\n')
us("a least batch that lasts too long, by sea to the US", 'us-list = "list-4a", modes = "line.sea-warehouse", goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "5" }], monthly-orders = "60", warehouses = [{ site = "third-party" }], least-batch = "200", most-cover = "99", carton-orders = "40", carton-weight = "15kg", carton-size = "60x40x40cm"', refused("sea-warehouse", "E_STOCK") + '[[case.expect.changes.fixes.sea-warehouse]]\nwhat = { code = "mode-sold-in-time", args = { orders = "61" } }\n')
us("days of past orders by post into the US, beside those of the line's card", PROMISED + ', transit-mode = "postal", ' + PAST, bars(postal="9-17", line="9-19"))
us("a first leg whose card pays back when late: it is not counted, and that is said", 'us-list = "list-4a", modes = "sea-warehouse", goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "5" }], monthly-orders = "60", warehouses = [{ site = "third-party" }], carton-orders = "40", carton-weight = "15kg", carton-size = "60x40x40cm", services = [' + ", ".join(f'{{ service = "{one}" }}' for one in ["us-sea-ordinary", "us-sea-east", "lcl-us", "fcl-us"]) + "]", '[[case.expect.answer.notes]]\ncode = "CLAUSE_BULK"\nseverity = "note"\n')
us("packets not at hand: express mail stands for the post", PROMISED + ', services = [{ service = "postal-packet" }, { service = "postal-parcel" }]', '[case.expect.answer.alternatives.postal.figures]\nmode-service = "service.ems"\n')
us("by double clearance duty and fees are in the price of the channel", 'us-list = "list-4a", modes = "line", goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "9.8" }], monthly-orders = "60", warehouses = [{ site = "third-party" }], routes = [{ customs-route = "double-clearance", held-share = "1", held-days = "1", route-extra = "8USD" }]', '[[case.expect.answer.notes]]\ncode = "DOUBLE_CLEARANCE"\nseverity = "warning"\n')
us("a return that is kept, and returned to the market once more of them can be sold again", 'us-list = "list-4a", modes = "line", goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "9.8" }], monthly-orders = "60", warehouses = [{ site = "third-party" }], return-rate = "10", sale-price = "30USD", local-return = "20USD", resold-share = "40", keep-abuse = "30"', '[case.expect.changes.sections.mode-returns.decision]\ncode = "return-best"\n')
us("of the post's services that are too slow the fastest is named: 15 days and 2 until dispatch", PROMISED + ', promised-days = "16"', '[[case.expect.answer.alternatives.postal.refused]]\ncode = "E_SPEED"\nargs = { service = "service.ems", days = "17", promised = "16" }\n[[case.expect.changes.fixes.postal]]\nwhat = { code = "mode-promise-days", args = { days = "17" } }\n')
m("no truck and no rail to Japan", "JP", "JPY", 'monthly-orders = "60", modes = "rail-warehouse.truck-warehouse.line", ' + CARTON + 'late-service = "500JPY", promised-days = "10", late-clause = "waiver"', '[case.expect.answer]\nranking = ["line"]\n')
s += '[[case]]\nname = "too heavy for every service that there is"\ninputs = { destination = "US", shipping-date = "2026-11-26", currency = "USD", us-list = "list-4a", monthly-orders = "60", modes = "postal.line", parcels = [{ weight = "60kg", size = "50x40x40cm" }], goods = [{ unit-cost = "28CNY", customs-value = "24USD", duty-rate = "5" }] }\n[case.expect.answer.decision]\ncode = "mode-none"\n'
open(OUT + "edges-mode-markets.toml", "w").write(p + s)
p = open(OUT + "edges-mode-markets.toml").read()
s = ""
# Kept: 24 (the price without tax); returned in the market: 24 + 5 - 60 % of 11.65 - 40 % of 1.
m("returns and lateness of parcels to Germany", "DE", "EUR", 'monthly-orders = "60", modes = "line", promised-days = "16", late-service = "3EUR", return-rate = "5", local-return = "5EUR", resold-share = "60", liquidation = "1EUR", ' + W.replace("{c}", "EUR"), '[case.expect.changes.sections.mode-returns]\nranking = ["return-local", "return-keep"]\n[case.expect.changes.sections.promise.alternatives.promise-line.figures]\nlate-share = "10"\nlate-cost = "0.3EUR"\n')
open(OUT + "edges-mode-markets.toml", "w").write(p + s)
