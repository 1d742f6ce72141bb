//! What holds for every landed cost, whatever the rates: shares add up, tax that comes back is no cost, freight is that of
//! shipping cost, cheaper stands first.

#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use rust_decimal::Decimal;
use suanpan::pack::World;
use suanpan::schema::{Alternative, Answer, Arg, Record};
use suanpan::value::Value;
use suanpan::{calculators, link};

mod common;

fn world() -> World {
    World::new(common::data("data"))
}

/// Every fourth consignment of the judge, with parcels so that services are asked as well.
fn consignments() -> Vec<Record> {
    let lines = include_str!("worked_examples/judge-landed.tsv").lines().skip(2).step_by(4);
    let parcels = ["_350g_20x15x8cm", "12_9.5kg_50x40x35cm", "2_1.2kg_40x30x20cm_textile"];
    let with_parcels = |(index, line): (usize, &str)| {
        let text = line.split('\t').next().unwrap_or_default();
        let text = text.replacen("&rt=", "&P&rt=", 1).replacen("&d=", "&P&d=", 1).replacen("&dt=", "&P&dt=", 1);
        let text = text.replacen("&P", &format!("&p={}", parcels[index % parcels.len()]), 1).replace("&P", "");
        link::decode(&text).expect("a good link").record
    };
    lines.enumerate().map(with_parcels).collect()
}

fn answer(record: &Record, world: &World) -> Option<Answer> {
    calculators::by_id("landed-cost").expect("the calculator").evaluate(record, world).answer
}

fn priced(answer: &Answer) -> impl Iterator<Item = (&Alternative, Decimal)> {
    answer.alternatives.iter().filter_map(|one| Some((one, one.total?.value)))
}

fn line(one: &Alternative, code: &str) -> Decimal {
    one.lines.iter().filter(|line| line.name.code() == code).map(|line| line.amount.value).sum()
}

fn figure(one: &Alternative, code: &str) -> Option<Decimal> {
    one.figures.iter().find(|figure| figure.name.code() == code).and_then(|figure| match &figure.value {
        Arg::Money(money) => Some(money.value),
        _ => None,
    })
}

fn with(record: &Record, key: &str, code: &str) -> Record {
    let fields = calculators::by_id("landed-cost").expect("the calculator").fields();
    let index = fields.iter().position(|meta| meta.key == key).expect("a field");
    let mut changed = record.clone();
    changed.values[index] = Value::parse(&fields[index].kind, code);
    changed
}

fn is(record: &Record, key: &str, code: &str) -> bool {
    with(record, key, code) == *record
}

#[test]
fn what_the_units_cost_is_the_bill() {
    let world = world();
    let mut rows = 0;
    for answer in consignments().iter().filter_map(|record| answer(record, &world)) {
        for (one, total) in priced(&answer) {
            let shares = one.steps.iter().filter(|step| step.formula.code() == "unit-cost").map(|step| {
                let share = step.args.iter().find(|(slot, _)| *slot == "share").map(|(_, share)| share);
                if let Some(Arg::Money(share)) = share { share.value } else { Decimal::ZERO }
            });
            let shares: Vec<_> = shares.collect();
            rows += shares.len();
            assert_eq!(shares.iter().sum::<Decimal>(), total, "{}", one.id);
        }
    }
    assert!(rows > 2000, "{rows} rows");
}

#[test]
fn tax_that_comes_back_is_no_cost() {
    let world = world();
    let mut taxed = 0;
    for record in consignments().iter().filter(|record| is(record, "route", "bulk")) {
        let outcomes =
            ["recovered", "postponed", "borne"].map(|code| answer(&with(record, "import-tax", code), &world));
        let [Some(recovered), Some(postponed), Some(borne)] = outcomes else { continue };
        for (one, total) in priced(&recovered) {
            let find = |answer: &'_ Answer| answer.alternatives.iter().find(|other| other.id == one.id).cloned();
            let (postponed, borne) = (find(&postponed).expect("the way"), find(&borne).expect("the way"));
            let tax = line(&borne, "import-tax");
            assert_eq!(postponed.total.map(|total| total.value), Some(total));
            assert_eq!(borne.total.map(|total| total.value), Some(total + tax));
            let cash = |one: &Alternative| figure(one, "cash").expect("cash");
            // Rounded once in the line and once in the cash.
            assert!((cash(one) - cash(&postponed) - tax).abs() <= Decimal::ONE, "{}", one.id);
            taxed += usize::from(!tax.is_zero());
        }
    }
    assert!(taxed > 100, "{taxed} taxed");
}

#[test]
fn freight_is_that_of_shipping_cost() {
    let world = world();
    let shipping = calculators::by_id("shipping-cost").expect("the calculator");
    let fields = calculators::by_id("landed-cost").expect("the calculator").fields();
    let mut compared = 0;
    for record in consignments() {
        let Some(landed) = answer(&record, &world) else { continue };
        let mut asked = Record::empty(shipping.fields());
        for (meta, value) in shipping.fields().iter().zip(&mut asked.values) {
            if let Some(index) = fields.iter().position(|one| one.key == meta.key) {
                value.clone_from(&record.values[index]);
            }
            if meta.key == "leg" && is(&record, "route", "bulk") {
                *value = Value::Code("first-leg");
            }
            // Under FOB the supplier clears the goods for export.
            if meta.key == "declaration" && is(&record, "purchase-terms", "fob") {
                *value = Value::Flag(false);
            }
        }
        let services = shipping.evaluate(&asked, &world).answer.expect("an answer");
        for (one, _) in priced(&landed).filter(|(one, _)| !["own-quote", "supplier-ddp"].contains(&&*one.id)) {
            let service = services.alternatives.iter().find(|other| other.id == one.id).expect("the service");
            let paid = service.converted.or(service.total).expect("a price");
            assert_eq!(line(one, "international-freight"), paid.value, "{}", one.id);
            compared += 1;
        }
    }
    assert!(compared > 1000, "{compared} compared");
}

#[test]
fn cheaper_stands_first_and_refused_last() {
    let world = world();
    for answer in consignments().iter().filter_map(|record| answer(record, &world)) {
        let totals: Vec<_> = answer.alternatives.iter().map(|one| one.total.map(|total| total.value)).collect();
        let priced: Vec<_> = totals.iter().flatten().collect();
        assert!(priced.is_sorted(), "{priced:?}");
        assert!(totals[priced.len()..].iter().all(Option::is_none), "{totals:?}");
        assert!(answer.alternatives.iter().all(|one| one.total.is_none() != one.refused.is_empty()));
    }
}

/// Whatever the market, freight to the port that is not typed is as good as freight that the price holds, and under FOB what was
/// typed for it counts neither as cost nor for customs.
#[test]
fn fob_is_exw_without_freight_to_the_port() {
    let world = world();
    let figures = |record: &Record| {
        let answer = answer(record, &world)?;
        // A rate card's export declaration is the supplier's under FOB: a quote holds none.
        let quoted = answer.alternatives.into_iter().filter(|one| one.id == "own-quote");
        Some(quoted.map(|one| (one.total, one.lines, one.figures)).collect::<Vec<_>>())
    };
    let (mut same, mut dearer, mut declared) = (0, 0, 0);
    for record in consignments() {
        let record = with(&record, "purchase-terms", "exw");
        let fob = with(&record, "purchase-terms", "fob");
        let free = with(&record, "domestic-freight", "");
        assert_eq!(figures(&fob), figures(&free));
        let typed = with(&record, "domestic-freight", "41.3EUR");
        assert_eq!(figures(&with(&typed, "purchase-terms", "fob")), figures(&free));
        let (Some(exw), Some(free)) = (answer(&typed, &world), answer(&free, &world)) else { continue };
        for (one, total) in priced(&free) {
            let Some((_, more)) = priced(&exw).find(|(other, _)| other.id == one.id) else { continue };
            assert!(more > total, "{}", one.id);
            dearer += 1;
        }
        let by_supplier = answer(&fob, &world).expect("an answer");
        for (one, total) in priced(&by_supplier) {
            let by_seller = priced(&free).find(|(other, _)| other.id == one.id).map(|(_, total)| total);
            assert!(by_seller.is_some_and(|by_seller| total <= by_seller), "{}", one.id);
            declared += usize::from(by_seller.is_some_and(|by_seller| total < by_seller));
        }
        same += 1;
    }
    assert!(same > 500 && dearer > 1000 && declared > 100, "{same} same, {dearer} dearer, {declared} declared");
}

/// What nothing is shared among, or what is shared by what everybody expects, is not talked about.
#[test]
fn sharing_is_said_only_where_it_matters() {
    let world = world();
    let said = |case: &str, id: &str| {
        let record =
            link::decode(&format!("v=1&t=lc&{case}&rt=bulk&d=DE&dt=2026-11-26&c=EUR&k=hand")).expect("a link").record;
        let answer = answer(&record, &world).expect("an answer");
        let one = answer.alternatives.into_iter().find(|one| one.id == id).expect("the way");
        let notes = one.notes.iter().map(|note| note.phrase.text.code());
        let notes =
            notes.filter(|code| code.contains("SHARED") || code.contains("BY_VOLUME") || code.starts_with("UNIT"));
        let steps = one.steps.iter().map(|step| step.formula.code()).filter(|code| code.starts_with("unit-cost-"));
        notes.chain(steps).collect::<Vec<_>>()
    };
    let (heavy, bulky) = ("g=9_10EUR__0___2kg____10x10x10cm", "g=9_10EUR__0___0.5kg____40x25x10cm");
    let both = format!("{heavy}&{bulky}");
    let light = "&p=_9kg_50x50x40cm";
    assert_eq!(said(&format!("{heavy}{light}"), "lcl-eu"), [""; 0], "one row");
    let by_volume = ["FREIGHT_BY_VOLUME", "unit-cost-by-weight", "unit-cost-by-weight"];
    assert_eq!(said(&format!("{both}{light}"), "lcl-eu"), by_volume);
    assert_eq!(said(&format!("{both}&p=_90kg_50x50x40cm"), "air-freight"), ["unit-cost-by-volume"; 2]);
    // Both are the same part by either measure.
    assert_eq!(said(&format!("{heavy}&{heavy}{light}"), "lcl-eu"), ["FREIGHT_BY_VOLUME"]);
    let unsized_ = both.replace("_10x10x10cm", "").replace("_40x25x10cm", "");
    assert_eq!(said(&format!("{unsized_}&p=_90kg_50x50x40cm"), "air-freight"), [""; 0]);
    assert_eq!(said(&format!("{unsized_}{light}"), "lcl-eu"), ["SHARED_BY_WEIGHT"]);
    // No freight is in the bill.
    assert_eq!(said("g=9_10EUR&g=9_12EUR&pt=ddp", "supplier-ddp"), [""; 0]);
    assert_eq!(said("g=9_10EUR&g=9_12EUR&if=20EUR&pt=ddp", "supplier-ddp"), ["SHARED_BY_VALUE"]);
}

/// Goods and what is typed beside them, to the cent: one way, and nothing of the border.
#[test]
fn a_price_delivered_duty_paid_holds_all_of_it() {
    let world = world();
    let mut seen = 0;
    for record in consignments() {
        let record = with(&with(&record, "purchase-terms", "ddp"), "other-costs", "12.34EUR");
        let record = with(&record, "inland-freight", "56.78EUR");
        let answer = answer(&record, &world).expect("an answer");
        let [one] = answer.alternatives.as_slice() else { panic!("{} ways", answer.alternatives.len()) };
        assert_eq!((one.id.as_str(), one.refused.as_slice()), ("supplier-ddp", [].as_slice()));
        let bulk = is(&record, "route", "bulk");
        let codes: Vec<_> = one.lines.iter().map(|line| line.name.code()).collect();
        let expected = if bulk { vec!["goods", "inland-freight", "other-costs"] } else { vec!["goods", "other-costs"] };
        assert_eq!(codes, expected);
        let total = one.total.expect("a total").value;
        assert_eq!(total, line(one, "goods") + line(one, "inland-freight") + line(one, "other-costs"));
        assert_eq!((figure(one, "cash"), figure(one, "border")), (Some(total), None));
        assert_eq!(one.sample_share, Some(Decimal::ZERO));
        seen += 1;
    }
    assert!(seen > 500, "{seen}");
}

/// No direct way stands beside a batch that the supplier delivers to the warehouse: his price is for that.
#[test]
fn what_is_delivered_to_a_warehouse_goes_one_way() {
    let world = world();
    let case = "v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&rt=warehouse&dt=2026-11-26&ul=list-4a&br=125USD&c=USD&bo=900&mo=300\
        &cq=40&cw=15kg&cs=60x40x40cm&wh=_60&wh=__east&pr=24.99USD&k=hand";
    let exw = link::decode(case).expect("a good link").record;
    let ways = |record: &Record| answer(record, &world).expect("an answer").alternatives;
    assert!(ways(&exw).iter().filter(|one| one.total.is_some()).count() > 3);
    let ddp = with(&exw, "purchase-terms", "ddp");
    let [one] = ways(&ddp).try_into().expect("one way");
    assert_eq!(one.id, "supplier-ddp");
    let border = ["international-freight", "import-duty", "brokerage", "merchandise-processing", "harbor-maintenance"];
    assert!(border.iter().all(|code| line(&one, code).is_zero()), "{:?}", one.lines);
    assert!(["goods", "receiving", "storage", "pick-pack", "last-mile"].iter().all(|code| !line(&one, code).is_zero()));
    let said = |code| one.notes.iter().filter(|note| note.phrase.text.code() == code).count();
    // The US has no import tax to recover, and the entries are the supplier's.
    assert_eq!((said("PRICE_DDP"), said("TAX_IN_PRICE"), said("SEVERAL_ENTRIES")), (1, 0, 0));

    // The sale goes by what an order costs on that way, not by the goods alone.
    let landed_cost = calculators::by_id("landed-cost").expect("the calculator");
    let section = landed_cost.changes(&ddp, &world, None).sections.remove(0);
    let sale = section.answer.alternatives.iter().find(|one| one.total.is_some()).expect("a sale");
    let order = figure(&one, "per-order").expect("a cost");
    assert!((line(sale, "landed") + order).abs() <= Decimal::new(1, 2), "{:?} {order}", sale.lines);
}

#[test]
fn a_link_keeps_the_purchase_terms() {
    let world = world();
    for (terms, key) in [("exw", ""), ("fob", "&pt=fob"), ("ddp", "&pt=ddp")] {
        for route in ["parcel", "bulk", "warehouse"] {
            let record = with(&with(&consignments()[0], "purchase-terms", terms), "route", route);
            let calculator = calculators::by_id("landed-cost").expect("the calculator");
            let written = link::encode(calculator, &record, &link::Extras::default()).text;
            assert!(written.contains(&[key, "&k="].concat()), "{written}");
            let opened = link::decode(&written).expect("a good link").record;
            assert_eq!(is(&opened, "purchase-terms", ""), terms == "exw", "{written}");
            assert_eq!(calculator.evaluate(&opened, &world), calculator.evaluate(&record, &world), "{written}");
        }
    }
}

/// A crossing by volume is where the cheapest way changes, to the order: the case asked anew with that many orders a month,
/// and with one less, has another way in front.
#[test]
fn the_cheapest_way_changes_at_the_named_volume() {
    let world = world();
    let case = "v=1&t=lc&g=_60CNY_24EUR_4&p=_350g_20x15x8cm&rt=warehouse&d=DE&dt=2026-11-26&br=250EUR&c=EUR&cq=40&cw=15kg\
        &cs=60x40x40cm&wh=____4.6EUR_1EUR_0.5EUR_1.2EUR_100EUR&k=hand";
    let case = link::decode(case).expect("a good link").record;
    let at = |monthly: Decimal| {
        let case = with(&case, "monthly-orders", &monthly.to_string());
        with(&case, "batch-orders", &(monthly * Decimal::from(3)).to_string())
    };
    let first = |monthly: Decimal| answer(&at(monthly), &world).expect("an answer").alternatives.remove(0).service();
    let landed_cost = calculators::by_id("landed-cost").expect("the calculator");
    let reading = landed_cost.changes(&at(Decimal::from(20)), &world, None).chart.expect("a chart").reading;
    let mut crossings = 0;
    for phrase in reading.iter().filter(|phrase| phrase.text.code() == "crossing") {
        let arg = |name| phrase.args.iter().find(|(key, _)| *key == name).map(|(_, arg)| arg.clone());
        let Some(Arg::Number(orders)) = arg("orders") else { panic!("a volume") };
        assert_eq!(Some(first(orders)), arg("way"), "{orders} orders a month");
        assert_ne!(Some(first(orders - Decimal::ONE)), arg("way"), "one less than {orders}");
        crossings += 1;
    }
    assert!(crossings > 0);
}

/// What freight and goods may cost at most is where the least price that reaches the target is the price: the case asked
/// anew with that, and with a cent more, for a parcel, goods in bulk, and batches by way of one and of two warehouses.
#[test]
fn at_the_bounds_the_target_is_just_reached() {
    let world = world();
    let landed_cost = calculators::by_id("landed-cost").expect("the calculator");
    let batch = "g=2_28CNY_24EUR_4.7&p=_350g_20x15x8cm&rt=warehouse&d=DE&br=250EUR&bo=600&mo=150&cq=40&cw=15kg&cs=60x40x40cm\
        &df=800CNY&xr=9&pr=59EUR&qf=1500EUR";
    let site = "____4.6EUR_1EUR_0.5EUR_1.2EUR_100EUR";
    let (mut bounds, mut batches) = (0, 0);
    for case in [
        "g=2_45CNY_12EUR_4&p=_350g_20x15x8cm&d=DE&qf=6EUR&pr=39EUR".to_owned(),
        "g=800_36CNY__4.7&rt=bulk&d=DE&qf=900EUR&br=95EUR&if=180EUR&pr=19.9EUR".to_owned(),
        format!("{batch}&wh={site}"),
        format!("{batch}&wh=_70___4.6EUR_1EUR_0.5EUR_1.2EUR&wh={site}"),
    ] {
        let case = format!("v=1&t=lc&{case}&ch=own-site__2_0.25EUR_2.9_1_8_3&mg=18&dt=2026-11-26&c=EUR&k=hand");
        let case = link::decode(&case).expect("a good link").record;
        let channel = |case: &Record| {
            let section = landed_cost.changes(case, &world, Some("own-quote")).sections.remove(0);
            section.answer.alternatives.into_iter().next().expect("a channel")
        };
        let now = channel(&case);
        let price = figure(&now, "price").expect("a price");
        let least = |case: &Record| figure(&channel(case), "least-price").expect("a least price");
        let cent = Decimal::new(1, 2);
        let freight = figure(&now, "most-freight").expect("a most freight");
        for (value, reaches) in [(freight, true), (freight + cent, false)] {
            let at = with(&case, "quoted-freight", &format!("{value}EUR"));
            assert_eq!(least(&at) <= price, reaches, "freight {value}: {}", least(&at));
            bounds += 1;
        }
        // By the sum of all goods; six digits of a unit are far below a cent of that.
        let goods = figure(&now, "most-goods").expect("a most for goods");
        let bill = answer(&case, &world).expect("an answer");
        let own = bill.alternatives.iter().find(|one| one.id == "own-quote").expect("the quote");
        let count = (line(own, "goods") / unit_cost(&case, &world)).round();
        for (value, reaches) in [(goods, true), (goods + cent, false)] {
            let at = with_unit_cost(&case, (value / count).round_dp(9));
            assert_eq!(least(&at) <= price, reaches, "goods {value}: {}", least(&at));
            bounds += 1;
        }
        // Of a batch, so many sold units or orders bring the money back that one fewer does not.
        if let Some(enough) = count_of(&now, "break-even").or_else(|| count_of(&now, "break-even-orders")) {
            // Picking and delivery are paid for what is sold alone; the rest is spent.
            let delivery = line(own, "pick-pack") + line(own, "last-mile");
            let spent = own.total.expect("a total").value - delivery;
            let orders = if delivery.is_zero() { Decimal::ONE } else { Decimal::from(600) };
            let left = now.total.expect("a profit").value - line(&now, "landed") - delivery / orders;
            let (more, less) = (left * enough - spent, left * (enough - Decimal::ONE) - spent);
            let cent_each = cent * enough;
            assert!(more > -cent_each && less < cent_each, "{enough} of {left} for {spent}");
            batches += 1;
        }
    }
    assert_eq!((bounds, batches), (16, 3));
}

fn count_of(one: &Alternative, code: &str) -> Option<Decimal> {
    one.figures.iter().find(|figure| figure.name.code() == code).and_then(|figure| match figure.value {
        Arg::Number(number) => Some(number),
        _ => None,
    })
}

fn goods_row(record: &mut Record) -> Option<&mut Value> {
    match record.values.first_mut() {
        Some(Value::Rows(rows)) => rows.first_mut()?.cells.get_mut(1),
        _ => None,
    }
}

/// What one costs in the currency of the answer.
fn unit_cost(record: &Record, world: &World) -> Decimal {
    let cost = match goods_row(&mut record.clone()) {
        Some(Value::Money(money)) => Some(money.value),
        _ => None,
    };
    let pack = world.pack().expect("a pack");
    let rate = pack.exchange_rates.iter().find(|rate| rate.currency.code() == "EUR").expect("a rate").cny;
    cost.expect("a cost") / rate
}

/// The same goods at another cost of one, in the currency of the answer.
fn with_unit_cost(record: &Record, value: Decimal) -> Record {
    let mut changed = record.clone();
    *goods_row(&mut changed).expect("goods") =
        Value::parse(&suanpan::schema::Kind::Money, &format!("{}EUR", value.normalize()));
    changed
}

/// What a card charges behind the border is no part of the customs value, and of the tax base all the same: the same as a
/// quote for the carriage to the border with that as inland freight.
#[test]
fn charges_behind_the_border_are_not_valued() {
    let world = world();
    let case = "v=1&t=lc&g=800_36CNY__4.7&p=40_14kg_60x40x40cm&rt=bulk&d=DE&it=borne&c=USD&dt=2026-11-26&k=hand";
    let case = link::decode(case).expect("a good link").record;
    let landed = answer(&case, &world).expect("an answer");
    let by_card = landed.alternatives.iter().find(|one| one.id == "lcl-eu").expect("the card");
    let shipment = "v=1&t=sc&p=40_14kg_60x40x40cm&d=DE&lg=first-leg&c=USD&dt=2026-11-26&k=hand";
    let shipment = link::decode(shipment).expect("a good link").record;
    let shipping = calculators::by_id("shipping-cost").expect("the calculator");
    let services = shipping.evaluate(&shipment, &world).answer.expect("an answer").alternatives;
    let card = services.iter().find(|one| one.id == "lcl-eu").expect("the card");
    let behind: Decimal = ["destination-handling", "delivery-order", "customs-entry", "trucking"]
        .map(|code| line(card, code))
        .iter()
        .sum();
    let total = card.total.expect("a total").value;
    assert!(behind > Decimal::from(100) && behind < total);
    let quoted = with(&case, "quoted-freight", &format!("{}USD", total - behind));
    let quoted = answer(&with(&quoted, "inland-freight", &format!("{behind}USD")), &world).expect("an answer");
    let quoted = quoted.alternatives.iter().find(|one| one.id == "own-quote").expect("the quote");
    for code in ["import-duty", "import-tax"] {
        assert_eq!(line(by_card, code), line(quoted, code), "{code}");
    }
    assert_eq!(by_card.total, quoted.total);
}
