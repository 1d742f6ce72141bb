//! **What does each service charge for this shipment?**
//!
//! Every rate card of the pack that holds on the day of shipment is asked: limits, chargeable weight, price,
//! surcharges (`docs/facts/logistics.md` §1.1–§1.3, §2.1–§2.3, §3.1–§3.3). The answer ranks what takes the shipment and
//! says why the rest does not.
//!
//! `chargeable = ceil_step(max(actual, length × width × height ÷ divisor, least))`, per piece or per shipment as the
//! card says; money lines are rounded half-up to the minor unit and summed.

mod chargeable_weight;
mod price;
mod quote;
pub mod texts;

use core::cmp::Ordering;

use rust_decimal::Decimal;

use self::chargeable_weight::Piece;
use self::quote::Quote;
use self::texts::{decision, duty, figure, note, refusal};
use crate::amount::{Amount, Currency, Money, Size};
use crate::date::Date;
use crate::exact::Exact;
use crate::exchange::Exchange;
use crate::pack::{Pack, World};
use crate::schema::{
    Alternative, Answer, Arg, Choices, Example, Figure, Kind, List, Meta, Names, Note, Outcome, Phrase, Problem,
    Question, Severity, Text, When, code,
};
use crate::units::Unit;
use crate::vocabulary;

/// The calculator.
pub struct ShippingCost;

/// Key of the list of parcels.
const PARCELS: &str = "parcels";

crate::inputs! {
    /// Parcels of one kind.
    pub struct Parcel {
        /// How many.
        pub quantity: Decimal = vocabulary::quantity("n"),
        /// Gross weight of one.
        pub weight: Amount = vocabulary::weight("w"),
        /// Outside of one. Without it volume and size limits are not looked at, and the answer says so.
        pub size: Option<Size> = vocabulary::size("b"),
        /// What is in it, where that decides who takes it.
        pub traits: Option<Vec<&'static str>> = vocabulary::traits("tr"),
    }
}

crate::inputs! {
    /// A shipment.
    pub struct Inputs {
        /// What is shipped.
        pub parcels: List<Parcel> = Meta::new("p", Kind::Rows(Parcel::METAS)).required().group("parcels"),
        /// Where it goes.
        pub destination: &'static str = vocabulary::destination("d").group("route"),
        /// Delivery zone of Australia (cards with zones: the forwarder's postcode list decides).
        pub zone: &'static str = Meta::new("az", Kind::Choice(Choices { codes: &["1", "2", "3", "4"], names: Names::Locales }))
            .default("1").when(When::Is("destination", &["AU"])).group("route"),
        /// When it ships: cards and rules are chosen by this day.
        pub shipping_date: Date = vocabulary::shipping_date("dt").group("route"),
        /// The address lies in the carrier's remote area.
        pub remote: bool = Meta::new("ra", Kind::Flag).default("0").group("services"),
        /// The sender wants duty and tax billed to him, where the service offers it.
        pub duty_paid: bool = Meta::new("dp", Kind::Flag).default("0").group("services"),
        /// Fuel surcharge in force; without it that of the card.
        pub fuel_percent: Option<Decimal> = Meta::new("fu", Kind::Percent).within("0", "200").usually_below("60").group("services"),
        /// Currency of the answer.
        pub currency: Currency = vocabulary::currency("c").group("currency"),
        /// Renminbi for one unit of it; without it the sample rate.
        pub exchange_rate: Option<Decimal> = vocabulary::exchange_rate("fx").group("currency"),
        /// What the bank keeps, percent.
        pub exchange_spread: Decimal = vocabulary::exchange_spread("sp").group("currency"),
        /// The stretch of the way: services of another are not compared.
        pub leg: &'static str = Meta::new("lg", Kind::Choice(Choices { codes: &["direct", "first-leg", "last-mile"], names: Names::Locales }))
            .default("direct").group("route"),
        /// Where the goods start in China, for first legs.
        pub origin_region: &'static str = Meta::new("og", Kind::Choice(Choices { codes: &["east", "south", "north"], names: Names::Locales }))
            .default("east").when(When::Is("leg", &["first-leg"])).group("route"),
        /// Part of the United States in which the warehouse lies, by the first digit of its ZIP code.
        pub us_region: &'static str = Meta::new("ur", Kind::Choice(Choices { codes: &["west", "central", "east"], names: Names::Locales }))
            .default("west").when(When::All(&[When::Is("destination", &["US"]), When::Is("leg", &["first-leg"])])).group("route"),
        /// The carrier's zone between warehouse and buyer.
        pub us_zone: &'static str = Meta::new("uz", Kind::Choice(Choices { codes: &["2", "5", "8"], names: Names::Locales }))
            .default("5").when(When::All(&[When::Is("destination", &["US"]), When::Is("leg", &["last-mile"])])).group("route"),
        /// The address is a home.
        pub residential: bool = Meta::new("rs", Kind::Flag).default("1").when(When::Is("leg", &["last-mile"])).group("services"),
        /// Export declaration in the seller's name.
        pub declaration: bool = Meta::new("ed", Kind::Flag).default("1").when(When::Is("leg", &["first-leg"])).group("services"),
        /// The goods are insured.
        pub insured: bool = Meta::new("in", Kind::Flag).default("0").group("services"),
        /// Invoice value of the whole shipment; insurance needs it.
        pub goods_value: Option<Money> = Meta::new("gv", Kind::Money).above("0").within("", "100000000").group("services"),
        /// What one unit sells for; fulfilment fees need it.
        pub selling_price: Option<Money> = Meta::new("se", Kind::Money).above("0").within("", "1000000")
            .when(When::Is("leg", &["last-mile"])).group("services"),
    }
}

impl Question for ShippingCost {
    type Inputs = Inputs;
    const ID: &'static str = "shipping-cost";
    const LINK_CODE: &'static str = "sc";
    const EXAMPLES: &'static [Example] = &[
        Example { id: "mug", link: "v=1&t=sc&p=_350g_20x15x8cm&d=DE&k=hand" },
        Example { id: "band-edge", link: "v=1&t=sc&p=_0.7kg_20x15x8cm&k=hand" },
        Example { id: "volume", link: "v=1&t=sc&p=_1.2kg_40x30x20cm&d=US&c=USD&k=hand" },
        Example { id: "poster", link: "v=1&t=sc&p=_640g_80x12cm&d=JP&k=hand" },
        Example { id: "mixed", link: "v=1&t=sc&p=3_450g_25x20x10cm&p=_2.1kg_48.2x33.1x25.4cm&d=GB&ra=1&c=GBP&k=hand" },
    ];

    fn texts() -> Vec<Text> {
        texts::all()
    }

    fn compute(inputs: &Inputs, world: &World) -> Outcome {
        let Some(pack) = world.pack() else {
            return Outcome { answer: None, problems: vec![Problem::error(code::PACK_MISSING)] };
        };
        let rows = inputs.parcels.0.iter();
        let Some(pieces) = rows.map(|(row, parcel)| Piece::new(*row, parcel)).collect::<Option<Vec<_>>>() else {
            return Outcome { answer: None, problems: vec![Problem::error(code::TOO_LARGE)] };
        };
        if pieces.is_empty() {
            // Every row has a problem of its own.
            return Outcome::default();
        }
        let mut problems = Vec::new();
        let exchange = exchange(inputs, pack, &mut problems);
        let on_that_day =
            pack.tariffs.iter().filter(|card| inputs.shipping_date.within(card.valid_from, card.valid_to));
        let mut quotes = Vec::new();
        for card in on_that_day {
            let quote = quote::quote(card, inputs, &pieces, exchange.as_ref());
            let place = quotes.partition_point(|other| best_first(other, &quote).is_le());
            quotes.insert(place, quote);
        }
        let alternatives: Vec<_> = quotes.into_iter().map(|quote| quote.alternative).collect();
        let answer = Answer {
            headline: headline(&alternatives),
            decision: Some(decide(&alternatives)),
            notes: notes(inputs, &pieces, pack, exchange.as_ref(), &alternatives),
            alternatives,
        };
        Outcome { answer: Some(answer), problems }
    }
}

#[inline(never)]
fn kg(value: Decimal) -> Arg {
    Arg::Amount(Amount { value, unit: Unit::Kilogram })
}

fn exchange(inputs: &Inputs, pack: &Pack, problems: &mut Vec<Problem>) -> Option<Exchange> {
    if inputs.currency == Currency::CNY {
        return None;
    }
    let exchange = Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, pack);
    if exchange.is_none() {
        problems.push(Problem::warning(refusal::E_EXCHANGE_RATE).at("exchange-rate"));
    }
    exchange
}

/// By what is paid, then by the unrounded total, refused ones last, then by id so that the order never depends on
/// chance.
fn best_first(one: &Quote, other: &Quote) -> Ordering {
    let cost = |quote: &Quote| Some((quote.alternative.total?.value, quote.exact_cny?));
    let by_cost = match (cost(one), cost(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    by_cost.then_with(|| one.alternative.id.cmp(&other.alternative.id))
}

fn accepted(alternatives: &[Alternative]) -> impl Iterator<Item = (&Alternative, Money)> {
    alternatives.iter().filter_map(|one| Some((one, one.converted.or(one.total)?)))
}

fn headline(alternatives: &[Alternative]) -> Vec<Figure> {
    let Some((best, cost)) = accepted(alternatives).next() else { return Vec::new() };
    let mut figures = vec![Figure { name: figure::COST, value: Arg::Money(cost) }];
    if let (Some(total), Some(_)) = (best.total, best.converted) {
        figures.push(Figure { name: figure::CARD_TOTAL, value: Arg::Money(total) });
    }
    figures.extend(best.figures.iter().filter(|one| one.name != figure::DUTY).cloned());
    figures
}

fn decide(alternatives: &[Alternative]) -> Phrase {
    let mut ranked = accepted(alternatives);
    let Some((best, cost)) = ranked.next() else { return Phrase::new(decision::NONE) };
    let name = |one: &Alternative| Arg::Key(one.name.clone());
    let Some((next, dearer)) = ranked.next() else { return Phrase::new(decision::ONLY).with("best", name(best)) };
    let more = Money { value: dearer.value.minus(cost.value).unwrap_or_default(), ..cost };
    let text = if more.value.is_zero() { decision::SAME } else { decision::CHEAPEST };
    let mut decision = Phrase::new(text);
    decision.args.put("best", name(best)).put("next", name(next)).put("more", Arg::Money(more));
    decision
}

fn notes(
    inputs: &Inputs,
    pieces: &[Piece],
    pack: &Pack,
    exchange: Option<&Exchange>,
    alternatives: &[Alternative],
) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |severity, phrase, source| notes.push(Note { severity, phrase, source });
    if let Some(piece) = pieces.iter().find(|piece| piece.outside.is_none()) {
        say(Severity::Warning, Phrase::new(note::SIZE_MISSING).with("row", Arg::Row(piece.row)), None);
    }
    let best = accepted(alternatives).next();
    if let Some((best, cost)) = best {
        for warning in best.notes.iter().filter(|note| note.severity == Severity::Warning) {
            say(warning.severity, warning.phrase.clone(), None);
        }
        let included = |one: &Alternative| {
            one.figures.iter().any(|one| one.name == figure::DUTY && one.value == Arg::Text(duty::INCLUDED))
        };
        let with_duty = accepted(alternatives).filter(|(one, _)| included(one)).count();
        let all = accepted(alternatives).count();
        if with_duty == 0 {
            say(Severity::Warning, Phrase::new(note::DUTY_ON_TOP), None);
        } else if with_duty < all {
            say(Severity::Warning, Phrase::new(note::DUTY_MIXED), None);
        }
        if let Some(phrase) = fastest(best, cost, alternatives) {
            say(Severity::Note, phrase, None);
        }
    }
    let holds = |notice: &&crate::pack::Notice| {
        notice.destinations.iter().any(|country| country == inputs.destination)
            && inputs.shipping_date.within(notice.valid_from, notice.valid_to)
    };
    let origins = pack.tariffs.first().map(|card| card.origin.clone());
    for notice in pack.notices.iter().filter(holds) {
        let phrase = Phrase::new(note::MARKET_RULE).with("rule", Arg::Key(format!("notice.{}", notice.id)));
        say(Severity::Note, phrase, Some(notice.source.clone()));
    }
    if let Some(sample) = exchange.and_then(|exchange| exchange.source.as_ref().map(|source| (exchange, source))) {
        let (exchange, source) = sample;
        let phrase = Phrase::new(note::SAMPLE_EXCHANGE_RATE)
            .with("currency", Arg::Words(exchange.currency.code().to_owned()))
            .with("rate", Arg::Number(exchange.rate))
            .with("date", Arg::Date(source.as_of));
        say(Severity::Note, phrase, Some(source.clone()));
    }
    if let Some(origin) = origins {
        say(Severity::Note, Phrase::new(note::ORIGIN).with("country", Arg::Country(origin)), None);
    }
    notes
}

/// A dearer service that is faster for sure: its latest day, weekends counted, before the earliest of the cheapest.
fn fastest(best: &Alternative, cost: Money, alternatives: &[Alternative]) -> Option<Phrase> {
    let days = |one: &Alternative| {
        one.figures.iter().find_map(|figure| match figure.value {
            Arg::Days { from, to, working } => Some((from, to, working)),
            _ => None,
        })
    };
    // Five working days can take seven.
    let latest = |to: u32, working: bool| if working { to + to.div_ceil(5) * 2 } else { to };
    let (soonest, ..) = days(best)?;
    let timed = accepted(alternatives).filter_map(|(one, price)| Some((one, price, days(one)?)));
    let faster = timed.filter(|(.., (_, to, working))| latest(*to, *working) < soonest);
    let (one, price, (from, to, working)) = faster.min_by_key(|(.., (_, to, working))| latest(*to, *working))?;
    let times = price.value.over(cost.value)?.round_dp(1);
    let mut phrase = Phrase::new(note::FASTEST);
    let service = Arg::Key(one.name.clone());
    phrase.args.put("service", service).put("days", Arg::Days { from, to, working }).number("times", times);
    Some(phrase)
}
