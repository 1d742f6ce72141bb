//! **What does a stall at the flea market leave?** The smallest calculator with every kind of field. It shows how one
//! is added; the tests hold form, link, CSV and JSON against it. Behind the feature `toy`,
//! never on the page that is published.
//!
//! `left = Σ count × price × luck × (1 − discount) − helper − rent × days − umbrella`, each line rounded half-up;
//! a helper gets a tenth of the takings. Source: made up.

use rust_decimal::Decimal;

use crate::amount::{Amount, Currency, Money, Size};
use crate::date::Date;
use crate::pack::{Status, World};
use crate::schema::{
    Alternative, Answer, Arg, Args, Choices, Example, Figure, Kind, Line, List, Meta, Names, Outcome, Phrase, Problem,
    Question, Step, Text, When, code,
};
use crate::units::{LENGTHS, Unit, WEIGHTS};

/// The calculator.
pub struct Toy;

const fn choices(codes: &'static [&'static str]) -> Choices {
    Choices { codes, names: Names::Locales }
}

crate::inputs! {
    /// Things of one kind.
    pub struct Ware {
        /// What they are called: words, so never in a link.
        pub ware: Option<String> = Meta::new("n", Kind::Text),
        /// How many.
        pub count: Decimal = Meta::new("c", Kind::Count).default("1").within("1", "1000"),
        /// The price of one.
        pub price: Money = Meta::new("p", Kind::Money).required().within("0", "1000000").usually_below("500"),
        /// The weight of one.
        pub heft: Option<Amount> = Meta::new("w", Kind::Amount(WEIGHTS)).above("0g"),
        /// The outside of one.
        pub outside: Option<Size> = Meta::new("b", Kind::Size(LENGTHS)).above("0mm"),
        /// What is said of them.
        pub tags: Option<Vec<&'static str>> = Meta::new("t", Kind::ManyOf(choices(&["old", "rare", "broken"]))),
    }
}

crate::inputs! {
    /// A stall.
    pub struct Inputs {
        /// What lies on it.
        pub wares: List<Ware> = Meta::new("w", Kind::Rows(Ware::METAS)).required().group("stall"),
        /// The first day.
        pub market_day: Date = Meta::new("d", Kind::Date).required().group("stall"),
        /// How many days it stands.
        pub stall_days: Decimal = Meta::new("n", Kind::Days).default("1").within("1", "30").group("stall"),
        /// The weather.
        pub weather: &'static str = Meta::new("we", Kind::Choice(choices(&["sun", "rain"]))).default("sun").group("luck"),
        /// What the umbrella costs.
        pub umbrella_fee: Option<Money> = Meta::new("u", Kind::Money).within("0", "100").when(When::Is("weather", &["rain"])).group("luck"),
        /// How much of the price people pay in the end.
        pub haggling: Decimal = Meta::new("h", Kind::Percent).default("0").within("0", "100").group("luck"),
        /// A factor on everything.
        pub luck: Decimal = Meta::new("l", Kind::Number).default("1").above("0").within("", "10").group("luck"),
        /// Whether somebody helps.
        pub helper: bool = Meta::new("hp", Kind::Flag).default("0").group("luck"),
        /// The rent of a day: nobody's business.
        pub stall_rent: Option<Money> = Meta::new("r1", Kind::Money).within("0", "10000").private().group("stall"),
        /// A note to oneself.
        pub remark: Option<String> = Meta::new("x", Kind::Text).private().group("stall"),
    }
}

/// Lines of the bill.
pub mod line {
    crate::texts! {
        "line":
        /// What was paid for the wares.
        TAKINGS = "takings";
        /// What the helper gets.
        HELPER = "helper";
        /// Rent.
        RENT = "stall-rent";
        /// Umbrella.
        UMBRELLA = "umbrella";
    }
}

/// The formula of the working.
pub mod step {
    crate::texts! {
        "step":
        /// The price of the wares of a row.
        WARES = "wares";
    }
}

/// Figures of the headline.
pub mod figure {
    crate::texts! {
        "figure":
        /// What is left.
        LEFT = "left";
        /// What there is to carry.
        CARRIED = "carried";
    }
}

/// Decisions.
pub mod decision {
    crate::texts! {
        "decision":
        /// Something is left.
        WORTH_IT = "worth-it";
        /// Nothing is.
        STAY_IN_BED = "stay-in-bed";
    }
}

/// What the answer is about.
pub mod service {
    crate::texts! {
        "service":
        /// The one alternative.
        STALL = "stall";
    }
}

impl Question for Toy {
    type Inputs = Inputs;
    const ID: &'static str = "toy";
    const LINK_CODE: &'static str = "ty";
    const EXAMPLES: &'static [Example] = &[
        Example { id: "books", link: "v=1&t=ty&w=_20_2.5EUR_350g&k=hand" },
        Example { id: "rain", link: "v=1&t=ty&w=_2_80EUR_12kg_60x40x40cm_old.rare&we=rain&u=4EUR&hp=1&k=hand" },
    ];

    fn texts() -> Vec<Text> {
        [line::ALL, step::ALL, figure::ALL, decision::ALL, service::ALL].concat()
    }

    fn compute(inputs: &Inputs, _: &World) -> Outcome {
        let Some((_, first)) = inputs.wares.0.first() else { return Outcome::default() };
        let currency = first.price.currency;
        let problems = in_another(currency, inputs);
        if !problems.is_empty() {
            return Outcome { answer: None, problems };
        }
        match stall(inputs, currency) {
            Some(answer) => Outcome { answer: Some(answer), problems },
            None => Outcome { answer: None, problems: vec![Problem::error(code::TOO_LARGE)] },
        }
    }
}

/// Money that cannot be added to that of the first ware.
fn in_another(currency: Currency, inputs: &Inputs) -> Vec<Problem> {
    let foreign = |money: Money| money.currency != currency;
    let problem = |money: Money| Problem::error(code::UNIT_MISMATCH).with("text", Arg::Words(money.to_string()));
    let wares = inputs.wares.0.iter().filter(|(_, ware)| foreign(ware.price));
    let fees = [("umbrella-fee", inputs.umbrella_fee), ("stall-rent", inputs.stall_rent)];
    let fees = fees.into_iter().filter_map(|(key, fee)| Some((key, fee.filter(|fee| foreign(*fee))?)));
    let wares = wares.map(|(row, ware)| problem(ware.price).in_row("wares", *row, "price"));
    wares.chain(fees.map(|(key, fee)| problem(fee).at(key))).collect()
}

/// The sum; `None` where it leaves the range of exact figures.
fn stall(inputs: &Inputs, currency: Currency) -> Option<Answer> {
    let money = |value: Decimal| Money { value, currency }.rounded();
    let kept = Decimal::ONE.checked_sub(inputs.haggling.checked_div(Decimal::ONE_HUNDRED)?)?;
    let mut shown =
        Alternative { id: "stall".to_owned(), name: service::STALL.key().to_owned(), ..Alternative::default() };
    let (mut takings, mut carried) = (Decimal::ZERO, Decimal::ZERO);
    for (row, ware) in &inputs.wares.0 {
        let full = ware.price.value.checked_mul(ware.count)?.checked_mul(inputs.luck)?;
        let paid = money(full.checked_mul(kept)?);
        takings = takings.checked_add(paid.value)?;
        let heft = ware.heft.map_or(Some(Decimal::ZERO), |heft| heft.to(Unit::Kilogram))?;
        carried = carried.checked_add(heft.checked_mul(ware.count)?)?;
        let mut args = Args::new();
        args.number("count", ware.count).put("price", Arg::Money(ware.price)).number("kept", kept);
        shown.steps.push(Step { formula: step::WARES, args, result: Arg::Money(paid), row: Some(*row) });
    }
    let helper = inputs.helper.then_some(-takings.checked_div(Decimal::TEN)?);
    let rent = inputs.stall_rent.map_or(Some(Decimal::ZERO), |rent| rent.value.checked_mul(inputs.stall_days))?;
    let umbrella = inputs.umbrella_fee.map(|fee| -fee.value);
    let lines =
        [(line::TAKINGS, Some(takings)), (line::HELPER, helper), (line::RENT, Some(-rent)), (line::UMBRELLA, umbrella)];
    let lines = lines
        .into_iter()
        .filter_map(|(name, value)| Some((name, money(value?))))
        .filter(|(_, amount)| !amount.value.is_zero());
    shown.lines = lines.map(|(name, amount)| Line { name, count: Decimal::ONE, amount, status: Status::Own }).collect();
    let left = money(shown.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.amount.value))?);
    shown.total = Some(left);
    let carried = Arg::Amount(Amount { value: carried.normalize(), unit: Unit::Kilogram });
    let decision = if left.value > Decimal::ZERO { decision::WORTH_IT } else { decision::STAY_IN_BED };
    Some(Answer {
        headline: vec![
            Figure { name: figure::LEFT, value: Arg::Money(left) },
            Figure { name: figure::CARRIED, value: carried },
        ],
        decision: Some(Phrase::new(decision).with("left", Arg::Money(left))),
        notes: Vec::new(),
        alternatives: vec![shown],
    })
}
