//! The traps of the facts: where the naive reading is wrong. A test for each, from the profile of a seller to how rules stand
//! for him; a test named `t01_…` is trap T01. Each says what the naive reading would have answered.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use std::path::Path;
use std::sync::LazyLock;

use suanpan_compliance::State::{Applies, DoesNotApply, Scheduled, Unconfirmed, Unknown, Watch};
use suanpan_compliance::codes::{Category, Channel, Customer, Fulfil, Money, Scope, figure};
use suanpan_compliance::model::Included;
use suanpan_compliance::profile::{Answer, Held, Sale};
use suanpan_compliance::source::{self, Loaded};
use suanpan_compliance::words::RuleWords;
use suanpan_compliance::{Date, Finding, Profile, Rates, State, evaluate};
use toml::{Table, Value};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");
const TODAY: &str = "2026-11-22";

static LOADED: LazyLock<Loaded> = LazyLock::new(|| {
    let data = source::read(&Path::new(DATA).join("compliance"));
    data.unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
});

/// A seller as words: `est=CN markets=DE,FR channels=own-site cv=45_EUR +us-232-goods -us-drone staff:9`.
struct Seller(Profile);

fn seller(said: &str) -> Seller {
    let mut profile = Profile::on(day(TODAY));
    profile.customers = vec![Customer::Consumer];
    for word in said.split_whitespace() {
        if let Some(question) = word.strip_prefix('+') {
            profile.answers.insert(question.to_owned(), Answer::Flag(true));
        } else if let Some(question) = word.strip_prefix('-') {
            profile.answers.insert(question.to_owned(), Answer::Flag(false));
        } else if let Some((question, number)) = word.split_once(':') {
            profile.answers.insert(question.to_owned(), Answer::Number(figure(number).unwrap()));
        } else {
            let (key, value) = word.split_once('=').unwrap();
            let texts = || value.split(',').map(str::to_owned).collect::<Vec<_>>();
            match key {
                "est" => profile.established = texts(),
                "markets" => profile.markets = texts(),
                "origin" => profile.origin = texts(),
                "coo" => profile.made = texts(),
                "hts" => profile.hts = texts(),
                "stock" => profile.stock = Some(texts()),
                "channels" => profile.channels = value.split(',').map(|one| Channel::from_code(one).unwrap()).collect(),
                "fulfil" => profile.fulfil = value.split(',').map(|one| Fulfil::from_code(one).unwrap()).collect(),
                "cat" => profile.categories = value.split(',').map(|one| Category::from_code(one).unwrap()).collect(),
                "cust" => profile.customers = value.split(',').map(|one| Customer::from_code(one).unwrap()).collect(),
                "cv" => profile.consignment = Some(money(value)),
                "item" => profile.item = Some(money(value)),
                "day" => profile.day = day(value),
                _ => panic!("unknown \"{word}\""),
            }
        }
    }
    assert!(profile.answers.keys().all(|id| LOADED.book.questions.iter().any(|asked| asked.id == *id)), "{said}");
    Seller(profile)
}

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("\"{text}\" is no day"))
}

fn money(text: &str) -> Money {
    Money::parse(&text.replace('_', " ")).unwrap_or_else(|| panic!("\"{text}\" is no amount"))
}

impl Seller {
    /// With a row of sales: `US-KY direct 2026-01-01 2026-07-31 16000_USD 190`.
    fn sold(mut self, row: &str) -> Self {
        let words: Vec<_> = row.split(' ').collect();
        self.0.sales.push(Sale {
            place: words[0].to_owned(),
            scope: Scope::from_code(words[1]).unwrap(),
            from: day(words[2]),
            to: day(words[3]),
            amount: Some(money(words[4])),
            orders: words.get(5).map(|orders| figure(orders).unwrap()),
        });
        self
    }

    /// The same each month of the last two years: no period cuts a row.
    fn monthly(mut self, place: &str, scope: &str, amount: &str, orders: &str) -> Self {
        for (year, last) in [(2025, 12), (2026, 11)] {
            for month in 1..=last {
                let first = Date::new(year, month, 1).unwrap();
                let end = (28..=31).rev().find_map(|day| Date::new(year, month, day)).unwrap().min(day(TODAY));
                self = self.sold(&format!("{place} {scope} {first} {end} {amount} {orders}"));
            }
        }
        self
    }

    fn holding(&self, code: &str) -> Self {
        assert!(LOADED.book.registrations.iter().any(|one| one == code), "no registration {code}");
        let held = vec![Held { code: code.to_owned(), expiry: None }];
        Self(Profile { held, ..self.0.clone() })
    }

    fn on(&self, text: &str) -> Self {
        Self(Profile { day: day(text), ..self.0.clone() })
    }

    fn finding(&self, id: &str) -> Finding {
        let found = evaluate(&LOADED.book, &self.0, &Rates::default());
        found.into_iter().find(|finding| finding.id == id).unwrap_or_else(|| panic!("no rule {id}"))
    }

    fn state(&self, id: &str) -> State {
        self.finding(id).state
    }

    /// How rules stand: all of them so.
    fn are(&self, state: State, ids: &[&str]) -> &Self {
        let findings = evaluate(&LOADED.book, &self.0, &Rates::default());
        for id in ids {
            let finding = findings.iter().find(|finding| finding.id == *id).unwrap_or_else(|| panic!("no rule {id}"));
            assert_eq!(finding.state, state, "{id} on {}: {:?}", self.0.day, finding.reasons);
        }
        self
    }

    /// How a part of a rule stands.
    fn part(&self, id: &str, part: &str) -> State {
        let finding = self.finding(id);
        let parts = &LOADED.book.rules[finding.rule].parts;
        let place = parts.iter().position(|one| one.id == part).unwrap_or_else(|| panic!("{id} has no part {part}"));
        finding.parts[place].state
    }

    /// English words of the rule that counts on the day.
    fn words(&self, id: &str) -> &'static RuleWords {
        &LOADED.words[0].rules[self.finding(id).rule]
    }

    fn begins(&self, id: &str) -> String {
        self.finding(id).begins.map(|day| day.to_string()).unwrap_or_default()
    }
}

/// A parcel of a Chinese seller from China.
fn parcel(said: &str) -> Seller {
    seller(&format!("est=CN origin=CN coo=CN {said}"))
}

#[test]
fn every_trap_of_the_facts_has_its_test_and_only_one() {
    let text = include_str!("traps.rs");
    let mut found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("fn t")?.get(..2)).collect();
    found.retain(|number| number.bytes().all(|digit| digit.is_ascii_digit()));
    let all: Vec<String> = (1..=42).map(|number| format!("{number:02}")).collect();
    assert_eq!(found, all, "T01 to T42, in their order");
    let tests = text.lines().zip(text.lines().skip(1)).filter(|(before, line)| {
        *before == "#[test]"
            && line.strip_prefix("fn t").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    assert_eq!(tests.count(), 42, "each of them is run");
}

// Naive: EU VAT is for those who sell more than EUR 10,000, so 85 % of it is to be watched.
#[test]
fn t01_the_10000_euros_are_for_sellers_of_one_member() {
    let chinese = parcel("markets=DE,FR channels=own-site fulfil=post cv=45_EUR");
    let chinese = chinese.sold("DE direct 2026-01-01 2026-11-22 8500_EUR 100");
    chinese.are(Applies, &["eu-vat-no-threshold-non-eu"]).are(DoesNotApply, &["eu-vat-10k-threshold"]);
    let dutch = |stock, amount| {
        let dutch = seller(&format!("est=NL markets=DE,NL origin=NL channels=own-site fulfil=warehouse stock={stock}"));
        dutch.sold(&format!("DE direct 2026-01-01 2026-11-22 {amount} 100"))
    };
    for amount in ["3000_EUR", "8500_EUR", "20000_EUR"] {
        let two = dutch("NL,PL", amount);
        two.are(Applies, &["eu-vat-10k-lost-by-stock"]).are(DoesNotApply, &["eu-vat-10k-threshold"]);
    }
    dutch("NL", "8500_EUR").are(Watch, &["eu-vat-10k-threshold"]).are(DoesNotApply, &["eu-vat-10k-lost-by-stock"]);
    dutch("NL", "10000_EUR").are(Watch, &["eu-vat-10k-threshold"]);
    dutch("NL", "10000.01_EUR").are(Applies, &["eu-vat-10k-threshold"]);
    // The year before counts as well.
    let before = Seller(Profile { sales: Vec::new(), ..dutch("NL", "1_EUR").0 });
    before.sold("DE direct 2025-01-01 2025-12-31 10000.01_EUR 100").are(Applies, &["eu-vat-10k-threshold"]);
}

// Naive: parcels up to EUR 150 are free of duty.
#[test]
fn t02_parcels_up_to_150_euros_pay_duty() {
    let cheap = parcel("markets=DE channels=own-site fulfil=post cv=20_EUR");
    cheap.on("2026-06-30").are(Scheduled, &["eu-duty-3eur-per-item", "eu-lvc-relief-abolished"]);
    cheap.on("2026-07-01").are(Applies, &["eu-duty-3eur-per-item", "eu-lvc-relief-abolished"]);
    cheap.are(Applies, &["eu-duty-3eur-per-item", "eu-lvc-relief-abolished"]);
    let worth = |value| parcel(&format!("markets=DE channels=own-site fulfil=post cv={value}"));
    worth("150_EUR").are(Applies, &["eu-duty-3eur-per-item"]).are(DoesNotApply, &["eu-duty-standard"]);
    worth("150.01_EUR").are(DoesNotApply, &["eu-duty-3eur-per-item"]).are(Applies, &["eu-duty-standard"]);
}

// Naive: EUR 3 per parcel, or per piece.
#[test]
fn t03_three_euros_are_for_each_tariff_line() {
    let five = parcel("markets=DE channels=own-site fulfil=post cat=apparel cv=45_EUR");
    let words = five.words("eu-duty-3eur-per-item");
    assert!(words.name.contains("per item"), "{}", words.name);
    for part in ["one tariff line", "not a piece and not a parcel", "five T-shirts pay EUR 3", "a watch EUR 6"] {
        assert!(words.duty.contains(part), "{part}: {}", words.duty);
    }
    assert!(words.steps.iter().any(|step| step.contains("6 digits") && step.contains("10")), "H1 is finer than H7");
}

// Naive: EUR 3 only where IOSS is used.
#[test]
fn t04_three_euros_do_not_ask_for_ioss() {
    let own = parcel("markets=DE channels=own-site fulfil=post cat=apparel cv=45_EUR");
    own.are(Applies, &["eu-duty-3eur-per-item", "eu-duty-3eur-scope-note", "eu-ioss-eligible"]);
    assert!(own.0.held.is_empty(), "he does not use IOSS");
    own.holding("ioss").are(Applies, &["eu-duty-3eur-per-item"]);
    parcel("markets=DE channels=temu fulfil=linehaul cv=45_EUR").are(Applies, &["eu-duty-3eur-per-item"]);
    let business = parcel("markets=DE channels=own-site fulfil=express cust=b2b cv=45_EUR");
    business
        .are(DoesNotApply, &["eu-duty-3eur-per-item", "eu-duty-3eur-scope-note"])
        .are(Applies, &["eu-duty-standard"]);
}

// Naive: the handling fee is for parcels up to EUR 150; or only proposed; or in force since 2026-11-01.
#[test]
fn t05_the_handling_fee_has_no_limit_and_no_sure_first_day() {
    for value in ["20_EUR", "150_EUR", "150.01_EUR", "4000_EUR"] {
        let parcel = parcel(&format!("markets=DE channels=own-site fulfil=post cv={value}"));
        parcel.are(Unconfirmed, &["eu-handling-fee"]);
        parcel.on("2026-10-31").are(Scheduled, &["eu-handling-fee"]);
        parcel.on("2026-11-01").are(Unconfirmed, &["eu-handling-fee"]);
        parcel.on("2027-06-01").are(Unconfirmed, &["eu-handling-fee"]);
    }
    let sure = &parcel("markets=DE channels=own-site fulfil=post").words("eu-handling-fee").sure;
    assert!(sure.as_ref().is_some_and(|sure| sure.contains("Adopted")), "it is no proposal: {sure:?}");
}

// Naive: France and Italy charge EUR 2.
#[test]
fn t06_national_parcel_fees_are_over_or_not_sure() {
    let parcel = parcel("markets=FR,IT,RO,ES channels=own-site fulfil=post cv=45_EUR");
    parcel.are(DoesNotApply, &["eu-national-parcel-fee-fr"]);
    parcel.on("2026-02-28").are(Scheduled, &["eu-national-parcel-fee-fr"]);
    parcel.on("2026-06-30").are(Applies, &["eu-national-parcel-fee-fr"]);
    parcel.on("2026-07-01").are(DoesNotApply, &["eu-national-parcel-fee-fr"]);
    for id in ["eu-national-parcel-fee-it", "eu-national-parcel-fee-ro", "eu-national-parcel-fee-es"] {
        parcel.are(Unconfirmed, &[id]);
    }
    parcel.on("2026-09-30").are(Scheduled, &["eu-national-parcel-fee-it", "eu-national-parcel-fee-es"]);
    // Romania is for less than EUR 150, Italy for up to it.
    let limit = self::parcel("markets=IT,RO channels=own-site fulfil=post cv=150_EUR");
    limit.are(DoesNotApply, &["eu-national-parcel-fee-ro"]).are(Unconfirmed, &["eu-national-parcel-fee-it"]);
}

// Naive: the IOSS number also covers parcels above EUR 150 and orders from stock in the EU.
#[test]
fn t07_ioss_is_for_imported_parcels_up_to_150_euros() {
    let import = |value| parcel(&format!("markets=FR channels=own-site fulfil=post cat=apparel cv={value}"));
    import("150_EUR").are(Applies, &["eu-ioss-eligible"]).are(DoesNotApply, &["eu-import-vat-over-150"]);
    import("150.01_EUR").are(DoesNotApply, &["eu-ioss-eligible"]).are(Applies, &["eu-import-vat-over-150"]);
    let stock = seller("est=CN markets=DE,FR origin=DE coo=CN channels=own-site fulfil=warehouse stock=DE cv=45_EUR");
    stock.are(DoesNotApply, &["eu-ioss-eligible", "eu-ioss-intermediary"]);
    stock.are(Applies, &["eu-oss-union", "eu-vat-local-stock-registration"]);
}

// Naive: Amazon pays the VAT, so that sellers with stock in the EU need no VAT number.
#[test]
fn t08_stock_asks_for_a_vat_number_whoever_pays_the_tax() {
    let fba = seller("est=CN markets=DE,FR origin=DE coo=CN channels=amazon fulfil=warehouse stock=DE,FR");
    fba.are(Applies, &["eu-deemed-supplier-domestic", "eu-vat-local-stock-registration"]);
    let mut places = fba.finding("eu-vat-local-stock-registration").places;
    places.sort();
    assert_eq!(places, ["DE", "FR"], "in each country of stock");
}

// Naive: a Chinese seller registers in the UK from GBP 90,000.
#[test]
fn t09_the_90000_pounds_are_for_those_established_there() {
    let direct = parcel("markets=GB channels=own-site fulfil=post cv=40_GBP");
    for amount in ["10_GBP", "80000_GBP", "120000_GBP"] {
        let row = format!("GB direct 2026-01-01 2026-11-22 {amount} 1");
        let direct = Seller(direct.0.clone()).sold(&row);
        direct.are(Applies, &["uk-vat-netp-no-threshold"]).are(DoesNotApply, &["uk-vat-90k-established"]);
    }
    let stock = seller("est=CN markets=GB origin=GB coo=CN channels=amazon fulfil=warehouse stock=GB");
    stock.sold("GB mp 2026-01-01 2026-11-22 80000_GBP 9").are(Applies, &["uk-vat-netp-no-threshold"]);
    let british = |amount: &str| {
        let british = seller("est=GB markets=GB origin=GB channels=own-site fulfil=warehouse stock=GB");
        british.sold(&format!("GB direct 2026-01-01 2026-11-22 {amount} 9"))
    };
    let soon = british("1_GBP").sold("GB direct 2026-11-23 2026-12-22 90001_GBP 9");
    soon.are(Applies, &["uk-vat-90k-established"]);
    british("95000_GBP").are(Applies, &["uk-vat-90k-established"]).are(DoesNotApply, &["uk-vat-netp-no-threshold"]);
    british("90000_GBP").are(Watch, &["uk-vat-90k-established"]);
}

// Naive: the UK has done away with GBP 135.
#[test]
fn t10_the_135_pounds_still_stand() {
    let parcel = parcel("markets=GB channels=own-site fulfil=post cv=135_GBP");
    parcel.are(Applies, &["uk-duty-135-relief", "uk-vat-135-direct"]).are(Scheduled, &["uk-lvi-reform"]);
    parcel.on("2029-03-01").are(DoesNotApply, &["uk-duty-135-relief"]).are(Applies, &["uk-lvi-reform"]);
    let above = self::parcel("markets=GB channels=own-site fulfil=post cv=135.01_GBP");
    above.are(DoesNotApply, &["uk-duty-135-relief", "uk-vat-135-direct"]).are(Applies, &["uk-import-vat-over-135"]);
}

// Naive: parcels up to USD 800 are free of duty, at least by post.
#[test]
fn t11_no_parcel_to_america_is_free_of_duty() {
    for way in ["post", "express", "linehaul"] {
        for origin in ["CN", "VN", "DE", "MX"] {
            let parcel = seller(&format!(
                "est=CN markets=US channels=own-site fulfil={way} origin={origin} coo={origin} cv=45_USD"
            ));
            parcel.are(Applies, &["us-deminimis-none"]);
            parcel.on("2025-08-29").are(Applies, &["us-deminimis-none"]);
            let before = if origin == "CN" { Applies } else { Scheduled };
            parcel.on("2025-08-28").are(before, &["us-deminimis-none"]);
        }
    }
}

// Naive: post to America pays USD 80 to 200 a piece.
#[test]
fn t12_flat_duties_of_post_are_over() {
    let post = parcel("markets=US channels=own-site fulfil=post cv=45_USD");
    let flat = ["us-postal-flat-ended"];
    post.on("2026-02-28").are(Applies, &flat);
    post.on("2026-03-01").are(DoesNotApply, &flat).are(Applies, &["us-postal-s122-only"]);
    post.on("2026-07-23").are(Applies, &["us-postal-s122-only"]).are(Scheduled, &["us-postal-imdw"]);
    post.on("2026-07-24").are(DoesNotApply, &["us-postal-flat-ended", "us-postal-s122-only"]);
    post.on("2026-07-24").are(Applies, &["us-postal-imdw"]);
    post.are(DoesNotApply, &["us-postal-flat-ended", "us-postal-s122-only"]);
}

// Naive: post carries everything with the worksheet.
#[test]
fn t13_the_worksheet_and_its_cut_off_are_both_not_sure() {
    let both = ["us-postal-imdw", "us-postal-pga-cliff"];
    let post = |more: &str| seller(&format!("est=CN markets=US channels=own-site fulfil=post cv=45_USD {more}"));
    post("origin=CN coo=CN").are(Unconfirmed, &both);
    post("origin=VN coo=VN cat=cosmetics").are(Unconfirmed, &both);
    post("origin=US coo=US +us-fta-claim -us-232-goods").are(Unconfirmed, &both);
    let before = post("origin=CN coo=CN").on("2026-10-21");
    before.are(Applies, &["us-postal-imdw"]).are(Scheduled, &["us-postal-pga-cliff"]);
    post("origin=CN coo=CN").on("2026-10-22").are(Unconfirmed, &both);
    let dear = parcel("markets=US channels=own-site fulfil=post cv=2500.01_USD");
    dear.are(DoesNotApply, &["us-postal-imdw"]).are(Applies, &["us-postal-prohibited-informal", "us-entry-formal"]);
    // Goods of America pay none of these duties: the cut-off is not for them.
    let free = post("origin=CN coo=US cat=apparel -us-fta-claim -us-agency-data -us-chapter-98-99 -us-232-goods");
    free.are(Applies, &["us-postal-imdw-other"]).are(DoesNotApply, &both);
}

// Naive: 145, 54 or 30 % on goods of China, by the emergency tariffs.
#[test]
fn t14_duties_on_goods_of_china_are_those_of_301() {
    let goods = |more: &str| parcel(&format!("markets=US channels=own-site fulfil=express cv=45_USD {more}"));
    let shirts = goods("hts=6109.10 -us-232-goods");
    shirts.are(Applies, &["us-301-china", "us-301-forced-labor"]);
    shirts.are(DoesNotApply, &["us-301-list4b", "us-122-expired", "us-ieepa-void"]);
    shirts.on("2026-02-23").are(Applies, &["us-ieepa-void"]);
    shirts.on("2026-02-24").are(DoesNotApply, &["us-ieepa-void"]).are(Applies, &["us-122-expired"]);
    let toys = goods("hts=9503 -us-232-goods");
    toys.are(Applies, &["us-301-list4b", "us-301-forced-labor"]).are(DoesNotApply, &["us-301-china"]);
    goods("").are(Unknown, &["us-301-china", "us-301-list4b"]);
    let steel = goods("hts=420212 +us-232-goods");
    steel.are(Applies, &["us-232", "us-301-china"]).are(DoesNotApply, &["us-301-forced-labor"]);
    let words = shirts.words("us-301-china");
    assert!(["25 %", "7.5 %", "50 %", "100 %"].iter().all(|rate| words.duty.contains(rate)), "{}", words.duty);
}

// Naive: Section 122 was 15 %.
#[test]
fn t15_section_122_was_10_percent() {
    let parcel = parcel("markets=US channels=own-site fulfil=express cv=45_USD");
    parcel.are(DoesNotApply, &["us-122-expired"]);
    parcel.on("2026-07-23").are(Applies, &["us-122-expired"]);
    let words = parcel.words("us-122-expired");
    assert!(words.name.contains("10 %") && words.duty.contains("10 %"), "{}", words.duty);
    assert!(!words.name.contains("15 %") && !words.duty.contains("15 %"), "{}", words.duty);
}

// Naive: goods of Japan, the EU and Korea are free of the forced-labour duty.
#[test]
fn t16_japan_europe_and_korea_pay_it_with_the_base_counted_in() {
    for made in ["JP", "KR", "CH", "DE", "TW", "CN", "VN", "IN"] {
        let goods = seller(&format!("est=CN markets=US channels=own-site fulfil=express coo={made} -us-232-goods"));
        goods.are(Applies, &["us-301-forced-labor"]);
        goods.on("2026-07-23").are(Scheduled, &["us-301-forced-labor"]);
        assert_eq!(goods.words("us-301-forced-labor").duty.matches("with the base duty counted in").count(), 2);
    }
}

const ALL_STATES: &str = "AL AK AZ AR CA CO CT DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO NE NV NJ NM NY NC ND \
                          OH OK PA PR RI SC SD TN TX UT VT VA WA WV WI WY";
const OR_STATES: &str = "AR DC GA HI MD MI MN NE NV NJ OH PR RI VT VA WV";

/// Sells there from his own shop, each month as much.
fn direct(state: &str, amount: &str, orders: &str) -> Seller {
    let place = format!("US-{state}");
    parcel(&format!("markets={place} channels=own-site fulfil=post")).monthly(&place, "direct", amount, orders)
}

fn nexus(state: &str) -> String {
    format!("us-nexus-{}", state.to_lowercase())
}

// Naive: USD 100,000 or 200 orders, everywhere.
#[test]
fn t17_orders_alone_count_in_few_states() {
    let mut dollars = 0;
    for state in ALL_STATES.split(' ') {
        let many = direct(state, "2000_USD", "30");
        let or = OR_STATES.split(' ').any(|other| other == state);
        many.are(if or { Applies } else { DoesNotApply }, &[&nexus(state)]);
        dollars += u32::from(!or && !["CT", "NY"].contains(&state));
    }
    assert_eq!(dollars, 30, "29 states, and Alaska");
}

// Naive: nobody counts orders any more.
#[test]
fn t18_some_states_still_count_200_orders() {
    for state in ["AR", "DC", "GA", "HI", "OH", "VA", "WV"] {
        let year = |orders| {
            let row = format!("US-{state} direct 2026-01-01 2026-11-22 12000_USD {orders}");
            parcel(&format!("markets=US-{state} channels=own-site fulfil=post")).sold(&row)
        };
        year("200").are(Applies, &[&nexus(state)]);
        year("199").are(Watch, &[&nexus(state)]);
        year("159").are(DoesNotApply, &[&nexus(state)]);
    }
}

// Naive: in New York and Connecticut either test.
#[test]
fn t19_new_york_and_connecticut_ask_for_both() {
    let quarters = |state: &str, row: &str| {
        let row = format!("US-{state} direct {row}");
        parcel(&format!("markets=US-{state} channels=own-site fulfil=post")).sold(&row)
    };
    let york = |amount, orders| quarters("NY", &format!("2026-03-01 2026-05-31 {amount} {orders}"));
    york("900000_USD", "20").are(DoesNotApply, &["us-nexus-ny"]);
    york("900000_USD", "100").are(Watch, &["us-nexus-ny"]);
    york("100_USD", "900").are(DoesNotApply, &["us-nexus-ny"]);
    york("500000_USD", "900").are(Watch, &["us-nexus-ny"]);
    york("500000.01_USD", "101").are(Applies, &["us-nexus-ny"]);
    let connecticut = |amount, orders| quarters("CT", &format!("2026-03-01 2026-05-31 {amount} {orders}"));
    connecticut("900000_USD", "20").are(DoesNotApply, &["us-nexus-ct"]);
    connecticut("100_USD", "900").are(DoesNotApply, &["us-nexus-ct"]);
    connecticut("900000_USD", "159").are(DoesNotApply, &["us-nexus-ct"]);
    connecticut("100000_USD", "200").are(Applies, &["us-nexus-ct"]);
    connecticut("100000_USD", "199").are(Watch, &["us-nexus-ct"]);
    connecticut("99999_USD", "900").are(Watch, &["us-nexus-ct"]);
    // The year ends on 30 September: what came after does not count yet.
    quarters("CT", "2026-10-01 2026-11-22 900000_USD 900").are(DoesNotApply, &["us-nexus-ct"]);
}

// Naive: sales on marketplaces never count; or always.
#[test]
fn t20_each_state_says_whether_marketplace_sales_count() {
    let sold = |state: &str| {
        let place = format!("US-{state}");
        parcel(&format!("markets={place} channels=amazon,own-site fulfil=post")).monthly(
            &place,
            "mp",
            "60000_USD",
            "60",
        )
    };
    for state in ["AL", "AZ", "AR", "CO", "FL", "GA", "IN", "ME", "MS", "ND", "OK", "PR", "TN", "UT", "VA", "WY"] {
        sold(state).are(DoesNotApply, &[&nexus(state)]);
    }
    let included = |state: &str| {
        let rule = &LOADED.book.rules[sold(state).finding(&nexus(state)).rule];
        rule.nexus.as_ref().unwrap().marketplace
    };
    for state in ["CA", "NC", "NJ", "NY", "TX", "WA", "PA", "OH"] {
        sold(state).are(Applies, &[&nexus(state)]);
        assert_eq!(included(state), Included::Yes, "{state}");
    }
    for state in ["LA", "MA", "MI", "MO", "NM", "IL"] {
        let finding = sold(state);
        finding.are(Applies, &[&nexus(state)]);
        assert_eq!(included(state), Included::Conflict, "{state}");
        assert!(finding.finding(&nexus(state)).lowered, "{state}: nothing is sold there directly");
        let words = finding.words(&nexus(state));
        let said = [Some(&words.duty), words.sure.as_ref()];
        assert!(said.into_iter().flatten().any(|text| text.contains("differ") || text.contains("onfirm")), "{words:?}");
    }
}

// Naive: the current year decides.
#[test]
fn t21_each_state_has_its_period() {
    let sold = |state: &str, rows: &[&str]| {
        let mut seller = parcel(&format!("markets=US-{state} channels=own-site fulfil=post"));
        for row in rows {
            seller = seller.sold(&format!("US-{state} direct {row}"));
        }
        seller
    };
    for state in ["FL", "AL", "MI", "NM", "PA", "RI"] {
        let this_year = sold(state, &["2026-01-01 2026-11-22 900000_USD 100"]);
        this_year.are(Scheduled, &[&nexus(state)]);
        let begins = if state == "PA" { "2027-04-01" } else { "2027-01-01" };
        assert_eq!(this_year.begins(&nexus(state)), begins, "{state}");
        sold(state, &["2025-01-01 2025-12-31 900000_USD 100"]).are(Applies, &[&nexus(state)]);
    }
    let spring = sold("PA", &["2025-01-01 2025-12-31 900000_USD 100"]).on("2026-03-31");
    spring.are(Scheduled, &["us-nexus-pa"]);
    assert_eq!(spring.begins("us-nexus-pa"), "2026-04-01", "Pennsylvania begins later in the year");
    // Neither year has so much, the twelve months have.
    for (state, half) in [("TX", "300000"), ("MS", "150000"), ("TN", "60000")] {
        let late = format!("2025-11-23 2025-12-31 {half}_USD 10");
        let early = format!("2026-01-01 2026-11-22 {half}_USD 10");
        sold(state, &[&late, &early]).are(Applies, &[&nexus(state)]);
        let too_early = format!("2025-01-01 2025-11-22 {half}_USD 10");
        assert_ne!(sold(state, &[&too_early, &early]).state(&nexus(state)), Applies, "{state}");
    }
    // September to November is a quarter of New York that is not over; July to September one of Vermont that is.
    sold("NY", &["2026-09-01 2026-11-22 900000_USD 900"]).are(DoesNotApply, &["us-nexus-ny"]);
    sold("NY", &["2025-09-01 2025-11-30 900000_USD 900"]).are(Applies, &["us-nexus-ny"]);
    sold("VT", &["2026-10-01 2026-11-22 900000_USD 900"]).are(DoesNotApply, &["us-nexus-vt"]);
    sold("VT", &["2026-07-01 2026-09-30 900000_USD 900"]).are(Applies, &["us-nexus-vt"]);
}

// Naive: below economic nexus nothing is due.
#[test]
fn t22_stock_in_a_state_is_nexus_from_the_first_sale() {
    let fba = seller("est=CN markets=US-TX origin=US coo=CN channels=own-site fulfil=warehouse stock=US-TX");
    let fba = fba.sold("US-TX direct 2026-01-01 2026-11-22 100_USD 2");
    fba.are(DoesNotApply, &["us-nexus-tx"]).are(Applies, &["us-physical-nexus"]);
    assert_eq!(fba.finding("us-physical-nexus").places, ["US-TX"]);
    assert!(!fba.finding("us-physical-nexus").lowered, "he sells there directly");
}

// Naive: search TESS.
#[test]
fn t23_trade_marks_are_searched_where_the_office_has_them_now() {
    let american = parcel("markets=US channels=own-site fulfil=post");
    american.are(Applies, &["ip-us-tm-search"]);
    let words = american.words("ip-us-tm-search");
    assert!(words.duty.contains("tmsearch.uspto.gov") && words.duty.contains("retired"), "{}", words.duty);
    assert!(words.steps.iter().all(|step| !step.contains("TESS")), "no step leads there");
}

// Naive: CAD 150 are free of duty; and CAD 30,000 ask for GST wherever goods come from.
#[test]
fn t24_canadas_free_limits_are_by_way_and_origin() {
    let by = |way, origin, value| {
        seller(&format!("est=CN markets=CA-ON channels=own-site fulfil={way} origin={origin} coo=CN cv={value}"))
    };
    let (low, high) = ("ca-deminimis-20", "ca-deminimis-40-150");
    by("post", "CN", "20_CAD").are(Applies, &[low]).are(DoesNotApply, &[high]);
    by("post", "CN", "21_CAD").are(DoesNotApply, &[low, high]);
    by("express", "CN", "100_CAD").are(DoesNotApply, &[low, high]);
    by("post", "US", "100_CAD").are(DoesNotApply, &[low, high]);
    by("post", "US", "20_CAD").are(Applies, &[low]).are(DoesNotApply, &[high]);
    by("express", "US", "150_CAD").are(Applies, &[high]);
    assert_eq!(by("express", "US", "40_CAD").part(high, "tax-free"), Applies);
    assert_eq!(by("express", "US", "41_CAD").part(high, "tax-free"), DoesNotApply);
    let sold = |stock: &str| {
        let seller = seller(&format!("est=CN markets=CA-QC channels=own-site coo=CN {stock}"));
        seller.sold("CA-QC direct 2026-01-01 2026-11-22 60000_CAD 900")
    };
    sold("fulfil=post origin=CN").are(DoesNotApply, &["ca-gst-nr-30k", "ca-qst"]);
    sold("fulfil=warehouse origin=CA stock=CA-ON").are(Applies, &["ca-gst-nr-30k", "ca-qst"]);
}

// Naive: since April 2025 platforms pay the tax on goods in Japan.
#[test]
fn t25_japans_platform_rule_of_2025_is_for_digital_services() {
    let goods = parcel("markets=JP channels=amazon fulfil=post cat=electronics cv=9000_JPY -digital-services");
    goods.are(DoesNotApply, &["jp-platform-digital"]).are(Scheduled, &["jp-platform-goods-2028", "jp-lvg-2028"]);
    goods.are(Applies, &["jp-import-10k"]);
    goods.on("2028-03-31").are(Scheduled, &["jp-platform-goods-2028", "jp-lvg-2028"]).are(Applies, &["jp-import-10k"]);
    goods
        .on("2028-04-01")
        .are(Applies, &["jp-platform-goods-2028", "jp-lvg-2028"])
        .are(DoesNotApply, &["jp-import-10k"]);
    // Of stock that lies there the platform will owe the tax as well; it is no small import.
    let fba = seller("est=CN markets=JP origin=JP coo=CN channels=amazon fulfil=warehouse stock=JP -digital-services");
    fba.are(Scheduled, &["jp-platform-goods-2028"]).are(DoesNotApply, &["jp-platform-digital", "jp-lvg-2028"]);
    // Who sells services as well is meant; where that was not said, it is open.
    let both = parcel("markets=JP channels=amazon fulfil=post cat=electronics cv=9000_JPY +digital-services");
    both.are(Applies, &["jp-platform-digital"]).on("2025-03-31").are(Scheduled, &["jp-platform-digital"]);
    parcel("markets=JP channels=amazon fulfil=post").are(Unknown, &["jp-platform-digital"]);
}

// Naive: JPY 10 million in the current year.
#[test]
fn t26_japan_looks_at_the_year_two_before() {
    let fba = |base: &str, half: &str, current: &str, more: &str| {
        let fba =
            seller(&format!("est=CN markets=JP origin=JP coo=CN channels=amazon fulfil=warehouse stock=JP {more}"));
        fba.sold(&format!("JP mp 2024-01-01 2024-12-31 {base} 9"))
            .sold(&format!("JP mp 2025-01-01 2025-06-30 {half} 9"))
            .sold(&format!("JP mp 2026-01-01 2026-06-30 {current} 9"))
    };
    let jct = ["jp-jct-10m"];
    let small = "-jp-new-corporation";
    fba("10000000_JPY", "1_JPY", "1_JPY", small).are(DoesNotApply, &jct);
    fba("10000001_JPY", "1_JPY", "1_JPY", small).are(Applies, &jct);
    fba("1_JPY", "10000001_JPY", "1_JPY", small).are(Applies, &jct);
    // 99 % of a year that is over is nothing to watch.
    fba("9900000_JPY", "1_JPY", "1_JPY", small).are(DoesNotApply, &jct);
    // This year asks for the tax in 2028; its first half already in 2027.
    let later = fba("1_JPY", "1_JPY", "14000000_JPY", small);
    later.are(Scheduled, &jct);
    assert_eq!(later.begins("jp-jct-10m"), "2027-01-01");
    // Sold in eleven months, its first half is below: 2028.
    let even = fba("1_JPY", "1_JPY", "1_JPY", small).sold("JP mp 2026-01-01 2026-11-22 14000000_JPY 9");
    even.are(Scheduled, &jct);
    assert_eq!(even.begins("jp-jct-10m"), "2028-01-01");
    let mut rich = fba("1_JPY", "1_JPY", "1_JPY", "+jp-new-corporation");
    rich.0.answers.insert("capital".to_owned(), Answer::Money(money("10000000_JPY")));
    rich.are(Applies, &jct);
}

// Naive: Mexico takes 19 %; and USD 50 are free from China.
#[test]
fn t27_mexico_takes_33_and_a_half_percent_from_china() {
    let from = |origin, value| {
        seller(&format!("est=CN markets=MX channels=own-site fulfil=express origin={origin} coo={origin} cv={value}"))
    };
    for value in ["20_USD", "50_USD", "2500_USD"] {
        let parcel = from("CN", value);
        parcel.are(Applies, &["mx-courier"]);
        assert_eq!(parcel.part("mx-courier", "usmca"), DoesNotApply, "what is free is not of China");
        assert!(parcel.words("mx-courier").name.contains("33.5 %"));
    }
    assert_eq!(from("US", "50_USD").part("mx-courier", "usmca"), Applies);
    from("CN", "2500.01_USD").are(DoesNotApply, &["mx-courier"]);
    from("CN", "20_USD").on("2025-08-14").are(Scheduled, &["mx-courier"]);
}

// Naive: Brazil takes 20 % up to USD 50.
#[test]
fn t28_brazils_20_percent_are_over() {
    // The treatment is that of Remessa Conforme: who does not say whether he is in it is told nothing of it.
    parcel("markets=BR channels=own-site fulfil=post cv=50_USD").are(Unknown, &["br-import-50"]);
    let parcel = parcel("markets=BR channels=own-site fulfil=post cv=50_USD +br-remessa-conforme");
    let words = |day: &str| parcel.on(day).words("br-import-50");
    parcel.are(Applies, &["br-import-50"]).are(DoesNotApply, &["br-import-over-50"]);
    assert!(words("2026-04-30").duty.contains("paid 20 % import tax"), "as it was");
    assert!(words(TODAY).name.contains("import tax zero"), "{}", words(TODAY).name);
    // ICMS, a tax of the states, may be 20 % and is still due.
    let duty = words(TODAY).duty.replace("17 to 20 %", "");
    assert!(duty.contains("no import tax") && duty.contains("ICMS") && !duty.contains("20 %"), "{duty}");
    assert!(words("2027-01-01").duty.contains("CBS"), "{}", words("2027-01-01").duty);
    let over = self::parcel("markets=BR channels=own-site fulfil=post cv=50.01_USD +br-remessa-conforme");
    over.are(Applies, &["br-import-over-50"]).are(DoesNotApply, &["br-import-50"]);
    assert!(over.words("br-import-over-50").duty.contains("60 %"));
}

// Naive: Thailand is free under THB 1,500.
#[test]
fn t29_thailand_takes_duty_from_the_first_baht() {
    for value in ["1.01_THB", "800_THB", "1500_THB", "9000_THB"] {
        let parcel = parcel(&format!("markets=TH channels=own-site fulfil=post cv={value}"));
        parcel.are(Applies, &["th-lowvalue"]);
        parcel.on("2026-01-01").are(Applies, &["th-lowvalue"]);
        parcel.on("2025-12-31").are(Scheduled, &["th-lowvalue"]);
    }
    parcel("markets=TH channels=own-site fulfil=post cv=1_THB").are(DoesNotApply, &["th-lowvalue"]);
}

// Naive: LUCID is enough for Germany; BattDG is of 2025-08-18.
#[test]
fn t30_packaging_asks_for_a_representative_in_each_member() {
    let chinese = parcel("markets=DE,FR channels=own-site fulfil=post cat=battery cv=45_EUR");
    chinese.are(Applies, &["de-packaging-lucid", "eu-ppwr-epr-ar", "de-batt"]);
    assert_eq!(chinese.part("de-packaging-lucid", "authorised-representative"), Applies);
    let mut places = chinese.finding("eu-ppwr-epr-ar").places;
    places.sort();
    assert_eq!(places, ["DE", "FR"], "one in each");
    let before = chinese.on("2026-08-11");
    before.are(Applies, &["de-packaging-lucid"]).are(Scheduled, &["eu-ppwr-epr-ar"]);
    assert!(LOADED.book.rules[before.finding("de-packaging-lucid").rule].parts.is_empty(), "no representative yet");
    chinese.on("2025-08-18").are(Scheduled, &["de-batt"]);
    chinese.on("2025-10-06").are(Scheduled, &["de-batt"]);
    chinese.on("2025-10-07").are(Applies, &["de-batt"]);
    let dutch = seller("est=NL markets=DE,FR origin=NL channels=own-site fulfil=post");
    dutch.are(Unconfirmed, &["eu-ppwr-epr-ar"]);
}

// Naive: EN 71 is compulsory; the new Toy Regulation applies now.
#[test]
fn t31_the_old_toy_directive_applies_until_2030() {
    let toys = parcel("markets=DE channels=own-site fulfil=post cat=toys cv=45_EUR");
    toys.are(Applies, &["eu-toys-tsd"]).are(Scheduled, &["eu-toys-tsr"]);
    assert_eq!(toys.begins("eu-toys-tsr"), "2030-08-01");
    toys.on("2030-07-31").are(Applies, &["eu-toys-tsd"]).are(Scheduled, &["eu-toys-tsr"]);
    toys.on("2030-08-01").are(DoesNotApply, &["eu-toys-tsd"]).are(Applies, &["eu-toys-tsr"]);
    let duty = &toys.words("eu-toys-tsd").duty;
    assert!(duty.contains("not compulsory themselves") && duty.contains("presumed to conform"), "{duty}");
}

// Naive: the GPSR applies to CE goods as a whole.
#[test]
fn t32_ce_goods_are_out_of_the_gpsrs_duties_of_operators() {
    for goods in ["toys", "electronics", "radio", "mains"] {
        let ce = parcel(&format!("markets=DE channels=own-site fulfil=post cat={goods}"));
        ce.are(DoesNotApply, &["eu-gpsr-rp"]).are(Applies, &["eu-gpsr-scope", "eu-ce-economic-operator"]);
    }
    let clothes = parcel("markets=DE channels=own-site fulfil=post cat=apparel -eu-ppe-goods");
    clothes.are(Applies, &["eu-gpsr-rp"]).are(DoesNotApply, &["eu-gpsr-scope", "eu-ce-economic-operator"]);
}

// Naive: certificates are filed by bulk importers only; and for every T-shirt.
#[test]
fn t33_certificates_are_filed_for_parcels_too_but_not_for_plain_shirts() {
    for way in ["post", "express"] {
        let toys = parcel(&format!("markets=US channels=own-site fulfil={way} cat=toys cv=45_USD"));
        toys.are(Applies, &["us-cpc", "us-cpsc-efiling"]);
        toys.on("2026-07-07").are(Scheduled, &["us-cpsc-efiling"]);
        toys.on("2026-07-08").are(Applies, &["us-cpsc-efiling"]);
        assert_eq!(toys.part("us-cpsc-efiling", "ftz"), Scheduled);
    }
    let both = ["us-gcc", "us-cpsc-efiling"];
    let shirt = |more: &str| parcel(&format!("markets=US channels=own-site fulfil=post cat=apparel cv=45_USD {more}"));
    shirt("").are(Unknown, &both);
    shirt("-us-exempt-fibres +us-plain-surface us-fabric-weight:2.6").are(DoesNotApply, &both);
    shirt("-us-exempt-fibres +us-plain-surface us-fabric-weight:2.59").are(Applies, &both);
    shirt("-us-exempt-fibres -us-plain-surface us-fabric-weight:4").are(Applies, &both);
    shirt("+us-exempt-fibres").are(DoesNotApply, &both);
    let small = parcel("markets=US channels=own-site fulfil=post cat=apparel,children cv=45_USD +us-exempt-fibres");
    small.are(Applies, &["us-cpc", "us-cpsc-efiling"]);
}

// Naive: UKCA has taken the place of CE.
#[test]
fn t34_the_uk_goes_on_accepting_ce() {
    for goods in ["toys", "electronics", "radio", "mains"] {
        let ce = parcel(&format!("markets=GB channels=own-site fulfil=post cat={goods}"));
        ce.are(Applies, &["uk-ce-ukca"]);
        let words = ce.words("uk-ce-ukca");
        assert!(words.duty.contains("accepts the CE mark without an end date"), "{}", words.duty);
        assert!(words.duty.contains("medical devices follow rules of their own"), "{}", words.duty);
    }
    parcel("markets=GB channels=own-site fulfil=post cat=medical").are(DoesNotApply, &["uk-ce-ukca"]);
}

// Naive: the CCPA begins at USD 25 million of this year.
#[test]
fn t35_the_ccpa_looks_at_the_year_before_and_all_the_world() {
    let sold = |from: &str, to: &str, amount: &str| {
        let seller = parcel("markets=US-CA channels=own-site fulfil=post ccpa-consumers:10 ccpa-share-of-revenue:0");
        seller.sold(&format!("world direct {from} {to} {amount} 900"))
    };
    let before = |amount| sold("2025-01-01", "2025-12-31", amount);
    before("25000001_USD").are(DoesNotApply, &["us-ccpa"]).are(Applies, &["us-caloppa"]);
    before("26625000_USD").are(DoesNotApply, &["us-ccpa"]);
    before("26625000.01_USD").are(Applies, &["us-ccpa"]);
    let current = sold("2026-01-01", "2026-11-22", "30000000_USD");
    current.are(Scheduled, &["us-ccpa"]);
    assert_eq!(current.begins("us-ccpa"), "2027-01-01");
    before("1_USD").are(Applies, &["us-caloppa"]);
}

// Naive: the GDPR is for large firms.
#[test]
fn t36_the_gdpr_has_no_size() {
    let small = parcel("markets=DE channels=own-site fulfil=post staff:1");
    let small = small.sold("DE direct 2026-11-01 2026-11-22 20_EUR 1");
    small.are(Applies, &["eu-gdpr", "eu-gdpr-art27"]);
    let dutch = seller("est=NL markets=DE origin=NL channels=own-site fulfil=post");
    dutch.are(Applies, &["eu-gdpr"]).are(DoesNotApply, &["eu-gdpr-art27"]);
}

// Naive: INFORM: 200 sales or USD 5,000.
#[test]
fn t37_inform_asks_for_both_in_any_twelve_months() {
    let sold = |rows: &[&str]| {
        let mut seller = parcel("markets=US channels=amazon fulfil=post");
        for row in rows {
            seller = seller.sold(&format!("US mp {row}"));
        }
        seller
    };
    let once = |amount: &str, orders: &str| sold(&[&format!("2026-03-01 2026-03-31 {amount} {orders}")]);
    once("90000_USD", "100").are(DoesNotApply, &["us-inform"]);
    once("1000_USD", "900").are(DoesNotApply, &["us-inform"]);
    once("5000_USD", "200").are(Applies, &["us-inform"]);
    once("4999.99_USD", "200").are(Watch, &["us-inform"]);
    once("5000_USD", "199").are(Watch, &["us-inform"]);
    // No calendar year and not the last twelve months, but twelve months all the same.
    sold(&["2025-04-01 2026-03-31 5000_USD 200"]).are(Applies, &["us-inform"]);
    sold(&["2025-09-01 2025-09-30 3000_USD 120", "2025-02-01 2025-02-28 3000_USD 120"]).are(Applies, &["us-inform"]);
    sold(&["2025-12-01 2025-12-31 3000_USD 120", "2026-02-01 2026-02-28 3000_USD 120"]).are(Applies, &["us-inform"]);
    sold(&["2025-01-01 2025-01-31 3000_USD 120", "2026-11-01 2026-11-22 3000_USD 120"])
        .are(DoesNotApply, &["us-inform"]);
}

// Naive: DAC7: 30 sales or EUR 2,000, whoever sells.
#[test]
fn t38_dac7_is_for_residents_of_the_eu() {
    let sold = |said: &str, amount: &str, orders: &str| {
        seller(said).sold(&format!("DE mp 2026-01-01 2026-11-22 {amount} {orders}"))
    };
    let chinese = "est=CN markets=DE origin=CN channels=amazon fulfil=post";
    let large = sold(chinese, "60000_EUR", "1000");
    large.are(DoesNotApply, &["eu-dac7"]).are(Applies, &["eu-dsa-trader"]);
    large.holding("eu-tax-number").are(Applies, &["eu-dac7"]);
    let dutch = "est=NL markets=DE origin=NL channels=amazon fulfil=post";
    sold(dutch, "2000_EUR", "29").are(DoesNotApply, &["eu-dac7"]);
    sold(dutch, "500_EUR", "30").are(Applies, &["eu-dac7"]);
    sold(dutch, "2000.01_EUR", "5").are(Applies, &["eu-dac7"]);
}

// Naive: goods are of the country they are sent from.
#[test]
fn t39_origin_is_not_where_goods_are_sent_from() {
    for from in ["HK", "SG", "MX"] {
        let american =
            seller(&format!("est=CN markets=US origin={from} coo=CN hts=420212 channels=own-site fulfil=linehaul"));
        american.are(Applies, &["us-301-china"]);
        let shirts =
            seller(&format!("est=CN markets=US origin={from} coo=CN hts=6109.10 -us-232-goods fulfil=linehaul"));
        shirts.are(Applies, &["us-301-china", "us-301-forced-labor"]);
        let bedroom = seller(&format!("est=CN markets=US origin={from} coo=CN +us-adcvd-goods fulfil=linehaul"));
        bedroom.are(Applies, &["us-adcvd"]);
        let plates =
            seller(&format!("est=CN markets=DE origin={from} coo=CN cv=200_EUR +eu-ad-tableware fulfil=express"));
        plates.are(Applies, &["eu-antidumping-consumer"]);
        let other =
            seller(&format!("est=CN markets=US,DE origin={from} coo=VN hts=420212 +us-adcvd-goods +eu-ad-tableware"));
        other.are(DoesNotApply, &["us-301-china", "us-adcvd", "eu-antidumping-consumer"]);
    }
    let sent = seller("est=CN markets=US,DE origin=CN coo=VN cv=200_EUR hts=420212 +us-adcvd-goods +eu-ad-tableware");
    sent.are(DoesNotApply, &["us-301-china", "us-adcvd", "eu-antidumping-consumer"]);
}

// Naive: Romania 19 %, Estonia 20 or 22 %, Slovakia 20 %, Finland 24 %. Rates are those of landed cost.
#[test]
fn t40_vat_rates_are_the_new_ones() {
    let text = std::fs::read_to_string(Path::new(DATA).join("markets/eu.toml")).unwrap();
    let market: Table = text.parse().unwrap();
    let rates = market["market"]["tax-rates"].as_array().unwrap();
    for (member, percent) in [("RO", "21"), ("EE", "24"), ("SK", "23"), ("FI", "25.5")] {
        let of = |rate: &&Value| {
            let countries = rate.get("countries").and_then(Value::as_array);
            let until = rate.get("valid-to").and_then(Value::as_str).unwrap_or("9999");
            until >= TODAY && countries.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(member)))
        };
        let found: Vec<_> = rates.iter().filter(of).filter_map(|rate| rate["percent"].as_str()).collect();
        assert_eq!(found, [percent], "{member}");
    }
}

// Naive: a limit is for what one pays; or always for the parcel; or always for the piece.
#[test]
fn t41_limits_are_for_consignments_here_and_items_there() {
    // Four things of 50: each consignment is above the limit, no thing is.
    let europe = parcel("markets=DE channels=own-site fulfil=post cv=200_EUR item=50_EUR");
    europe.are(DoesNotApply, &["eu-ioss-eligible", "eu-duty-3eur-per-item"]).are(Applies, &["eu-import-vat-over-150"]);
    let britain = parcel("markets=GB channels=own-site fulfil=post cv=200_GBP item=50_GBP");
    britain.are(DoesNotApply, &["uk-vat-135-direct", "uk-duty-135-relief"]).are(Applies, &["uk-import-vat-over-135"]);
    let to_norway = |cv: &str, item: &str, sold: &str| {
        let norway = parcel(&format!(
            "markets=NO channels=own-site fulfil=post cat=apparel cv={cv} item={item} -excise-or-restricted"
        ));
        norway.sold(&format!("NO direct 2026-01-01 2026-11-22 {sold} 90"))
    };
    let norway = |cv, item| to_norway(cv, item, "50000.01_NOK");
    to_norway("9000_NOK", "2999.99_NOK", "50000_NOK").are(Watch, &["no-voec-register"]);
    norway("9000_NOK", "2999.99_NOK").are(Applies, &["no-voec-register"]).are(DoesNotApply, &["no-voec-excluded"]);
    norway("3000_NOK", "3000_NOK").are(DoesNotApply, &["no-voec-register"]).are(Applies, &["no-voec-excluded"]);
    let far = |market: &str, currency: &str, item: &str| {
        parcel(&format!("markets={market} channels=own-site fulfil=post cv=4000_{currency} item={item}_{currency}"))
    };
    far("AU", "AUD", "1000").are(Applies, &["au-lvg-1000"]);
    far("AU", "AUD", "1001").are(DoesNotApply, &["au-lvg-1000"]);
    far("NZ", "NZD", "1000").are(Applies, &["nz-lvg-1000"]).are(DoesNotApply, &["nz-lvg-levy"]);
    far("NZ", "NZD", "1001").are(DoesNotApply, &["nz-lvg-1000"]);
}

// Naive: 180 of 200 orders are to be watched in Illinois and Kentucky.
#[test]
fn t42_a_leg_that_is_gone_is_not_watched_but_was_law() {
    let sold = |state: &str, year: &str, to: &str, orders: &str| {
        let row = format!("US-{state} direct {year}-01-01 {to} 12000_USD {orders}");
        parcel(&format!("markets=US-{state} channels=own-site fulfil=post")).sold(&row)
    };
    for state in ["IL", "KY"] {
        let id = nexus(state);
        for orders in ["180", "250"] {
            sold(state, "2026", "2026-09-30", orders).are(DoesNotApply, &[&id]);
        }
    }
    let illinois = |orders| sold("IL", "2025", "2025-09-30", orders);
    illinois("180").on("2025-12-31").are(Watch, &["us-nexus-il"]);
    illinois("200").on("2025-12-31").are(Applies, &["us-nexus-il"]);
    illinois("200").on("2026-01-01").are(DoesNotApply, &["us-nexus-il"]);
    let kentucky = |orders| sold("KY", "2026", "2026-07-15", orders);
    kentucky("180").on("2026-07-31").are(Watch, &["us-nexus-ky"]);
    kentucky("200").on("2026-07-31").are(Applies, &["us-nexus-ky"]);
    kentucky("200").on("2026-08-01").are(DoesNotApply, &["us-nexus-ky"]);
}
