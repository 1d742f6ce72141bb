"""When to order and how much, reckoned from the facts of stock alone: `judge_reorder.py [N]`.

Writes judge-reorder.tsv: N random cases (360 by default), a third as many with events or orders of the past, and the edge
cases written out below. It is written from
docs/facts/inventory.md and from what the fields say, shares nothing with Suanpan, and takes its laws of chance from scipy
(`pip install scipy`). Every row has the inputs as JSON and what is expected as JSON. A figure that sits on an edge of
rounding has `~` before it: there the last digit may be one off, or the figure a billionth of itself. The same N writes
the same file.
"""
import json
import random
import sys
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import ceil, exp, floor, inf, isfinite, log, log10, pi, sqrt
from pathlib import Path

from scipy.special import betainc, erfcx, gammainc, gammaincc, ndtr, ndtri, pdtr

HERE = Path(__file__).parent
OUT = HERE / "judge-reorder.tsv"
COLUMNS = ["inputs", "expected", "for"]
YEAR = 365
DAYS = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(365, 12)}
# What is nearer than this, of the value, to an edge of rounding may fall on either side.
EDGE = 1e-6
# The notes that are looked at.
NOTES = [
    "RUNS_OUT_FIRST", "TRIGGER_SHORT", "ARRIVES_LATE", "OVERDUE", "LEAST_DEVIATION", "CAPPED", "THIRTY_DAYS",
    "LEAST_SAFETY", "BELOW_ZERO", "CAPPED_BELOW",
]


# Laws of the demand over some days (DIST-1). Each has P(D ≤ x), the mean shortage n(x) and the mean of those owed over
# positions r..r+Q.


class Constant:
    whole = False

    def __init__(self, m, v):
        self.m, self.v = m, v

    def cdf(self, x):
        return 1.0 if x >= self.m - 1e-9 * max(1, abs(self.m)) else 0.0

    def loss(self, x):
        return max(self.m - x, 0.0)

    def second(self, x):
        return max(self.m - x, 0.0) ** 2 / 2


class Normal:
    whole = False

    def __init__(self, m, v):
        self.m, self.v, self.s = m, v, sqrt(v)

    def cdf(self, x):
        return float(ndtr((x - self.m) / self.s))

    @staticmethod
    def unit(z):
        """LOSS-N0, through the Mills ratio where the plain form loses its digits."""
        if z < 0:
            return -z + Normal.unit(-z)
        mills = sqrt(pi / 2) * float(erfcx(z / sqrt(2)))
        return exp(-z * z / 2) / sqrt(2 * pi) * max(1 - z * mills, 0.0)

    def loss(self, x):
        return self.s * self.unit((x - self.m) / self.s)

    def second(self, x):
        z = (x - self.m) / self.s
        if z > 8:
            return 0.0
        density = exp(-z * z / 2) / sqrt(2 * pi)
        return self.v / 2 * ((z * z + 1) * float(ndtr(-z)) - z * density)


class Gamma:
    whole = False

    def __init__(self, m, v):
        self.m, self.v, self.a, self.b = m, v, m * m / v, v / m

    def cdf(self, x):
        return float(gammainc(self.a, x / self.b)) if x > 0 else 0.0

    def loss(self, x):
        if x <= 0:
            return self.m - x
        a, b = self.a, self.b
        return float(a * b * gammaincc(a + 1, x / b) - x * gammaincc(a, x / b))

    def second(self, x):
        a, b = self.a, self.b
        if x <= 0:
            return (self.v + (self.m - x) ** 2) / 2
        q = [float(gammaincc(a + i, x / b)) for i in range(3)]
        return (a * (a + 1) * b * b * q[2] - 2 * x * a * b * q[1] + x * x * q[0]) / 2


class Counted:
    """Whole numbers; the mean shortage between two of them lies on a line."""

    whole = True

    def loss(self, x):
        if x <= 0:
            return self.m - x
        low = floor(x)
        return self.at(low) - (x - low) * (1 - self.cdf(low))


class Poisson(Counted):
    def __init__(self, m, v):
        self.m, self.v = m, v

    def cdf(self, x):
        return float(pdtr(floor(x + 1e-9), self.m)) if x > -1e-9 else 0.0

    def at(self, x):
        beyond = 1 - self.cdf(x)
        density = self.cdf(x) - self.cdf(x - 1)
        return max((self.m - x) * beyond + self.m * density, 0.0)


class NegativeBinomial(Counted):
    def __init__(self, m, v):
        self.m, self.v, self.r, self.p = m, v, m * m / (v - m), m / v

    def cdf(self, x):
        return float(betainc(self.r, floor(x + 1e-9) + 1, self.p)) if x > -1e-9 else 0.0

    def at(self, x):
        """E[D; D > x] is m times the chance that a law with r + 1 is at least x."""
        beyond = 1 - self.cdf(x)
        shifted = 1 - (float(betainc(self.r + 1, x, self.p)) if x > 0 else 0.0)
        return max(self.m * shifted - x * beyond, 0.0)


def law(m, v):
    if m <= 0 or v <= 0:
        return Constant(max(m, 0.0), 0.0)
    spread = sqrt(v) / m
    if m >= 30:
        return Normal(m, v) if spread <= 0.5 else Gamma(m, v)
    if v / m > 1.1:
        return NegativeBinomial(m, v)
    return Poisson(m, v) if v / m >= 0.9 else Normal(m, v)


class Mixture:
    """Outcomes with how often they happen (SS-9)."""

    def __init__(self, parts):
        self.parts = [(w, one) for w, one in parts if w > 0]
        self.m = sum(w * one.m for w, one in self.parts)
        self.v = sum(w * (one.v + (one.m - self.m) ** 2) for w, one in self.parts)
        self.s = sqrt(self.v)
        self.whole = all(one.whole for _, one in self.parts)
        # Where the chance goes up in steps, a step that is just high enough is not missed by the last digits.
        self.slack = 1e-12 if any(one.whole or isinstance(one, Constant) for _, one in self.parts) else 0.0

    def cdf(self, x):
        return sum(w * one.cdf(x) for w, one in self.parts)

    def loss(self, x):
        return sum(w * one.loss(x) for w, one in self.parts)

    def fill(self, r, q):
        """FR-1."""
        return 1 - (self.loss(r) - self.loss(r + q)) / q

    def owed(self, r, q):
        """Mean units owed: positions are spread evenly over r to r + Q, over the whole numbers above r where demand is
        whole (RQ-1, RQ-3)."""
        total = 0.0
        for w, one in self.parts:
            if one.whole:
                total += w * sum(one.loss(r + k) for k in range(1, round(q) + 1)) / q
            else:
                total += w * (one.second(r) - one.second(r + q)) / q
        return total

    def least(self, reached, low, high):
        """The least x with `reached`, which is false below and true above it; whole where demand is."""
        if self.whole:
            low, high = floor(low) - 1, ceil(high) + 1
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if reached(middle) else (middle, high)
            return float(high)
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        # A jump of a counted or constant part is at its own place, not a hair above it.
        near = float(round(high))
        return near if self.slack and abs(high - near) < 1e-9 * max(1, abs(near)) and reached(near) else high

    def ends(self, before=0.0):
        widest = max(one.m for _, one in self.parts) + 40 * max(self.s, sqrt(self.m), 1)
        return min(one.m for _, one in self.parts) - 40 * max(self.s, sqrt(self.m), 1) - before, widest

    def quantile(self, level):
        return self.least(lambda x: self.cdf(x) >= level - self.slack, *self.ends())


# How figures are shown.


def trimmed(number, places):
    text = f"{number:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def shown(number, places):
    """Rounded half up, marked where it sits on an edge."""
    step = 10.0**places
    scaled = number * step
    rounded = floor(scaled + 0.5)
    near = abs(scaled - (floor(scaled) + 0.5)) <= EDGE * max(1, abs(scaled))
    return ("~" if near else "") + trimmed(rounded / step, places)


def packed(number):
    """An order: whole cartons, of which one may hold a part of a unit."""
    return units(number) if abs(number - round(number)) < 1e-6 else trimmed(round(number, 4), 4)


def units(number):
    """Rounded up; what is whole but for the last digits of a computer stays."""
    tolerance = 1e-9 * max(1, abs(number))
    up = ceil(number - tolerance)
    off = number - round(number)
    # Whole by the sum itself, or a hair off it by chance?
    near = 1e-12 * max(1, abs(number)) < abs(off) <= EDGE * max(1, abs(number))
    return ("~" if near else "") + str(up)


def percent(part, most=3):
    """With one decimal; nearer than one percent to 0 or 100 with two digits of what is missing, so many decimals at most. Less
    than all is never shown as 100, more than nothing never as 0."""
    value = 100 * part
    least = min(abs(value), abs(100 - value))
    places = 1 if least >= 1 else most if least < 10.0**-most else min(1 - floor(log10(least)), most)
    found = shown(value, places)
    nearly = "99." + "9" * most
    if part > 1e-9 and float(found.lstrip("~")) == 0:
        return "0." + "0" * (most - 1) + "1"
    return found.replace("100", nearly) if part < 1 - 1e-9 and found.lstrip("~") == "100" else found


def money(amount):
    return shown(amount, 2) + "CNY"


# What goes in.


class Case:
    def __init__(self, inputs):
        self.inputs = inputs
        get = lambda key, otherwise=None: inputs.get(key, otherwise)
        number = lambda key, otherwise=None: Fraction(get(key)) if get(key) is not None else otherwise
        cost = lambda key: Fraction(get(key)[:-3]) if get(key) is not None else None
        self.day = date.fromisoformat(get("stock-date"))
        per = DAYS[get("demand-per", "day")]
        factor = number("demand-factor", Fraction(1))
        self.mean = number("demand-mean") / per * factor
        deviation = number("demand-deviation")
        self.guessed = deviation is None
        # Buyers who come by chance: the variance of the days is their mean.
        self.variance = float(self.mean) if self.guessed else float(deviation * factor) ** 2 / float(per)
        stages = get("stages", [])
        self.lead_variance = sum(float(s.get("stage-deviation", "0")) ** 2 for s in stages)
        base = sum((Fraction(s["stage-days"]) for s in stages), Fraction(0))
        holds = [
            (Fraction(s["hold-rate"]) / 100, Fraction(s["hold-days"]))
            for s in stages
            if s.get("hold-rate") and s.get("hold-days")
        ]
        outcomes = {}
        for met in product([False, True], repeat=len(holds)):
            chance, days = Fraction(1), base
            for is_met, (rate, longer) in zip(met, holds):
                chance *= rate if is_met else 1 - rate
                days += longer if is_met else 0
            outcomes[days] = outcomes.get(days, 0) + chance
        self.outcomes = [(chance, days) for days, chance in sorted(outcomes.items()) if chance > 0]
        if get("lead-from") == "orders":
            # LT-1: only what has been received counts.
            past = [(date.fromisoformat(o["ordered"]), o.get("received")) for o in get("purchase-orders")]
            past = [(date.fromisoformat(end) - start).days for start, end in past if end]
            middle = Fraction(sum(past), len(past))
            self.outcomes = [(Fraction(1), middle)]
            squares = sum((days - middle) ** 2 for days in past)
            self.lead_variance = float(squares / (len(past) - 1)) if len(past) > 1 else 0.0
        self.lead = sum(chance * days for chance, days in self.outcomes)
        self.review = number("review-days", Fraction(1))
        self.target = get("target", "cycle-service")
        self.level = number("service-level", Fraction(95)) / 100
        typed = get("service-level", "95").partition(".")[2].rstrip("0")
        # Services show no fewer decimals than the wanted one was typed with.
        self.decimals = max(3, len(typed))
        self.shortage = cost("shortage-cost")
        self.floor = get("floor-at-zero", "1") == "1"
        self.hand = number("on-hand")
        self.arrivals = [
            (Fraction(a["arriving"]), (date.fromisoformat(a["due"]) - self.day).days) for a in get("arrivals", [])
        ]
        self.free = None
        if self.hand is not None:
            self.free = self.hand - number("reserved", 0) - number("backorders", 0)
        self.typed = number("order-quantity")
        self.least = number("least-order", Fraction(0))
        self.pack = number("case-pack", Fraction(1))
        self.most = number("most-order")
        self.most_cover = number("most-cover")
        self.breaks = sorted((Fraction(b["from-units"]), Fraction(b["break-cost"][:-3])) for b in get("price-breaks", []))
        self.incremental = get("discount") == "incremental"
        self.unit = cost("unit-landed-cost")
        if self.unit is not None and not (self.breaks and self.breaks[0][0] == 0):
            self.breaks = [(Fraction(0), self.unit)] + self.breaks
        self.order = cost("order-cost")
        self.rate = number("holding-rate", Fraction(25)) / 100
        self.trigger = number("trigger-days", Fraction(15))
        self.safety_days = number("safety-days", Fraction(30))
        self.factors = self.walk(get("events", []), int(get("dip-days", "0")), number("dip-factor"))
        self.yearly = self.mean * self.weight(Fraction(YEAR))

    # Demand.

    def walk(self, events, dip_days, dip):
        """Times what sells on each of the coming days, as far as anything happens (EVT-1): the largest of the day's events,
        and less after an event where there is no other."""
        spans = [tuple((date.fromisoformat(e[key]) - self.day).days for key in ("event-from", "event-to")) for e in events]
        factors = []
        for day in range(max([end for _, end in spans], default=-1) + dip_days + 1):
            met = [Fraction(e["uplift"]) for e, (start, end) in zip(events, spans) if start <= day <= end]
            after = any(end < day <= end + dip_days for _, end in spans)
            factors.append(max(met) if met else dip if after else Fraction(1))
        return factors

    def weight(self, days, power=1):
        """Days, each as often as it sells; of the last one a part."""
        full = floor(days)
        known = [factor**power for factor in self.factors[:full]]
        last = self.factors[full] ** power if full < len(self.factors) else 1
        return sum(known) + (full - len(known)) + (days - full) * last

    def lasts(self, stock):
        """Days until so much is sold (COV-1)."""
        left, day = stock / self.mean, 0
        while day < len(self.factors) and left >= self.factors[day]:
            left -= self.factors[day]
            day += 1
        return day + left / (self.factors[day] if day < len(self.factors) else 1)

    def over(self, days, lead_variance=0.0):
        mean = self.mean * self.weight(days)
        local = float(mean / days) if days else 0.0
        return law(float(mean), float(self.weight(days, 2)) * self.variance + local * local * lead_variance)

    def local(self):
        """Sales of a day, on average of those to cover."""
        days = sum(chance * (lead + self.review) for chance, lead in self.outcomes)
        sold = sum(chance * self.mean * self.weight(lead + self.review) for chance, lead in self.outcomes)
        return sold / days if days else self.mean

    def mixture(self, more=Fraction(0)):
        return Mixture([(float(w), self.over(days + more, self.lead_variance)) for w, days in self.outcomes])

    # Quantity.

    def goods(self, quantity):
        """What an order of this size costs."""
        if not self.incremental:
            return quantity * [price for start, price in self.breaks if start <= quantity][-1]
        total = Fraction(0)
        for (start, price), after in zip(self.breaks, self.breaks[1:] + [(None, None)]):
            end = quantity if after[0] is None else min(quantity, after[0])
            if end > start:
                total += (end - start) * price
        return total

    def unit_cost(self, quantity):
        return self.goods(quantity) / quantity if self.breaks else None

    def yearly_cost(self, quantity, rate=None):
        """Goods, orders and holding of a year (QD-1, QD-2), exactly."""
        rate = self.rate if rate is None else rate
        goods = self.goods(quantity)
        return goods * self.yearly / quantity + self.order * self.yearly / quantity + rate * goods / 2

    def whole(self, raw):
        """RND-1 without the most."""
        if raw <= Fraction(1, 10**9):
            return Fraction(0)
        return ceil(max(raw, self.least) / self.pack - Fraction(1, 10**9)) * self.pack

    def cap(self):
        limits = [self.most] if self.most is not None else []
        if self.most_cover is not None:
            limits.append(self.mean * self.most_cover)
        return min(limits) if limits else None

    def cheapest(self, cap=None):
        """The whole cartons at which a year costs least: neighbours of the cheapest of each tier, and of each break."""
        least = max(ceil(self.least / self.pack), 1)
        most = None if cap is None else floor(cap / self.pack + Fraction(1, 10**9))
        tries = {least} | ({most} if most else set())
        for tier, (start, price) in enumerate(self.breaks):
            fixed = float(self.order)
            if self.incremental:
                fixed += float(self.goods(start) - start * price) if start else 0.0
            holding = float(self.rate * price)
            if self.target == "backorder-cost":
                # RQ-5 starts from the quantity that owes some (EOQ-2).
                holding *= float(self.shortage) / (holding + float(self.shortage))
            best = sqrt(max(2 * float(self.yearly) * fixed / holding, 0))
            packs = floor(best / float(self.pack))
            # Where the price lies on a break, its first cartons on either side.
            at = ceil(start / self.pack)
            tries |= {packs - 1, packs, packs + 1, packs + 2, at, at - 1}
        tries = sorted(n for n in tries if n >= least and (most is None or n <= most))

        def cost(n):
            quantity = n * self.pack
            if self.target == "backorder-cost":
                holding = self.rate * self.unit_cost(quantity)
                return self.yearly_cost(quantity, self.rate * self.shortage / (holding + self.shortage))
            return self.yearly_cost(quantity)

        return min(tries, key=lambda n: (cost(n), n)) * self.pack if tries else Fraction(0)

    def quantity(self, notes):
        priced = bool(self.breaks) and self.order is not None and self.rate > 0
        cap = self.cap()
        if self.typed is not None:
            wanted = self.whole(self.typed)
        elif priced and self.order == 0 and len(self.breaks) == 1:
            # Lot for lot: each look, once a day at most, orders what has been sold since the last one.
            wanted = self.whole(self.mean * max(self.review, 1))
        elif priced:
            wanted = self.cheapest()
        else:
            notes["THIRTY_DAYS"] = {}
            wanted = self.whole(self.mean * self.weight(Fraction(30)))
        if cap is None or wanted <= cap:
            return wanted
        if self.typed is None and priced and self.order > 0:
            fits = self.cheapest(cap)
        else:
            fits = floor(cap / self.pack + Fraction(1, 10**9)) * self.pack
        if fits < self.least or fits <= 0:
            # The least that the supplier takes is ordered although it lasts longer than it may.
            shelf = None if self.most_cover is None else self.mean * self.most_cover
            fits = self.whole(shelf) if shelf is not None else Fraction(0)
            if fits <= 0 or self.most is not None and fits > self.most:
                return Fraction(0)
        if self.most is not None and wanted > self.most:
            notes["CAPPED"] = {"to": packed(float(fits))}
        return fits

    def orders(self, quantity):
        """Orders of a year. Nobody orders more often than he looks, and a look that finds several quantities missing orders
        them at once: of each look, the chance to order is E[min(D, Q)] / Q (PR-2), D what sells between two looks."""
        if self.review == 0:
            return float(self.yearly / quantity)
        sold, q = law(float(self.yearly / YEAR * self.review), float(self.review) * self.variance), float(quantity)
        served = sold.loss(0) - sold.loss(q)
        return min(float(YEAR / self.review) * served / q, float(self.yearly / quantity))

    def at_once(self, quantity):
        """Units of an order as it is placed, on average."""
        return float(self.yearly) / self.orders(quantity)

    # Reorder point.

    def point(self, demand, quantity, notes):
        q = float(quantity)
        mean = demand.m
        if self.target in ("cycle-service", "fill-rate", "backorder-cost"):
            if self.target == "cycle-service":
                raw = demand.quantile(float(self.level))
            else:
                level = float(self.level)
                if self.target == "backorder-cost":
                    holding = self.rate * self.unit_cost(quantity)
                    level = float(self.shortage / (self.shortage + holding))
                raw = demand.least(lambda r: demand.fill(r, q) >= level - demand.slack, *demand.ends(q))
            if raw < mean - 1e-9 * max(1, mean) and self.floor:
                # Between two outcomes far apart the law is flat: what it says there hangs on its last digits.
                flat = demand.cdf(raw + demand.s / 100) - demand.cdf(raw - demand.s / 100) < 1e-9
                unclear = flat and self.target == "cycle-service"
                notes["BELOW_ZERO"] = {} if unclear else {"raw": shown(raw - mean, 1)}
                return mean
            return raw
        holding, yearly = float(self.rate * self.unit_cost(quantity)), float(self.yearly)
        cost = float(self.shortage)
        if self.target == "occasion-cost":
            # SS-7.
            bracket = inf
            if demand.s > 0:
                bracket = yearly * cost / (sqrt(2 * pi) * self.at_once(quantity) * holding * demand.s)
            if bracket <= 1:
                notes["LEAST_SAFETY"] = {}
                return mean
            # k is one of the normal law: its chance, by the law that demand has.
            return mean if demand.s == 0 else max(demand.quantile(float(ndtr(sqrt(2 * log(bracket))))), mean)
        # SS-8.
        out = self.at_once(quantity) * holding / (yearly * cost)
        raw = demand.quantile(1 - out) if out < 1 else -inf
        if raw < mean - 1e-9 * max(1, mean):
            notes["LEAST_SAFETY"] = {}
            return mean
        return raw

    # Today.

    def cover(self):
        """Days until stock runs out at average sales; what comes later than that does not count."""
        stock, end = max(self.free, Fraction(0)) if not self.arrivals else self.free, None
        for count, days in sorted(self.arrivals, key=lambda a: a[1]):
            at = max(days, 0)
            if end is None and self.mean * self.weight(Fraction(at)) > max(stock, 0):
                end = self.lasts(max(stock, 0))
            if end is None:
                stock += count
        return self.lasts(max(stock, 0)) if end is None else end

    def bare(self, lead):
        """Days until then on whose evening less has come than was asked for, one after the other."""
        come = lambda day: self.free + sum(count for count, at in self.arrivals if at <= day)
        return sum(come(day) < self.mean * self.weight(Fraction(day + 1)) for day in range(lead))

    def risk(self):
        """SOP-1 at every arrival before an order placed today, and at that order."""
        stock, worst = float(self.free), 0.0
        for at in sorted({max(days, 0) for _, days in self.arrivals if max(days, 0) < self.lead}):
            if at > 0:
                worst = max(worst, 1 - self.over(Fraction(at)).cdf(stock))
            stock += float(sum(count for count, days in self.arrivals if max(days, 0) == at))
        return max(worst, 1 - self.mixture().cdf(stock))

    # All of it.

    def lines(self, demand, quantity, point):
        found, q, unit = {}, float(quantity), self.unit_cost(quantity)
        if self.order is not None:
            found["ordering"] = money(float(self.order) * self.orders(quantity))
        if unit is not None:
            if len(self.breaks) > 1:
                found["purchases"] = money(float(unit * self.yearly))
            found["holding-cycle"] = money(float(self.rate * unit * quantity / 2))
            found["holding-safety"] = money(float(self.rate * unit) * max(point - demand.m, 0.0))
            if self.review > 1:
                # What an order lifted the position to (r + Q/2 on average) less what is sold until the evening: of the R
                # evenings that one look is for, the first has lead time + 1 days behind it, the last lead time + R. The
                # point is reckoned for the last of them, so the others have on average this much more.
                day = self.yearly / YEAR
                ahead = [(self.review - 1) * day, Fraction(0)]
                found["holding-review"] = money(float(self.rate * unit * sum(ahead) / 2))
        if self.shortage is not None and self.target not in ("cycle-service", "fill-rate"):
            cost, yearly = float(self.shortage), float(self.yearly)
            point = int(units(point).lstrip("~"))
            found["shortage"] = money({
                "backorder-cost": lambda: cost * demand.owed(point, q),
                "short-cost": lambda: cost * yearly * (1 - demand.fill(point, q)),
                "occasion-cost": lambda: cost * self.orders(quantity) * (1 - demand.cdf(point)),
            }[self.target]())
        return found

    def service(self, part):
        return percent(part, self.decimals)

    def method(self, demand, quantity, point):
        mean = float(self.local())
        # Nobody orders by a part of a unit: the service is that of the point as it is shown.
        whole = int(units(point).lstrip("~"))
        figures = {
            "reorder-point": units(point),
            "safety-stock": units(point - demand.m),
            "safety-cover": shown((point - demand.m) / mean, 1),
            "cycle-service": self.service(demand.cdf(whole)),
            "order-quantity": packed(float(quantity)),
        }
        lines = {}
        if quantity > 0:
            q = float(quantity)
            # A step is found but for its last digits.
            certain = demand.s == 0 and abs(point - demand.m) < 1e-4
            figures["fill-rate"] = self.service(1.0 if certain else demand.fill(whole, q))
            figures["orders-a-year"] = shown(self.orders(quantity), 1)
            if self.breaks:
                lines = self.lines(demand, quantity, point)
        return {"figures": figures, "lines": lines}

    def expected(self):
        if self.mean == 0:
            figures = {"reorder-point": "0", "safety-stock": "0", "order-quantity": "0"}
            return {"decision": {"code": "reorder-no-demand"}, "headline": figures, "notes": {}}
        notes = {}
        quantity = self.quantity(notes)
        demand = self.mixture(self.review)
        if quantity == 0 and self.target != "cycle-service":
            return {"decision": {"code": "reorder-cannot"}}
        point = self.point(demand, quantity, notes)
        up = int(units(point).lstrip("~"))
        found = self.method(demand, quantity, point)
        headline = {key: found["figures"][key] for key in ("reorder-point", "safety-stock", "order-quantity")}
        decision = {"point": units(point)}
        if self.guessed:
            notes["LEAST_DEVIATION"] = {}
        if self.hand is None:
            code = "reorder-when"
            decision["quantity"] = packed(float(quantity))
        else:
            cover = self.cover()
            headline["cover"] = str(floor(cover))
            headline["runs-out"] = str(self.day + timedelta(floor(cover)))
            headline["stockout-risk"] = percent(self.risk())
            # What arrives later than an order of today has to last for is no help for it.
            soon = self.lead + self.review
            position = self.free + sum(count for count, days in self.arrivals if days <= soon)
            waits = any(days > soon for _, days in self.arrivals)
            late = [(days, count) for count, days in self.arrivals if days > 0 and days > cover]
            if late:
                notes["ARRIVES_LATE"] = {"day": [str(self.day + timedelta(days)) for days, _ in sorted(late)]}
            overdue = [(days, count) for count, days in self.arrivals if days < 0]
            if overdue:
                notes["OVERDUE"] = {"day": sorted(str(self.day + timedelta(days)) for days, _ in overdue)}
            if cover < ceil(self.lead):
                arrival = str(self.day + timedelta(ceil(self.lead)))
                bare = str(self.bare(ceil(self.lead)))
                notes["RUNS_OUT_FIRST"] = {"day": headline["runs-out"], "arrival": arrival, "days": bare}
            if position <= up:
                code = "reorder-today"
                # A position of exactly the reorder point orders again: it has to be lifted above.
                times = floor((up - position) / quantity) + 1 if quantity else 0
                today = times * quantity
                if self.most is not None and today > self.most:
                    wanted = today
                    today = floor(self.most / self.pack + Fraction(1, 10**9)) * self.pack
                    if today < wanted:
                        notes.pop("CAPPED", None)
                        lifts = position + today > up
                        notes["CAPPED" if lifts else "CAPPED_BELOW"] = {"to": packed(float(today))}
                decision["quantity"] = packed(float(today))
                if times > 1 and today == times * quantity:
                    code = "reorder-several"
                    decision |= {"count": str(times), "each": packed(float(quantity))}
            else:
                code = "reorder-by"
                decision["quantity"] = packed(float(quantity))
                # With events the point is another one on each day; what is on its way may count later.
                if self.factors or waits:
                    decision.pop("point")
                else:
                    wait = floor((position - up) / self.mean)
                    if wait > 0:
                        decision["day"] = str(self.day + timedelta(wait))
                    else:
                        # Tomorrow it is below the point.
                        code = "reorder-last-day"
        if quantity == 0:
            code, decision = "reorder-cannot", {}
        found["decision"] = {"code": code, **decision}
        found["headline"] = headline
        if self.trigger < self.lead + self.review:
            notes["TRIGGER_SHORT"] = {}
        found["notes"] = notes
        # COV-2 and RND-1: from the trigger up to the target.
        daily = self.local()
        raw = max(daily * (self.lead + self.review + self.safety_days - self.trigger), Fraction(0))
        lot = self.whole(raw)
        # Who orders by it knows no limit by age.
        cap = self.most
        if cap is not None and lot > cap:
            lot = floor(cap / self.pack + Fraction(1, 10**9)) * self.pack
            lot = Fraction(0) if lot < self.least else lot
        found["rule"] = self.method(demand, lot, float(daily * self.trigger))
        if self.shortage is None or self.target in ("cycle-service", "fill-rate"):
            # What it fails to sell has no price: its cost is none to compare.
            found["rule"]["lines"] = {}
        return found


# Cases.

STAGES = ["production", "consolidation", "first-leg", "customs", "receiving", "other"]
TODAY = "2026-11-26"


def made(chance):
    """A random case, and what it is for."""
    pick, draw = chance.choice, chance.random
    about = []
    case = {}
    size = pick(["slow", "slow", "middle", "fast", "fast", "large"])
    per = pick(["day", "day", "week", "month"])
    daily = {"slow": 0.02 + draw(), "middle": 1 + 6 * draw(), "fast": 8 + 90 * draw(), "large": 300 + 4000 * draw()}[size]
    mean = daily * float(DAYS[per])
    case["demand-mean"] = f"{mean:.{pick([0, 1, 2]) if mean > 3 else 2}f}"
    kind = draw()
    if kind < 0.75:
        relative = pick([0, 0.1, 0.3, 0.5, 0.8, 1, 1.6, 3, 6])
        root = sqrt(daily) / daily if size in ("slow", "middle") else 0
        case["demand-deviation"] = f"{relative * float(case['demand-mean']) + root * draw() * mean:.2f}"
    if per != "day":
        case["demand-per"] = per
    if draw() < 0.25:
        case["demand-factor"] = pick(["0.5", "0.75", "1.3", "2", "0.1"])
    stages = []
    holds = pick([0, 0, 0, 1, 1, 2, 3])
    for name in sorted(chance.sample(STAGES, max(pick([1, 2, 3, 4, 5]), holds)), key=STAGES.index):
        days = pick([0, 1, 2, 3, 5, 6, 14, 15, 25, 32, 0.5])
        stage = {"stage": name, "stage-days": f"{days}"}
        if draw() < 0.6:
            stage["stage-deviation"] = f"{pick([0.5, 1, 2, 3, 5, 0.25]) if days else 0}"
        if holds > 0:
            holds -= 1
            stage["hold-rate"] = f"{pick([1, 5, 10, 20, 50, 33.3])}"
            stage["hold-days"] = f"{pick([3, 7, 12, 30, 60])}"
        stages.append(stage)
    case["stages"] = stages
    case["review-days"] = f"{pick([0, 1, 1, 2, 7, 7, 14, 30])}"
    services = ["cycle-service", "fill-rate"]
    target = pick([*services, *services, "backorder-cost", "short-cost", "occasion-cost"])
    case["target"] = target
    about.append(target)
    priced = draw() < 0.6 or target not in services
    if target in services:
        case["service-level"] = pick(["95", "90", "98", "99", "99.9", "97.5", "80", "60", "50", "30", "99.99", "5"])
    if draw() < 0.3:
        case["floor-at-zero"] = "0"
    case["stock-date"] = pick([TODAY, "2027-02-28", "2028-02-20", "2026-12-31"])
    if draw() < 0.75:
        cover = pick([0, 5, 20, 40, 60, 90, 200]) * draw()
        factor = float(case.get("demand-factor", "1"))
        case["on-hand"] = f"{daily * factor * cover:.0f}"
        if draw() < 0.3:
            case["reserved"] = f"{float(case['on-hand']) * 0.2 * draw():.0f}"
        if draw() < 0.2:
            case["backorders"] = f"{daily * 4 * draw():.0f}"
        start = date.fromisoformat(case["stock-date"])
        arrivals = []
        for _ in range(pick([0, 0, 1, 1, 2, 3])):
            due = start + timedelta(pick([-9, -1, 0, 1, 3, 8, 15, 22, 30, 45, 70, 120]))
            arrivals.append({"arriving": f"{max(daily * factor * pick([2, 10, 30]), 1):.0f}", "due": str(due)})
        if arrivals:
            case["arrivals"] = arrivals
    if draw() < (0.65 if target == "backorder-cost" else 0.25):
        case["order-quantity"] = f"{max(daily * pick([3, 10, 30, 90]), 1):.0f}"
        about.append("typed")
    if draw() < 0.3:
        case["case-pack"] = pick(["2", "6", "10", "12", "24", "48"])
    if draw() < 0.25:
        case["least-order"] = f"{daily * pick([5, 20, 60]):.0f}"
    if draw() < 0.2:
        case["most-order"] = f"{max(daily * pick([4, 15, 40, 150]), 1):.0f}"
        about.append("most")
    if draw() < 0.15:
        case["most-cover"] = pick(["30", "60", "90", "180", "365"])
        about.append("cover")
    if priced:
        unit = pick([0.8, 3.5, 12, 42, 260]) * (0.5 + draw())
        case["unit-landed-cost"] = f"{unit:.2f}CNY"
        if draw() < 0.85:
            case["order-cost"] = f"{pick([0, 20, 300, 1800, 9000])}CNY"
        case["holding-rate"] = pick(["25", "25", "12.5", "40", "80"])
        free = case.get("order-cost") == "0CNY" or target == "backorder-cost"
        if draw() < 0.35 and not (free and "order-quantity" not in case):
            breaks, at = [], max(daily * pick([3, 10, 30]), 2)
            for _ in range(pick([1, 2, 3])):
                unit *= pick([0.99, 0.97, 0.93, 0.85])
                breaks.append({"from-units": f"{at:.0f}", "break-cost": f"{unit:.2f}CNY"})
                at = float(breaks[-1]["from-units"]) + max(at, 2) * pick([1, 2, 4])
            if draw() < 0.4:
                breaks.insert(0, {"from-units": "0", "break-cost": case.pop("unit-landed-cost")})
            case["price-breaks"] = breaks
            case["discount"] = pick(["all-units", "incremental"])
            about.append(case["discount"])
        value = float(unit) * float(case["holding-rate"]) / 100
        if target == "backorder-cost":
            case["shortage-cost"] = f"{max(value * pick([0.5, 2, 9, 40, 200]), 0.01):.2f}CNY"
        elif target == "short-cost":
            case["shortage-cost"] = f"{max(float(unit) * pick([0.02, 0.1, 0.4, 1, 5]), 0.01):.2f}CNY"
        elif target == "occasion-cost":
            case["shortage-cost"] = f"{pick([1, 30, 500, 4000, 60000])}CNY"
    if draw() < 0.4:
        case["trigger-days"] = pick(["0", "7", "30", "45", "60", "90"])
    if draw() < 0.3:
        case["safety-days"] = pick(["0", "10", "45"])
    return case, " ".join(about)


def later(chance):
    """A random case with events or with orders of the past."""
    pick, draw = chance.choice, chance.random
    case, about = made(chance)
    case.pop("most-cover", None)
    start = date.fromisoformat(case["stock-date"])
    if draw() < 0.4:
        # Whole days, so that none sits on an edge of one.
        del case["stages"]
        orders, day = [], start - timedelta(500)
        length = pick([9, 30, 55])
        for _ in range(pick([1, 2, 3, 5, 9])):
            end = day + timedelta(length + pick([-4, -1, 0, 0, 2, 7]))
            orders.append({"ordered": str(day), "received": str(end)})
            day += timedelta(40)
        if draw() < 0.4:
            orders.append({"ordered": str(start - timedelta(5))})
        case |= {"lead-from": "orders", "purchase-orders": orders}
        about += " orders"
    if "lead-from" not in case or draw() < 0.3:
        events = []
        for _ in range(pick([1, 1, 2, 3])):
            first = start + timedelta(pick([-3, 0, 1, 5, 12, 20, 33, 60, 200]))
            last = first + timedelta(pick([0, 1, 3, 6, 13]))
            name = pick(["other", "double-11", "black-friday", "prime-day"])
            uplift = pick(["1.5", "2", "3", "6", "0.6"])
            events.append({"event": name, "uplift": uplift, "event-from": str(first), "event-to": str(last)})
        case["events"] = events
        if draw() < 0.5:
            case |= {"dip-days": pick(["1", "3", "7"]), "dip-factor": pick(["0", "0.5", "0.7"])}
        if case.get("order-cost") == "0CNY":
            del case["order-cost"]
        about += " events"
    return case, about


PLAIN = {
    "demand-mean": "20",
    "demand-deviation": "9",
    "stages": [{"stage": "production", "stage-days": "15", "stage-deviation": "3"}],
    "review-days": "7",
    "stock-date": TODAY,
}
LEAD = lambda *stages: [dict(zip(("stage-days", "stage-deviation", "hold-rate", "hold-days"), s.split())) for s in stages]


def edges():
    """Cases at the edges of the rules, each of which says what it is for."""

    def case(about, **changed):
        inputs = {**PLAIN, **{key.replace("_", "-"): value for key, value in changed.items()}}
        return {key: value for key, value in inputs.items() if value is not None}, about

    costs = {"unit_landed_cost": "42CNY", "order_cost": "100CNY"}
    breaks = [("0", "5CNY"), ("1000", "4.8CNY"), ("2500", "4.75CNY")]
    breaks = [dict(zip(("from-units", "break-cost"), one)) for one in breaks]
    bought = {"demand_mean": "14", "price_breaks": breaks, "order_cost": "49CNY", "holding_rate": "20"}
    yield case("no demand", demand_mean="0", on_hand="3")
    yield case("no deviation at all", demand_deviation="0", stages=LEAD("15"))
    yield case("no deviation, cost of a unit short", demand_deviation="0", stages=LEAD("15"), target="short-cost",
               shortage_cost="10CNY", **costs)
    yield case("only the lead time varies", demand_deviation="0")
    yield case("no time to cover", stages=LEAD("0"), review_days="0", on_hand="5")
    yield case("no days to cover on average", stages=LEAD("0 3"), review_days="0")
    yield case("only the review to cover", stages=LEAD("0"), review_days="7", on_hand="5")
    yield case("no deviation, held up", demand_deviation="0", stages=LEAD("15 0 10 30"))
    yield case("no deviation, held up, less service", demand_deviation="0", stages=LEAD("15 0 10 30"), service_level="90")
    yield case("a just missed share of holds", demand_deviation="0", stages=LEAD("15 0 10 30"), service_level="90.001")
    yield case("held up always", stages=LEAD("15 3 100 30"))
    yield case("held up never", stages=LEAD("15 3 0 30"))
    yield case("a hold without days", stages=LEAD("15 3 10 0"))
    yield case("air or sea of the facts", demand_mean="12", demand_deviation=None, stages=LEAD("30 0 10 30"),
               review_days="0", service_level="92")
    yield case("three holds", stages=LEAD("15 3 5 12", "32 5 10 20", "3 1 2 40"))
    yield case("four holds of a slow seller", demand_mean="0.3", demand_deviation="0.6",
               stages=LEAD("5 1 50 5", "6 1 50 7", "3 1 50 11", "2 0 50 13"))
    for deviation in ("1.4", "1.42", "1.48", "1.49", "0.9"):
        yield case("laws on either side of an edge", demand_mean="2", demand_deviation=deviation, stages=LEAD("6"),
                   review_days="1")
    yield case("mean of just 30: curve", demand_mean="3", demand_deviation="2", stages=LEAD("9"), review_days="1")
    yield case("mean of just below 30: count", demand_mean="2.999", demand_deviation="2", stages=LEAD("9"), review_days="1")
    yield case("half the mean: still normal", demand_mean="4", demand_deviation="6", stages=LEAD("8"), review_days="1")
    yield case("more than half: skewed", demand_mean="4", demand_deviation="6.01", stages=LEAD("8"), review_days="1")
    yield case("very skewed", demand_mean="4", demand_deviation="40", stages=LEAD("8"), review_days="1", service_level="99")
    for level in ("50", "50.01", "99.99999", "0.01", "1"):
        yield case("service " + level, service_level=level)
        yield case("service without floor " + level, service_level=level, floor_at_zero="0")
    for level in ("99.99", "90", "50", "1"):
        yield case("fill rate " + level, target="fill-rate", service_level=level)
        yield case("fill rate of small orders " + level, target="fill-rate", service_level=level, order_quantity="5")
        yield case("fill rate of large orders " + level, target="fill-rate", service_level=level, order_quantity="5000",
                   floor_at_zero="0")
    yield case("trap 8: small orders", demand_mean="5", demand_deviation="6.324555", stages=LEAD("10"), review_days="0",
               order_quantity="5", service_level="69.146")
    yield case("trap 3: figures of a month", demand_mean="608", demand_per="month",
               demand_deviation="49.64")
    yield case("figures of a week", demand_mean="140", demand_per="week", demand_deviation="23.8118")
    yield case("a blank deviation of a factor", demand_deviation=None, demand_factor="0.5")
    yield case("a blank deviation of a week", demand_deviation=None, demand_mean="140", demand_per="week")
    yield case("trap 19: a slow seller", demand_mean="0.2", demand_deviation="0.45", stages=LEAD("20"))
    for hand in ("560", "561", "562", "580", "581", "582"):
        yield case("a position at the reorder point", on_hand=hand, **costs)
    for mean in ("560", "561"):
        yield case("a position at the reorder point by an order", on_hand="200", backorders="50", reserved="50",
                   arrivals=[{"arriving": str(int(mean) - 100), "due": "2026-12-05"}], **costs)
    yield case("several orders at once", on_hand="10", order_quantity="100")
    yield case("several orders at once, of cartons", on_hand="10", order_quantity="100", case_pack="24")
    yield case("several orders at once, more than fits", on_hand="10", order_quantity="100", most_order="250")
    yield case("owed more than there is", on_hand="10", backorders="90", arrivals=[{"arriving": "70", "due": "2026-12-01"}])
    yield case("owed more than there is, no order", on_hand="10", backorders="90")
    yield case("nothing in stock", on_hand="0")
    yield case("arrives the day stock runs out", on_hand="100", arrivals=[{"arriving": "600", "due": "2026-12-01"}])
    yield case("arrives the day after stock runs out", on_hand="100", arrivals=[{"arriving": "600", "due": "2026-12-02"}])
    yield case("arrives today", on_hand="0", arrivals=[{"arriving": "600", "due": TODAY}])
    yield case("overdue", on_hand="0", arrivals=[{"arriving": "600", "due": "2026-11-25"}])
    yield case("stock lasts as long as the lead time", on_hand="300")
    yield case("stock lasts a day less than the lead time", on_hand="299")
    yield case("arrives with today's order", on_hand="320", arrivals=[{"arriving": "100", "due": "2026-12-11"}])
    yield case("nothing of the order on the way to wait for", on_hand="40", stages=LEAD("0"), review_days="1")
    for trigger in ("21", "22", "23"):
        yield case("trap 18: a trigger of " + trigger, trigger_days=trigger)
    yield case("a trigger above the target", trigger_days="60", safety_days="30")
    yield case("the least is more than the most", least_order="500", most_order="400", on_hand="10")
    yield case("the least is the most", least_order="400", most_order="400", on_hand="10")
    yield case("no carton fits", case_pack="24", most_order="23", on_hand="10")
    yield case("one carton fits", case_pack="24", most_order="24", on_hand="10", **costs)
    yield case("cheapest quantity cut", most_order="200", case_pack="24", **costs)
    yield case("shelf life", most_cover="10", **costs)
    yield case("shelf life and MOQ", most_cover="10", least_order="201")
    yield case("an order costs nothing", unit_landed_cost="42CNY", order_cost="0CNY", case_pack="6")
    yield case("a lead time of just 15 days by parts", on_hand="300", stages=LEAD("3 3 10 7", "0 0 20 30", "3 0 10 3", "2"))
    yield case("a lead time of 15.2 days", on_hand="310", stages=LEAD("15.2 3"))
    yield case("an order costs nothing, no review", unit_landed_cost="42CNY", order_cost="0CNY", review_days="0")
    yield case("holding costs nothing", holding_rate="0", **costs)
    yield case("no cost of an order", unit_landed_cost="42CNY")
    yield case("no cost of goods", order_cost="100CNY")
    yield case("cheapest of two neighbours", case_pack="250", **costs)
    yield case("cheapest of two neighbours, the upper", case_pack="200", **costs)
    yield case("an exact multiple", order_quantity="0.3", case_pack="0.1")
    yield case("a fraction of a carton", order_quantity="24.0001", case_pack="12")
    for discount in ("all-units", "incremental"):
        yield case(discount, discount=discount, **bought)
        yield case(discount + " of cartons", discount=discount, case_pack="48", **bought)
        yield case(discount + ", MOQ", discount=discount, least_order="1200", **bought)
        yield case(discount + ", most that fits", discount=discount, most_order="900", **bought)
        yield case(discount + ", typed", discount=discount, order_quantity="1500", **bought)
        for cost in ("short-cost", "occasion-cost", "backorder-cost"):
            typed = "1500" if cost == "backorder-cost" else None
            yield case(f"{discount}, {cost}", discount=discount, target=cost, shortage_cost="9CNY", order_quantity=typed,
                       **bought)
    yield case("a break not worth it", price_breaks=[{"from-units": "9000", "break-cost": "41.9CNY"}], **costs)
    for cost in ("1", "5", "10.5", "100", "100000"):
        yield case("a unit owed costs " + cost, target="backorder-cost", shortage_cost=cost + "CNY", **costs)
        yield case("a typed quantity, a unit owed costs " + cost, target="backorder-cost", shortage_cost=cost + "CNY",
                   order_quantity="373", floor_at_zero="0", **costs)
        yield case("a unit short costs " + cost, target="short-cost", shortage_cost=cost + "CNY", **costs)
        yield case("an occasion costs " + cost, target="occasion-cost", shortage_cost=cost + "CNY", **costs)
    for cost in ("backorder-cost", "short-cost", "occasion-cost"):
        yield case(cost + " of a slow seller", target=cost, shortage_cost="60CNY", demand_mean="0.3", demand_deviation="0.6",
                   order_quantity="9", **costs)
        yield case(cost + " of a skewed seller", target=cost, shortage_cost="60CNY", demand_mean="3", demand_deviation="9",
                   order_quantity="40", stages=LEAD("15 3 10 20"), **costs)


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 360
    chance = random.Random(19)
    cases = list(edges()) + [made(chance) for _ in range(count)] + [later(chance) for _ in range(count // 3)]
    rows = [[compact(inputs), compact(Case(inputs).expected()), about] for inputs, about in cases]
    note = "# Written by `judge_reorder.py`; do not edit."
    lines = [note, "\t".join(COLUMNS)] + ["\t".join(row) for row in rows]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
