//! Safety stock, service, quantities, policies, rounding, cover, slow movers, classes.

use serde_json::{Value, json};
use suanpan::inventory::periodic::DailyReview;
use suanpan::inventory::safety_stock::{CostFactor, Cycle, Moments, QuantileStock};
use suanpan::inventory::{
    lead_time, newsvendor, periodic, policy_rq, policy_ss, refusal::Refusal, safety_stock, service,
};
use suanpan::stats::distribution::Distribution;

use super::distributions::{gamma, known, negative_binomial, normal, poisson};
use super::input;

/// See `MODULES`.
pub fn answer(formula: &str, inputs: &Value) -> Option<Value> {
    let answer = match formula {
        "SS-1" | "SS-2" => cycle_service(inputs),
        "SS-3" => smoothed_forecast(inputs),
        "SS-4" => mean_forecast(inputs),
        "SS-6" => maximum_less_average(inputs),
        "SS-7" | "SS-8" => cost_factor(inputs),
        "SS-9" => known_lead_times(inputs),
        "SS-10" => whole_demand(inputs),
        "SS-12" => undershoot(inputs),
        "FR-1" | "FR-2" | "FR-3" => fill_rate(formula, inputs),
        "FR-4" => periodic_fill_rate(inputs),
        "FR-6" | "FR-7" => reorder_point(formula, inputs),
        "NV-1" => purchase(&normal(inputs), inputs),
        "NV-2" => purchase(&poisson(inputs), inputs),
        "NV-3" => purchase(&negative_binomial(inputs), inputs),
        "NV-4" => profit(inputs),
        "NV-5" => purchase(&gamma(inputs), inputs),
        "NV-6" => purchase(&values(inputs), inputs),
        "LT-1" => lead_times(inputs),
        "RQ-1" => rq_outcome(inputs),
        "RQ-2" | "RQ-5" | "RQ-6" | "RQ-7" => rq_policy(formula, inputs),
        "RQ-3" => rq_whole(inputs),
        "RQ-4" => rq_per_unit_short(inputs),
        "SSP-1" | "SSP-4" | "SSP-5" => ss_optimum(inputs),
        "SSP-2" => ss_model(inputs)
            .and_then(|model| model.cost(input(inputs, "s"), input(inputs, "S")))
            .map(|cost| json!({ "cost_per_period": cost })),
        "SSP-3" => ss_power(inputs),
        "PR-1" => order_up_to(inputs),
        "PR-2" => daily_outcome(inputs),
        "PR-3" => daily_reorder_point(inputs),
        "PR-4" => base_stock(inputs),
        _ => return None,
    };
    Some(answer.unwrap_or_else(|refusal| panic!("{formula}: {refusal:?} of {inputs}")))
}

type Answer = Result<Value, Refusal>;

fn or(inputs: &Value, key: &str, other: f64) -> f64 {
    inputs[key].as_f64().unwrap_or(other)
}

fn pairs(value: &Value) -> Vec<(f64, f64)> {
    let pair = |pair: &Value| Some((pair[0].as_f64()?, pair[1].as_f64()?));
    value.as_array().into_iter().flatten().map(|value| known(pair(value))).collect()
}

fn of_values(pairs: &[(f64, f64)]) -> Distribution {
    let parts = pairs.iter().map(|(value, chance)| (*chance, Distribution::Constant(*value)));
    known(Distribution::mixture(parts.collect()))
}

fn values(inputs: &Value) -> Distribution {
    of_values(&pairs(&inputs["pmf"]))
}

/// Demand of the protection interval by `mean_tau` and perhaps `sd_tau`.
fn protection(formula: &str, inputs: &Value) -> Distribution {
    let mean = input(inputs, "mean_tau");
    known(match formula {
        "FR-3" | "FR-7" => Distribution::poisson(mean),
        "FR-2" => Distribution::gamma(mean, input(inputs, "sd_tau") * input(inputs, "sd_tau")),
        _ => Distribution::normal(mean, input(inputs, "sd_tau")),
    })
}

fn daily(inputs: &Value) -> Moments {
    Moments { mean: input(inputs, "mean_daily"), sd: input(inputs, "sd_daily") }
}

fn cycle_service(inputs: &Value) -> Answer {
    let lead = Moments { mean: or(inputs, "lead_mean", 0.0), sd: or(inputs, "lead_sd", 0.0) };
    let rest = or(inputs, "protection_days", 0.0) + or(inputs, "review_days", 0.0);
    let over = daily(inputs).over(lead, rest)?;
    let stock = safety_stock::for_cycle_service(over, input(inputs, "alpha"))?;
    let (ss, rop) = (stock.stock, stock.reorder_point);
    Ok(json!({ "z": stock.factor, "mean_tau": over.mean, "sd_tau": over.sd, "ss": ss, "rop": rop }))
}

fn smoothed_forecast(inputs: &Value) -> Answer {
    let (sd, days) = (input(inputs, "sigma_e"), input(inputs, "h"));
    let of = |smoothing| safety_stock::sd_of_smoothed_forecast(sd, smoothing, days);
    Ok(json!({ "sd_cum": of(input(inputs, "alpha_ses"))?, "naive_sqrt_h": of(0.0)? }))
}

fn mean_forecast(inputs: &Value) -> Answer {
    let (sd, observed) = (input(inputs, "sd_daily"), input(inputs, "n_history"));
    Ok(json!({ "sd_cum": safety_stock::sd_of_mean_forecast(sd, observed, input(inputs, "h"))? }))
}

fn maximum_less_average(inputs: &Value) -> Answer {
    let [most, longest, mean, days] = ["max_daily", "max_lead", "avg_daily", "avg_lead"].map(|key| input(inputs, key));
    Ok(json!({ "ss": safety_stock::maximum_less_average(most, longest, mean, days)? }))
}

fn cost_factor(inputs: &Value) -> Answer {
    let cycle = Cycle {
        annual_demand: input(inputs, "D_annual"),
        quantity: input(inputs, "Q"),
        holding: input(inputs, "h"),
        protection_sd: input(inputs, "sd_tau"),
    };
    let least = or(inputs, "k_min", 0.0);
    let CostFactor { factor, stock, floor_used } = match inputs["B1_per_occasion"].as_f64() {
        Some(cost) => safety_stock::for_cost_per_occasion(cycle, cost, least)?,
        None => safety_stock::for_cost_per_unit(cycle, input(inputs, "cost_per_unit_short"), least)?,
    };
    Ok(json!({ "k": factor, "ss": stock, "floor_used": floor_used }))
}

fn known_lead_times(inputs: &Value) -> Answer {
    let daily = known(Distribution::poisson(input(inputs, "poisson_mean_daily")));
    let demand = safety_stock::over_lead_times(&daily, &pairs(&inputs["lead_time_pmf"]))?;
    let level = input(inputs, "alpha");
    let QuantileStock { reorder_point, achieved, .. } = safety_stock::for_cycle_service_of(&demand, level)?;
    let normal = safety_stock::normal_against(&demand, level)?;
    Ok(json!({
        "rop": reorder_point,
        "achieved": achieved,
        "normal_rop": normal.reorder_point,
        "normal_achieved": normal.achieved,
    }))
}

fn whole_demand(inputs: &Value) -> Answer {
    let [mean, variance, days] = ["mean_daily", "var_daily", "protection_days"].map(|key| input(inputs, key));
    let demand = safety_stock::whole_demand(mean, variance, days)?;
    let stock = safety_stock::for_cycle_service_of(&demand, input(inputs, "alpha"))?;
    Ok(json!({ "rop": stock.reorder_point, "achieved": stock.achieved, "ss": stock.stock }))
}

fn undershoot(inputs: &Value) -> Answer {
    let mean = safety_stock::undershoot(input(inputs, "mean_daily"), input(inputs, "var_daily"), true)?;
    Ok(json!({ "mean_undershoot": mean }))
}

fn fill_rate(formula: &str, inputs: &Value) -> Answer {
    let demand = protection(formula, inputs);
    let service = service::of_reorder_point(&demand, input(inputs, "r"), input(inputs, "Q"))?;
    Ok(json!({
        "beta": service.fill_rate,
        "beta_simple": service.simple,
        "beta_lost_sales": service.lost_sales,
        "cycle_service": service.cycle_service,
    }))
}

fn periodic_fill_rate(inputs: &Value) -> Answer {
    let day = normal_day(inputs);
    let [lead, review, s] = ["lead_days", "review_days", "S"].map(|key| input(inputs, key));
    let over = |days| known(day.sum_of(days));
    let service = service::of_order_up_to(&over(lead), &over(lead + review), s)?;
    Ok(json!({ "beta": service.fill_rate, "cycle_service": service.cycle_service }))
}

fn normal_day(inputs: &Value) -> Distribution {
    let Moments { mean, sd } = daily(inputs);
    known(Distribution::normal(mean, sd))
}

fn reorder_point(formula: &str, inputs: &Value) -> Answer {
    let demand = protection(formula, inputs);
    let (q, beta) = (input(inputs, "Q"), input(inputs, "beta"));
    let r = service::reorder_point(&demand, q, beta)?;
    let ss = r - demand.mean();
    let reached = |r| service::of_reorder_point(&demand, r, q).map(|service| service.fill_rate);
    Ok(json!({
        "r": r,
        "k": ss / demand.variance().sqrt(),
        "ss": ss,
        "beta_achieved": reached(r)?,
        "beta_one_less": reached(r - 1.0)?,
    }))
}

fn purchase(demand: &Distribution, inputs: &Value) -> Answer {
    let purchase = newsvendor::purchase(demand, input(inputs, "overage"), input(inputs, "underage"))?;
    Ok(json!({ "S": purchase.quantity, "critical_ratio": purchase.critical_ratio, "cost": purchase.cost }))
}

fn profit(inputs: &Value) -> Answer {
    let [price, cost, salvage] = ["price", "cost", "salvage"].map(|key| input(inputs, key));
    let (purchase, profit) = newsvendor::for_profit(&normal(inputs), newsvendor::Offer { price, cost, salvage })?;
    Ok(json!({ "S": purchase.quantity, "profit": profit, "critical_ratio": purchase.critical_ratio }))
}

fn lead_times(inputs: &Value) -> Answer {
    let days: Vec<f64> = inputs["days"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let observed = lead_time::observed(&days, &[])?;
    Ok(json!({ "mean": observed.moments.mean, "sd": observed.moments.sd, "p95": observed.p95 }))
}

fn costs(inputs: &Value) -> policy_rq::Costs {
    policy_rq::Costs { order: input(inputs, "K"), holding: input(inputs, "h"), backorder: input(inputs, "p") }
}

fn lead_time_demand(inputs: &Value) -> Distribution {
    let years = input(inputs, "lead_years");
    let sd = input(inputs, "sd_annual") * years.sqrt();
    known(Distribution::normal(input(inputs, "D_annual") * years, sd))
}

fn rq_model(inputs: &Value) -> Result<policy_rq::Model, Refusal> {
    policy_rq::Model::new(costs(inputs), input(inputs, "D_annual"), lead_time_demand(inputs))
}

fn rq_outcome(inputs: &Value) -> Answer {
    let outcome = rq_model(inputs)?.outcome(input(inputs, "r"), input(inputs, "Q"))?;
    Ok(json!({
        "cost_annual": outcome.cost,
        "mean_on_hand": outcome.on_hand,
        "mean_backorders": outcome.backorders,
        "ready_rate": outcome.ready_rate,
        "orders_per_year": outcome.orders,
    }))
}

fn rq_policy(formula: &str, inputs: &Value) -> Answer {
    let model = rq_model(inputs)?;
    let best = model.optimum()?;
    let policy = match formula {
        "RQ-5" => model.with_planned_backorders()?,
        "RQ-6" => model.with_safety_stock()?,
        "RQ-7" => model.by_loss()?,
        _ => best,
    };
    Ok(json!({
        "r": policy.reorder_point,
        "Q": policy.quantity,
        "cost_annual": policy.cost,
        "excess_over_optimum": policy.cost / best.cost - 1.0,
    }))
}

fn rq_whole(inputs: &Value) -> Answer {
    let (rate, lead) = (input(inputs, "demand_rate"), input(inputs, "lead_time"));
    let demand = known(Distribution::poisson(rate * lead));
    let policy = policy_rq::Model::new(costs(inputs), rate, demand)?.optimum()?;
    Ok(json!({ "r": policy.reorder_point, "Q": policy.quantity, "cost_rate": policy.cost }))
}

fn rq_per_unit_short(inputs: &Value) -> Answer {
    let [order, holding, short, rate] = ["K", "h", "p_per_unit_short", "D_annual"].map(|key| input(inputs, key));
    let policy = policy_rq::for_cost_per_unit_short(order, holding, short, rate, &lead_time_demand(inputs))?;
    Ok(json!({ "r": policy.reorder_point, "Q": policy.quantity, "cost_annual_approx": policy.cost }))
}

fn ss_model(inputs: &Value) -> Result<policy_ss::Model, Refusal> {
    let period = match inputs["poisson_mean"].as_f64() {
        Some(mean) => Distribution::poisson(mean),
        None => Distribution::negative_binomial(input(inputs, "nb_mean"), input(inputs, "nb_var")),
    };
    policy_ss::Model::new(costs(inputs), known(period), input(inputs, "lead_periods"))
}

fn ss_optimum(inputs: &Value) -> Answer {
    let policy = ss_model(inputs)?.optimum()?;
    Ok(json!({ "s": policy.reorder_point, "S": policy.up_to, "cost_per_period": policy.cost }))
}

fn ss_power(inputs: &Value) -> Answer {
    let period = Moments { mean: input(inputs, "mean"), sd: input(inputs, "sd") };
    let policy = policy_ss::power_approximation(costs(inputs), period, input(inputs, "lead_periods"))?;
    Ok(json!({ "s": policy.reorder_point, "S": policy.up_to }))
}

fn order_up_to(inputs: &Value) -> Answer {
    let lead = Moments { mean: input(inputs, "lead_days"), sd: 0.0 };
    let policy = periodic::order_up_to(daily(inputs), lead, input(inputs, "review_days"), input(inputs, "alpha"))?;
    Ok(json!({
        "S": policy.level.reorder_point,
        "ss": policy.level.stock,
        "mean_order": policy.order,
        "mean_on_hand_approx": policy.on_hand,
    }))
}

fn lead_days(inputs: &Value) -> u32 {
    known(inputs["lead_days"].as_u64().and_then(|days| days.try_into().ok()))
}

/// The demand of a day, of the kind that it names.
pub fn daily_demand(demand: &Value) -> Distribution {
    match demand["kind"].as_str() {
        Some("poisson") => poisson(demand),
        Some("negbin") => negative_binomial(demand),
        _ => {
            let chances = demand["p"].as_array().into_iter().flatten().filter_map(Value::as_f64);
            of_values(&chances.enumerate().map(|(value, chance)| (value as f64, chance)).collect::<Vec<_>>())
        }
    }
}

fn daily_review(inputs: &Value) -> Result<DailyReview, Refusal> {
    DailyReview::new(daily_demand(&inputs["demand"]), lead_days(inputs))
}

fn daily_outcome(inputs: &Value) -> Answer {
    let outcome = daily_review(inputs)?.outcome(input(inputs, "r"), input(inputs, "Q"))?;
    Ok(json!({
        "fill_rate": outcome.fill_rate,
        "mean_on_hand_end": outcome.on_hand,
        "mean_backorders_end": outcome.backorders,
        "p_no_backorder_end": outcome.no_backorder,
        "p_on_hand_positive_end": outcome.in_stock,
        "order_days_fraction": outcome.order_days,
    }))
}

fn daily_reorder_point(inputs: &Value) -> Answer {
    let review = daily_review(inputs)?;
    let q = input(inputs, "Q");
    let r = review.reorder_point(q, input(inputs, "beta"))?;
    let reached = |r| review.outcome(r, q).map(|outcome| outcome.fill_rate);
    Ok(json!({ "r": r, "beta_achieved": reached(r)?, "beta_one_less": reached(r - 1.0)? }))
}

fn base_stock(inputs: &Value) -> Answer {
    let daily = known(Distribution::poisson(input(inputs, "poisson_mean_daily")));
    let (holding, backorder) = (input(inputs, "h_daily"), input(inputs, "p_daily"));
    let purchase = periodic::base_stock(&daily, lead_days(inputs), holding, backorder)?;
    Ok(json!({ "S": purchase.quantity, "cost_per_day": purchase.cost }))
}
