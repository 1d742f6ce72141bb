//! **What does each service charge for this shipment?**
//!
//! Every rate card of the pack for this leg that holds on the day of shipment is asked: what it takes, limits, chargeable
//! weight, price, surcharges (`docs/facts/logistics.md` §1.1–§1.7, §2.1–§2.5, §3.1–§3.3). The answer ranks what takes the
//! shipment and says why the rest does not. The rules in full: `tests/worked_examples/README.md`.
//!
//! `chargeable = ceil_step(max(actual, length × width × height ÷ divisor, least))`, per piece or per shipment as the
//! card says; money lines are rounded half-up to the minor unit and summed.

#[cfg(feature = "explain")]
pub mod bill_check;
#[cfg(feature = "explain")]
mod change;
mod chargeable_weight;
#[cfg(feature = "explain")]
mod freight;
mod gate;
#[cfg(feature = "explain")]
pub(super) mod onward;
mod price;
mod quote;
mod surcharges;
pub mod texts;

use core::cmp::Ordering;

use rust_decimal::Decimal;

use self::chargeable_weight::Piece;
#[cfg(feature = "explain")]
pub(super) use self::quote::Driven;
pub(super) use self::quote::Quote;
use self::texts::{decision, duty, figure, note, refusal};
use crate::amount::{Amount, Currency, Money, Size};
use crate::date::Date;
use crate::exact::Exact;
use crate::exchange::Exchange;
use crate::pack::{Leg, Pack, System, Tariff, World};
use crate::schema::{
    Alternative, Answer, Arg, Choices, Example, Figure, Kind, Left, List, Meta, Names, Note, Outcome, Phrase, Problem,
    Question, Severity, Text, When, code,
};
#[cfg(feature = "explain")]
use crate::schema::{Changes, Onward};
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

/// Delivery zone of Australia, on cards with zones.
pub(super) const fn zone(link: &'static str) -> Meta {
    let codes = &["1", "2", "3", "4"];
    Meta::new(link, Kind::Choice(Choices { codes, names: Names::Locales }))
        .default("1")
        .when(When::Is("destination", &["AU"]))
}

/// Where the goods start in China.
pub(super) const fn origin_region(link: &'static str) -> Meta {
    let codes = &["east", "south", "north"];
    Meta::new(link, Kind::Choice(Choices { codes, names: Names::Locales })).default("east")
}

/// Part of the United States, by the first digit of the ZIP code.
pub(super) const fn us_region(link: &'static str) -> Meta {
    let codes = &["west", "central", "east"];
    Meta::new(link, Kind::Choice(Choices { codes, names: Names::Locales })).default("west")
}

crate::inputs! {
    /// A shipment.
    pub struct Inputs {
        /// What is shipped.
        pub parcels: List<Parcel> = Meta::new("p", Kind::Rows(Parcel::METAS)).required().group("parcels"),
        /// Where it goes.
        pub destination: &'static str = vocabulary::destination("d").group("route"),
        /// Delivery zone of Australia (cards with zones: the forwarder's postcode list decides).
        pub zone: &'static str = zone("az").group("route"),
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
        pub origin_region: Left<&'static str> = origin_region("og").when(When::Is("leg", &["first-leg"])).group("route"),
        /// Part of the United States in which the warehouse lies, by the first digit of its ZIP code.
        pub us_region: Left<&'static str> = us_region("ur")
            .when(When::All(&[When::Is("destination", &["US"]), When::Is("leg", &["first-leg"])])).group("route"),
        /// The carrier's zone between warehouse and buyer.
        pub us_zone: Left<&'static str> = Meta::new("uz", Kind::Choice(Choices { codes: &["2", "5", "8"], names: Names::Locales }))
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
        pub selling_price: Left<Option<Money>> = Meta::new("se", Kind::Money).above("0").within("", "1000000")
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
        Example { id: "battery", link: "v=1&t=sc&p=_0.48kg_62x14x12cm_battery-in&d=DE&k=hand" },
        Example { id: "cartons", link: "v=1&t=sc&p=6_14.2kg_60x40x40cm&lg=first-leg&ur=east&k=hand" },
        Example { id: "container", link: "v=1&t=sc&p=5200_13.6kg_48x36x32cm&c=USD&lg=first-leg&k=hand" },
        Example { id: "last-mile", link: "v=1&t=sc&p=_1.3lb_12.5x8x3in&c=USD&lg=last-mile&se=24.99USD&k=hand" },
    ];

    /// A first visit compares what goes to the buyer's door.
    const ELSEWHERE: Option<When> = Some(When::Not("leg", &["direct"]));

    fn texts() -> Vec<Text> {
        texts::all()
    }

    #[cfg(feature = "explain")]
    fn onward(inputs: &Inputs, shown: &Alternative) -> Vec<Onward> {
        onward::first_leg(inputs, shown).into_iter().chain([onward::rules(inputs)]).collect()
    }

    fn compute(inputs: &Inputs, world: &World) -> Outcome {
        let Some(pack) = pack_for(inputs, world) else {
            return Outcome { answer: None, problems: vec![Problem::error(code::PACK_MISSING)] };
        };
        let Some(pieces) = Pieces::new(inputs) else {
            return Outcome { answer: None, problems: vec![Problem::error(code::TOO_LARGE)] };
        };
        if pieces.0[0].is_empty() {
            // Every row has a problem of its own.
            return Outcome::default();
        }
        let ask = Ask::new(inputs, pack, world);
        let mut problems = Vec::new();
        if ask.exchange.rate(inputs.currency).is_none() {
            problems.push(Problem::warning(refusal::E_EXCHANGE_RATE).at("exchange-rate"));
        }
        if inputs.insured && inputs.goods_value.is_none() {
            problems.push(Problem::warning(refusal::E_VALUE).at("goods-value"));
        }
        let alternatives: Vec<_> = quotes(&ask, &pieces).into_iter().map(|quote| quote.alternative).collect();
        let answer = Answer {
            headline: headline(&alternatives),
            decision: Some(decide(inputs.destination, &alternatives)),
            notes: notes(&ask, &pieces.0[0], &alternatives),
            alternatives,
        };
        Outcome { answer: Some(answer), problems }
    }

    #[cfg(feature = "explain")]
    fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Changes {
        change::changes(inputs, world, chosen).unwrap_or_default()
    }
}

/// The parcels in the units of the cards: metric, then imperial. All cards to the buyer's door are metric.
struct Pieces([Vec<Piece>; SYSTEMS]);

const SYSTEMS: usize = if cfg!(feature = "explain") { 2 } else { 1 };

impl Pieces {
    /// `None` where a figure leaves the exact range.
    fn new(inputs: &Inputs) -> Option<Self> {
        let pieces = |system| {
            let rows = inputs.parcels.0.iter();
            rows.map(|(row, parcel)| Piece::new(*row, parcel, system)).collect::<Option<Vec<_>>>()
        };
        #[cfg(feature = "explain")]
        return Some(Self([pieces(System::Metric)?, pieces(System::Imperial)?]));
        #[cfg(not(feature = "explain"))]
        return Some(Self([pieces(System::Metric)?]));
    }

    fn of(&self, card: &Tariff) -> &[Piece] {
        &self.0[usize::from(cfg!(feature = "explain") && card.units == System::Imperial)]
    }
}

/// What is asked of every card.
#[derive(Clone, Copy)]
struct Ask<'a> {
    inputs: &'a Inputs,
    pack: &'a Pack,
    exchange: Exchange<'a>,
    /// Whether the working is wanted.
    told: bool,
    /// Whether warnings are wanted that take a look at other weights.
    warns: bool,
}

impl<'a> Ask<'a> {
    fn new(inputs: &'a Inputs, pack: &'a Pack, world: &World) -> Self {
        let exchange = Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, pack);
        let brief = world.is_brief();
        Self { inputs, pack, exchange, told: !brief, warns: !brief }
    }

    /// The cards of the leg that hold on the day of shipment.
    fn cards(&self) -> impl Iterator<Item = &'a Tariff> + use<'a> {
        let inputs = self.inputs;
        self.pack
            .tariffs
            .iter()
            .filter(|card| card.leg.code() == inputs.leg && inputs.shipping_date.within(card.valid_from, card.valid_to))
    }

    /// The zone of the shipment on a card.
    #[cfg(feature = "explain")]
    fn zone(&self, card: &Tariff) -> &'a str {
        match (self.inputs.destination, card.leg) {
            ("US", Leg::FirstLeg) => self.inputs.us_region,
            ("US", Leg::LastMile) => self.inputs.us_zone,
            _ => self.inputs.zone,
        }
    }

    /// The zone of the shipment on a card to the buyer's door.
    #[cfg(not(feature = "explain"))]
    fn zone(&self, _card: &Tariff) -> &'a str {
        self.inputs.zone
    }

    /// Whether the goods are in the country already.
    fn is_last_mile(&self) -> bool {
        cfg!(feature = "explain") && self.inputs.leg == Leg::LastMile.code()
    }
}

/// The data, where they have the cards of the stretch: a part of a pack has those to the buyer's door.
fn pack_for<'a>(inputs: &Inputs, world: &'a World) -> Option<&'a Pack> {
    world.pack().filter(|pack| !pack.partial || inputs.leg == Leg::Direct.code())
}

/// What every card of the stretch answers, best first.
fn quotes(ask: &Ask<'_>, pieces: &Pieces) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    for card in ask.cards() {
        let quote = quote::quote(card, ask, pieces.of(card));
        let place = quotes.partition_point(|other| best_first(other, &quote).is_le());
        quotes.insert(place, quote);
    }
    quotes
}

/// The same for another calculator; nothing where no card can be asked.
pub(super) fn services(inputs: &Inputs, world: &World) -> Vec<Quote> {
    let asked = pack_for(inputs, world).and_then(|pack| Some((pack, Pieces::new(inputs)?)));
    asked.map(|(pack, pieces)| quotes(&Ask::new(inputs, pack, world), &pieces)).unwrap_or_default()
}

/// By what is paid, then by the unrounded total, refused ones last, then by id so that the order never depends on
/// chance.
fn best_first(one: &Quote, other: &Quote) -> Ordering {
    let by_cost = match (one.rank, other.rank) {
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

/// Whether no rate card of this stretch has a price to the destination, so that there is no reason beside each to read.
pub(super) fn is_not_served<'a>(mut services: impl Iterator<Item = &'a Alternative>) -> bool {
    services.all(|one| one.refused.iter().any(|problem| problem.code == refusal::E_DESTINATION))
}

fn decide(destination: &str, alternatives: &[Alternative]) -> Phrase {
    let mut ranked = accepted(alternatives);
    let Some((best, cost)) = ranked.next() else {
        if is_not_served(alternatives.iter()) {
            return Phrase::new(decision::NOT_SERVED).with("country", Arg::Country(destination.to_owned()));
        }
        return Phrase::new(decision::NONE);
    };
    let Some((next, dearer)) = ranked.next() else { return Phrase::new(decision::ONLY).with("best", best.service()) };
    let more = Money { value: dearer.value.minus(cost.value).unwrap_or_default(), ..cost };
    let text = if more.value.is_zero() { decision::SAME } else { decision::CHEAPEST };
    let mut decision = Phrase::new(text);
    decision.args.put("best", best.service()).put("next", next.service()).put("more", Arg::Money(more));
    decision
}

fn notes(ask: &Ask<'_>, pieces: &[Piece], alternatives: &[Alternative]) -> Vec<Note> {
    let inputs = ask.inputs;
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
        if ask.is_last_mile() {
            // What is in the country has passed its customs.
        } else if with_duty == 0 {
            say(Severity::Warning, Phrase::new(note::DUTY_ON_TOP), None);
        } else if with_duty < all {
            say(Severity::Warning, Phrase::new(note::DUTY_MIXED), None);
        }
        if cfg!(feature = "explain")
            && let Some(phrase) = fastest(best, cost, alternatives)
        {
            say(Severity::Note, phrase, None);
        }
    }
    if !cfg!(feature = "explain") || !ask.warns {
        return notes;
    }
    if !ask.is_last_mile() {
        notes.extend(market_rules(ask.pack, inputs.destination, inputs.shipping_date));
    }
    let cards = || ask.cards().map(|card| card.currency);
    let of_cards = cards().filter(|_| cards().any(|card| card != inputs.currency));
    notes.extend(sample_rates(&ask.exchange, of_cards.chain([inputs.currency])));
    if let Some(card) = ask.cards().next() {
        let phrase = Phrase::new(note::ORIGIN).with("country", Arg::Country(card.origin.clone()));
        notes.push(Note { severity: Severity::Note, phrase, source: None });
    }
    notes
}

/// The rules of a market that a shipment of this day meets.
pub(super) fn market_rules(pack: &Pack, country: &str, day: Date) -> Vec<Note> {
    let holds = |notice: &&crate::pack::Notice| {
        notice.destinations.iter().any(|one| one == country) && day.within(notice.valid_from, notice.valid_to)
    };
    let note = |notice: &crate::pack::Notice| {
        let phrase = Phrase::new(note::MARKET_RULE).with("rule", Arg::Key(format!("notice.{}", notice.id)));
        Note { severity: Severity::Note, phrase, source: Some(notice.source.clone()) }
    };
    pack.notices.iter().filter(holds).map(note).collect()
}

/// The sample rates of these currencies, each once.
pub(super) fn sample_rates(exchange: &Exchange<'_>, currencies: impl Iterator<Item = Currency>) -> Vec<Note> {
    let mut seen = vec![Currency::CNY];
    let mut notes = Vec::new();
    for currency in currencies {
        let sample = exchange.rate(currency).and_then(|(rate, source)| Some((rate, source?)));
        if let Some((rate, source)) = sample.filter(|_| !seen.contains(&currency)) {
            seen.push(currency);
            let phrase = Phrase::new(note::SAMPLE_EXCHANGE_RATE)
                .with("currency", Arg::Words(currency.code().to_owned()))
                .with("rate", Arg::Number(rate))
                .with("date", Arg::Date(source.as_of));
            notes.push(Note { severity: Severity::Note, phrase, source: Some(source.clone()) });
        }
    }
    notes
}

/// The days of a service: from, to, and whether they are working days.
pub(super) fn days(one: &Alternative) -> Option<(u32, u32, bool)> {
    one.figures.iter().find_map(|figure| match figure.value {
        Arg::Days { from, to, working } => Some((from, to, working)),
        _ => None,
    })
}

/// A dearer service that is faster for sure: its latest day, weekends counted, before the earliest of the cheapest.
fn fastest(best: &Alternative, cost: Money, alternatives: &[Alternative]) -> Option<Phrase> {
    // Five working days can take seven.
    let latest = |to: u32, working: bool| if working { to + to.div_ceil(5) * 2 } else { to };
    let (soonest, ..) = days(best)?;
    let timed = accepted(alternatives).filter_map(|(one, price)| Some((one, price, days(one)?)));
    let faster = timed.filter(|(.., (_, to, working))| latest(*to, *working) < soonest);
    let (one, price, (from, to, working)) = faster.min_by_key(|(.., (_, to, working))| latest(*to, *working))?;
    let times = price.value.over(cost.value)?.round_dp(1);
    let mut phrase = Phrase::new(note::FASTEST);
    phrase.args.put("service", one.service()).put("days", Arg::Days { from, to, working }).number("times", times);
    Some(phrase)
}
