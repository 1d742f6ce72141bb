//! Safety stock, service, quantities, policies, rounding, cover, slow movers, classes.

use serde_json::{Value, json};
use suanpan::inventory::ageing::{self, AgeTier, Receipt};
use suanpan::inventory::budget::{self, SharedItem, SharedLimit};
use suanpan::inventory::classes::{self, AbcCuts, XyzCuts};
use suanpan::inventory::container::{Container, Loadable};
use suanpan::inventory::cover::{self, CoverRule};
use suanpan::inventory::events::{self, Combine, DemandCalendar, EventDay, EventSpan, SalesDay};
use suanpan::inventory::lot_sizing;
use suanpan::inventory::order_quantity::{CostedOrder, EconomicOrder, Eoq};
use suanpan::inventory::price_breaks::{PriceBreak, PriceBreaks};
use suanpan::inventory::rounding::{Limit, OrderRules};
use suanpan::inventory::slow::{self, JudgedStock, SalesPace, SlowLimits, SlowReason};

use super::input;

/// See `MODULES`.
pub fn answer(formula: &str, inputs: &Value) -> Option<Value> {
    [order_quantities, limits, stock, demand].iter().find_map(|answer| answer(formula, inputs))
}

// Quantities, limits, cover, slow movers, classes, events.

fn order_quantities(formula: &str, inputs: &Value) -> Option<Value> {
    match formula {
        "EOQ-1" => economic(eoq(inputs).optimum().ok()?),
        "EOQ-2" => {
            let order = eoq(inputs).with_backorders(input(inputs, "b_annual")).ok()?;
            let (most, cost) = (order.most_backorders, order.annual_cost);
            Some(json!({ "Q": order.quantity, "max_backorder": most, "cost_annual": cost }))
        }
        "EOQ-3" => economic(eoq(inputs).produced(input(inputs, "P_annual")).ok()?),
        "EOQ-4" => costed(eoq(inputs).cost_of(input(inputs, "Q")).ok()?),
        "EOQ-5" => costed(eoq(inputs).in_packs(&rules(inputs)).ok()?),
        "EOQ-6" => {
            let order = eoq(inputs).capped(input(inputs, "max_cover_days"), 0.0).ok()?;
            Some(json!({ "Q": order.quantity, "capped": order.capped }))
        }
        "QD-1" | "QD-2" => price_breaks(formula, inputs),
        "LOT-1" => {
            let (order_cost, holding) = (input(inputs, "K"), input(inputs, "h_per_period"));
            let plan = lot_sizing::wagner_whitin(&list(inputs, "demand"), order_cost, holding)?;
            Some(json!({ "cost": plan.cost, "orders": plan.orders }))
        }
        _ => None,
    }
}

fn eoq(inputs: &Value) -> Eoq {
    Eoq { annual_demand: input(inputs, "D_annual"), order_cost: input(inputs, "K"), holding_cost: input(inputs, "h") }
}

fn economic(order: EconomicOrder) -> Option<Value> {
    Some(json!({
        "Q": order.quantity,
        "cost_annual": order.annual_cost,
        "orders_per_year": order.orders_per_year,
        "cycle_days": order.cycle_days,
    }))
}

fn costed(order: CostedOrder) -> Option<Value> {
    let (cost, penalty) = (order.annual_cost, order.penalty_ratio);
    Some(json!({ "Q": order.quantity, "cost_annual": cost, "penalty_ratio": penalty }))
}

fn price_breaks(formula: &str, inputs: &Value) -> Option<Value> {
    let tiers = list(inputs, "breaks").into_iter().zip(list(inputs, "prices"));
    let prices: Vec<_> = tiers.map(|(from, unit_price)| PriceBreak { from, unit_price }).collect();
    let breaks = PriceBreaks {
        annual_demand: input(inputs, "D_annual"),
        order_cost: input(inputs, "K"),
        holding_rate: input(inputs, "holding_rate"),
        prices: &prices,
    };
    let order = if formula == "QD-1" { breaks.all_units() } else { breaks.incremental() }.ok()?;
    Some(json!({ "Q": order.quantity, "tier": order.tier, "cost_annual_incl_purchase": order.annual_cost }))
}

fn limits(formula: &str, inputs: &Value) -> Option<Value> {
    match formula {
        "RND-1" => {
            let order = rules(inputs).round(input(inputs, "raw_qty"))?;
            let flag = match order.limit {
                Limit::Kept => "none",
                Limit::Capped => "capped",
                Limit::Infeasible => "infeasible",
            };
            Some(json!({ "qty": order.quantity, "packs": order.packs, "flag": flag }))
        }
        "CON-1" => {
            let items: Vec<_> = rows(inputs, "items").iter().map(loadable).collect();
            let (volume, days) = (input(inputs, "capacity"), input(inputs, "max_cover_days"));
            let load = Container { volume, weight: None, most_cover_days: days }.fill(&items)?;
            Some(json!({ "packs": load.packs, "used": load.volume, "fill": load.volume_fill }))
        }
        "LAG-1" => {
            let (costs, prices) = (list(inputs, "K"), list(inputs, "unit_cost"));
            let figures = list(inputs, "D_annual").into_iter().zip(costs).zip(prices);
            let item = |((annual_demand, order_cost), unit_cost)| SharedItem {
                annual_demand,
                order_cost,
                unit_cost,
                unit_volume: 0.0,
            };
            let items: Vec<_> = figures.map(item).collect();
            let limit = SharedLimit::AverageValue(input(inputs, "budget_avg_stock_value"));
            let orders = budget::within(&items, input(inputs, "holding_rate"), limit).ok()?;
            Some(json!({
                "Q": orders.quantities,
                "multiplier": orders.multiplier,
                "cost_annual": orders.annual_cost,
                "binding": orders.binding,
            }))
        }
        _ => None,
    }
}

fn rules(inputs: &Value) -> OrderRules {
    OrderRules { moq: input(inputs, "moq"), pack: input(inputs, "pack"), most: inputs["max_qty"].as_f64() }
}

fn loadable(item: &Value) -> Loadable {
    Loadable {
        daily_demand: input(item, "daily"),
        position: input(item, "ip"),
        pack: input(item, "pack"),
        pack_volume: input(item, "pack_volume"),
        pack_weight: 0.0,
        required: input(item, "packs0") as u64,
    }
}

fn stock(formula: &str, inputs: &Value) -> Option<Value> {
    match formula {
        "COV-1" => {
            let cover = cover::forward(input(inputs, "stock"), &list(inputs, "forecast"))?;
            let (days, flat) = (cover.days, cover.flat_days);
            Some(json!({ "cover_days": days, "beyond_horizon": days.is_none(), "flat_cover_days": flat }))
        }
        "COV-2" => cover_rule(inputs),
        "SLOW-1" => slow_mover(inputs),
        "SLOW-2" => {
            let item = |item: &Value| JudgedStock {
                on_hand: input(item, "on_hand"),
                value: input(item, "value"),
                slow: item["slow"].as_bool() == Some(true),
            };
            let rate = slow::slow_rate(&rows(inputs, "items").iter().map(item).collect::<Vec<_>>());
            let (by_item, by_units) = (rate.by_item, rate.by_units);
            Some(json!({ "rate_by_sku": by_item, "rate_by_units": by_units, "rate_by_value": rate.by_value }))
        }
        "AGE-1" => aged_stock(inputs),
        "ABC-1" => {
            let cuts = AbcCuts { a: input(inputs, "cut_a"), b: input(inputs, "cut_b") };
            let classes = classes::abc(&list(inputs, "revenue"), cuts)?;
            let names: Vec<_> = classes.iter().map(|class| format!("{class:?}")).collect();
            Some(json!({ "cls": names }))
        }
        "XYZ-1" => {
            let cuts = XyzCuts { x: input(inputs, "cut_x_cv"), y: input(inputs, "cut_y_cv") };
            let variation = classes::xyz(&list(inputs, "bucket_demand"), cuts);
            Some(json!({ "cv2": variation.cv2, "cls": format!("{:?}", variation.class) }))
        }
        _ => None,
    }
}

fn cover_rule(inputs: &Value) -> Option<Value> {
    let rule = CoverRule {
        trigger_days: input(inputs, "trigger_days"),
        safety_days: input(inputs, "safety_days"),
        lead_days: input(inputs, "lead_days"),
        review_days: input(inputs, "review_days"),
    };
    let position = input(inputs, "on_hand") + input(inputs, "on_order");
    let order = rule.order(position, input(inputs, "daily"), &rules(inputs))?;
    Some(json!({
        "position_cover_days": order.position_days,
        "trigger": order.trigger,
        "target_level": order.target_level,
        "raw_qty": order.needed,
        "qty": order.order.quantity,
        "warn_trigger_shorter_than_lead": order.comes_too_late,
        "recommended_trigger_days": order.recommended_trigger_days,
    }))
}

fn slow_mover(inputs: &Value) -> Option<Value> {
    let limits = SlowLimits {
        no_sale_days: input(inputs, "no_sale_days"),
        cover_days: input(inputs, "cover_limit"),
        sell_through: input(inputs, "sell_through_limit"),
        grace_days: input(inputs, "grace_days"),
    };
    let pace = SalesPace {
        days_since_sale: input(inputs, "days_since_last_sale"),
        units_90: input(inputs, "units_90"),
        on_hand: input(inputs, "on_hand"),
        age_days: input(inputs, "age_days"),
    };
    let mover = limits.judge(&pace)?;
    // The cases name a reason by its usual limit.
    let name = |reason: &SlowReason| match reason {
        SlowReason::NoSale => "no_sale_90d",
        SlowReason::Cover => "cover_over_180d",
        SlowReason::SellThrough => "sell_through_under_20pct",
    };
    let reasons: Vec<_> = mover.reasons.iter().map(name).collect();
    Some(json!({
        "slow": !reasons.is_empty(),
        "reasons": reasons,
        "cover_days": mover.cover_days,
        "sell_through": mover.sell_through,
    }))
}

fn aged_stock(inputs: &Value) -> Option<Value> {
    let today = input(inputs, "as_of_day");
    let receipt = |row: &Value| Some(Receipt { age_days: (today - row[0].as_f64()?) as u32, units: row[1].as_f64()? });
    let receipts = rows(inputs, "receipts").iter().map(receipt).collect::<Option<Vec<_>>>()?;
    let day = |value: &Value| value.as_u64().and_then(|day| u32::try_from(day).ok());
    let tier = |row: &Value| Some(AgeTier { from_day: day(&row[0])?, to_day: day(&row[1]), per_m3: row[2].as_f64()? });
    let tiers = rows(inputs, "tiers_rate_per_m3").iter().map(tier).collect::<Option<Vec<_>>>()?;
    let (on_hand, volume) = (input(inputs, "on_hand"), input(inputs, "unit_volume_m3"));
    let stock = ageing::aged_stock(&receipts, on_hand, volume, &tiers)?;
    let (units, unknown) = (stock.units_by_tier, stock.unknown_age_units);
    Some(json!({ "units_by_tier": units, "monthly_fee": stock.fee, "unknown_age_units": unknown }))
}

fn demand(formula: &str, inputs: &Value) -> Option<Value> {
    match formula {
        "EVT-1" => event_demand(inputs),
        "EVT-2" => {
            let days = list(inputs, "actual").into_iter().zip(list(inputs, "baseline"));
            let past: Vec<_> = days.map(|(actual, baseline)| EventDay { actual, baseline }).collect();
            let prior_days = input(inputs, "prior_weight_days");
            let uplift = events::uplift(&past, input(inputs, "prior_factor"), prior_days)?;
            Some(json!({ "raw_factor": uplift.raw, "factor": uplift.factor }))
        }
        "BAS-1" => {
            let stock = list(inputs, "in_stock").into_iter().map(|stock| stock != 0.0);
            let days = list(inputs, "y").into_iter().zip(stock).zip(list(inputs, "factor"));
            let day = |((units, in_stock), factor)| SalesDay { units, in_stock, factor };
            let rate = events::base_rate(days.map(day))?;
            Some(json!({ "base_daily": rate.daily, "naive_mean": rate.plain_mean }))
        }
        _ => None,
    }
}

fn event_demand(inputs: &Value) -> Option<Value> {
    let date = |value: &Value| value.as_str()?.parse().ok();
    let event = |event: &Value| {
        Some(EventSpan { from: date(&event["start"])?, to: date(&event["end"])?, factor: event["factor"].as_f64()? })
    };
    let calendar = DemandCalendar {
        weekdays: list(inputs, "dow_factors_mon_first").try_into().ok()?,
        months: list(inputs, "month_factors").try_into().ok()?,
        events: rows(inputs, "events").iter().map(event).collect::<Option<_>>()?,
        combine: if inputs["combine"] == "product" { Combine::Product } else { Combine::Max },
    };
    let (base, sd) = (input(inputs, "base_daily"), input(inputs, "sd_daily"));
    let demand = calendar.demand(date(&inputs["start"])?, input(inputs, "days"), base, sd)?;
    Some(json!({ "demand": demand.demand, "sd": demand.sd, "flat_demand": demand.flat_demand }))
}

/// A list of the inputs.
fn rows<'a>(inputs: &'a Value, key: &str) -> &'a [Value] {
    inputs[key].as_array().map_or(&[], Vec::as_slice)
}

/// A list of numbers of the inputs.
fn list(inputs: &Value, key: &str) -> Vec<f64> {
    rows(inputs, key).iter().filter_map(Value::as_f64).collect()
}
