//! What of a list is shown, and in which order.

use core::cmp::Ordering;

use rust_decimal::Decimal;
use suanpan_compliance::places::{country as country_of, is_whole, whole};

use super::Drawer;
use crate::schema::checklist::{Item, Nexus, State, Topic, Who};
use crate::schema::{Arg, Checklist, Phrase};

/// What is shown of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this place only.
    pub place: Option<Arg>,
    /// What this one does only.
    pub who: Option<Who>,
    /// What stands so only.
    pub state: Option<State>,
    /// Nothing that is ticked.
    pub unticked: bool,
}

impl Filter {
    /// The same without what the list has nothing of: another case would be hidden by what nobody can see is chosen.
    #[must_use]
    pub fn settled(self, list: &Checklist) -> Self {
        let has = |test: &dyn Fn(&Item) -> bool| list.items.iter().any(|item| item.is_listed() && test(item));
        Self {
            place: self.place.filter(|place| has(&|item| is_about(item, place))),
            who: self.who.filter(|who| has(&|item| item.who == *who)),
            state: self.state.filter(|state| has(&|item| item.state == *state)),
            unticked: self.unticked,
        }
    }

    /// Whether it shows a rule.
    #[must_use]
    pub fn shows(&self, item: &Item, drawer: &Drawer) -> bool {
        item.is_listed()
            && self.place.as_ref().is_none_or(|place| is_about(item, place))
            && self.who.is_none_or(|who| item.who == who)
            && self.state.is_none_or(|state| item.state == state)
            && !(self.unticked && drawer.is_ticked(&item.id))
    }
}

/// The places of the case that a rule is about, or else the one where it holds.
fn of(item: &Item) -> Vec<&Arg> {
    if item.places.is_empty() { item.place.iter().collect() } else { item.places.iter().collect() }
}

/// Whether a rule is about a place: itself, or with all parts of its country.
fn is_about(item: &Item, place: &Arg) -> bool {
    let holds = |other: &Arg| match (other, place) {
        (Arg::Country(other), Arg::Country(code)) => {
            is_whole(other) && code != other && *other == whole(country_of(code))
        }
        _ => false,
    };
    of(item).into_iter().any(|other| other == place || holds(other))
}

/// The places that the rules of a list are about, each once, as they come.
#[must_use]
pub fn places(list: &Checklist) -> Vec<&Arg> {
    let mut found: Vec<&Arg> = Vec::new();
    for place in list.items.iter().filter(|item| item.is_listed()).flat_map(of) {
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

/// The rules of a topic that are shown, by their places in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The topic.
    pub topic: Topic,
    /// Those of which it is known how they stand.
    pub known: Vec<usize>,
    /// Those that wait for answers.
    pub unknown: Vec<usize>,
}

/// The topics of a list that have something to show, in their order.
#[must_use]
pub fn groups(list: &Checklist, filter: &Filter, drawer: &Drawer) -> Vec<Group> {
    let group = |topic: &Topic| {
        let shown = list.items.iter().enumerate();
        let shown = shown.filter(|(_, item)| item.topic == *topic && filter.shows(item, drawer));
        let (unknown, known): (Vec<_>, Vec<_>) = shown.partition(|(_, item)| item.state == State::Unknown);
        let places = |rules: Vec<(usize, &Item)>| rules.into_iter().map(|(at, _)| at).collect();
        Group { topic: *topic, known: places(known), unknown: places(unknown) }
    };
    let groups = Topic::ALL.iter().map(group);
    groups.filter(|group| !(group.known.is_empty() && group.unknown.is_empty())).collect()
}

/// The rules that somebody looks for, in the list or not, by their places in it: those that hold every word of what was typed in
/// their id, name, duty or place. Those named so come first. `place` says what a place is called, `same` what else is meant by
/// what people type: `typed = words of rules; typed = other words`.
#[must_use]
pub fn search(list: &Checklist, typed: &str, same: &str, place: impl Fn(&Arg) -> String) -> Vec<usize> {
    let typed = words(&compared(typed)).join(" ");
    let meant =
        same.split(';').filter_map(|line| line.split_once('=')).filter_map(|(from, to)| meant(&typed, from, to));
    let asked: Vec<Vec<String>> = [typed.clone()].into_iter().chain(meant).map(|one| words(&one)).collect();
    let asked: Vec<_> = asked.into_iter().filter(|words| !words.is_empty()).collect();
    let mut hits: Vec<_> = list
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let names = compared(&[&item.id, " ", &item.name].concat());
            let places: Vec<_> = item.place.iter().chain(&item.places).map(&place).collect();
            let all = [names.as_str(), &compared(&item.duty), &compared(&places.join(" "))].join(" ");
            let held = |text: &str| asked.iter().any(|words| words.iter().all(|word| text.contains(word)));
            held(&all).then(|| (!held(&names), at))
        })
        .collect();
    hits.sort_unstable();
    hits.into_iter().map(|(_, at)| at).collect()
}

/// What was typed with other words in the place of some of it, where these stand in it: words in letters as a whole, Chinese
/// anywhere.
fn meant(typed: &str, from: &str, to: &str) -> Option<String> {
    let (from, to) = (compared(from.trim()), compared(to.trim()));
    let words = [" ", typed, " "].concat();
    let whole = [" ", &from, " "].concat();
    if words.contains(&whole) {
        Some(words.replacen(&whole, &[" ", &to, " "].concat(), 1))
    } else if !from.is_empty() && from.chars().all(is_chinese) && typed.contains(&from) {
        Some(typed.replacen(&from, &[" ", &to, " "].concat(), 1))
    } else {
        None
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A text as it is compared with another.
fn compared(text: &str) -> String {
    apart(&folded(text))
}

/// A text as it is compared: small letters; full-width ones, which an input method types, as plain ones.
fn folded(text: &str) -> String {
    let plain = |sign: char| match u32::from(sign) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        0x3000 => ' ',
        _ => sign,
    };
    text.chars().map(plain).flat_map(char::to_lowercase).collect()
}

fn is_chinese(sign: char) -> bool {
    u32::from(sign) > 0x2e7f
}

/// A text with its Chinese set apart from what else stands in it, as some write it and some do not.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for sign in text.chars() {
        if is_chinese(sign) != is_chinese(before) && !sign.is_whitespace() && !before.is_whitespace() {
            out.push(' ');
        }
        out.push(sign);
        before = sign;
    }
    out
}

/// A document, and which rules ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// The rules, by their places in the list.
    pub items: Vec<usize>,
}

/// The documents that the rules ask for that apply, now or from a day to come; what most rules ask for first.
#[must_use]
pub fn documents(list: &Checklist) -> Vec<Paper<'_>> {
    let mut papers: Vec<Paper<'_>> = Vec::new();
    let asks = |item: &Item| matches!(item.state, State::Applies | State::Unconfirmed | State::Scheduled);
    for (at, item) in list.items.iter().enumerate().filter(|(_, item)| asks(item)) {
        for (id, name) in &item.documents {
            match papers.iter_mut().find(|paper| paper.id == id) {
                Some(paper) => paper.items.push(at),
                None => papers.push(Paper { id, name, items: vec![at] }),
            }
        }
    }
    papers.sort_by_key(|paper| core::cmp::Reverse(paper.items.len()));
    papers
}

/// The rules of a list that should have been looked at again.
#[must_use]
pub fn past_recheck(list: &Checklist) -> Vec<&Item> {
    list.items.iter().filter(|item| item.past_recheck).collect()
}

/// How far a figure of a reason is from its limit, in percent, where the reason says so.
#[must_use]
pub fn share(reason: &Phrase) -> Option<Decimal> {
    let share = reason.args.iter().find(|(slot, _)| *slot == "share");
    share.and_then(|(_, arg)| if let Arg::Percent(share) = arg { Some(*share) } else { None })
}

/// What a table of tests of sales is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The name of the state.
    Name,
    /// The limit.
    Limit,
    /// The case's own figure.
    Sold,
    /// That by the limit.
    Share,
    /// How the rule stands.
    Standing,
}

/// A column, and its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub by: Sort,
    /// The greatest first.
    pub down: bool,
}

impl Default for Order {
    /// What is nearest to its limit first, and with it what has figures.
    fn default() -> Self {
        Self { by: Sort::Share, down: true }
    }
}

impl Order {
    /// The order after a press on the head of a column: the other way round where it is sorted by it; else the greatest first, of
    /// names and standings the first.
    #[must_use]
    pub fn pressed(self, by: Sort) -> Self {
        let down = if self.by == by { !self.down } else { !matches!(by, Sort::Name | Sort::Standing) };
        Self { by, down }
    }
}

/// The tests of a list in an order. What has no figure to be sorted by stands last, either way; what is equal goes by name.
#[must_use]
pub fn sorted(list: &Checklist, order: Order, name: impl Fn(&Arg) -> String) -> Vec<&Nexus> {
    let standing = |one: &Nexus| list.items.get(one.item).map_or(State::DoesNotApply, |item| item.state);
    let mut rows: Vec<_> = list.nexus.iter().map(|one| (name(&one.state), one)).collect();
    let turned = |found: Ordering| if order.down { found.reverse() } else { found };
    rows.sort_by(|(one_name, one), (other_name, other)| {
        let found = match order.by {
            Sort::Name => turned(one_name.cmp(other_name)),
            Sort::Limit => turned(one.limit.value.cmp(&other.limit.value)),
            Sort::Sold => figures(one.sold_figure, other.sold_figure, turned),
            Sort::Share => figures(one.share, other.share, turned),
            Sort::Standing => turned(standing(one).cmp(&standing(other))),
        };
        found.then_with(|| one_name.cmp(other_name))
    });
    rows.into_iter().map(|(_, one)| one).collect()
}

fn figures(one: Option<Decimal>, other: Option<Decimal>, turned: impl Fn(Ordering) -> Ordering) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => turned(one.cmp(&other)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Own;
    use super::super::sample::item;
    use super::*;
    use crate::amount::{Currency, Money};
    use crate::schema::checklist::Sure;
    use crate::schema::{Args, code};

    fn country(code: &str) -> Arg {
        Arg::Country(code.to_owned())
    }

    fn list() -> Checklist {
        let mut items =
            ["eu-gpsr", "de-lucid", "fr-epr", "us-cpsc", "jp-pse", "eu-vat"].map(|id| item(id, id)).to_vec();
        items[0].place = Some(country("EU"));
        items[0].places = vec![country("DE"), country("FR")];
        items[1].place = Some(country("DE"));
        items[1].topic = Topic::Packaging;
        items[1].who = Who::Marketplace;
        items[2].state = State::Unknown;
        items[2].place = Some(country("FR"));
        items[3].state = State::DoesNotApply;
        items[3].duty = "Children's product certificate".to_owned();
        items[3].place = Some(country("US"));
        items[4].state = State::DoesNotApply;
        items[4].name = "PSE 标志（电器）".to_owned();
        items[5].state = State::Watch;
        Checklist { items, ..Checklist::default() }
    }

    #[test]
    fn topics_stand_in_their_order_and_what_waits_stands_apart() {
        let all = groups(&list(), &Filter::default(), &Drawer::default());
        assert_eq!(
            all,
            [
                Group { topic: Topic::Tax, known: vec![0, 5], unknown: vec![2] },
                Group { topic: Topic::Packaging, known: vec![1], unknown: Vec::new() },
            ]
        );
    }

    #[test]
    fn filters_go_by_place_by_who_by_state_and_by_ticks() {
        let mut drawer = Drawer::default();
        drawer.put("eu-gpsr", Own { ticked: true, ..Own::default() });
        let shown = |filter: &Filter| {
            let list = list();
            let shown = list.items.iter().filter(|item| filter.shows(item, &drawer));
            shown.map(|item| item.id.clone()).collect::<Vec<_>>().join(" ")
        };
        let all = Filter::default();
        assert_eq!(shown(&all), "eu-gpsr de-lucid fr-epr eu-vat");
        assert_eq!(shown(&Filter { place: Some(country("FR")), ..all.clone() }), "eu-gpsr fr-epr");
        assert_eq!(shown(&Filter { place: Some(country("DE")), ..all.clone() }), "eu-gpsr de-lucid");
        assert_eq!(shown(&Filter { who: Some(Who::Marketplace), ..all.clone() }), "de-lucid");
        assert_eq!(shown(&Filter { state: Some(State::Watch), ..all.clone() }), "eu-vat");
        assert_eq!(shown(&Filter { unticked: true, ..all.clone() }), "de-lucid fr-epr eu-vat");
        assert_eq!(places(&list()), [&country("DE"), &country("FR")]);
        // All states are each of them, and no country beside theirs.
        let mut of_states = list();
        of_states.items[0].places = vec![country("US-ALL")];
        let about =
            |code: &str| Filter { place: Some(country(code)), ..all.clone() }.shows(&of_states.items[0], &drawer);
        assert_eq!(["US-ALL", "US-CA", "CA-QC", "US"].map(about), [true, true, false, true]);
        // Nothing is left of what the list has nothing of.
        let gone =
            Filter { place: Some(country("JP")), who: Some(Who::Broker), state: Some(State::Scheduled), ..all.clone() };
        assert_eq!(gone.settled(&list()), all);
        let stays =
            Filter { place: Some(country("FR")), who: Some(Who::Seller), state: Some(State::Watch), unticked: true };
        assert_eq!(stays.clone().settled(&list()), stays);
    }

    #[test]
    fn rules_are_found_by_any_of_their_words_and_by_what_else_is_meant() {
        const SAME: &str = "toy paper = us-cpsc; 电器认证 = jp-pse;VAT no = eu-vat";
        let list = list();
        let found = |typed: &str| {
            let place = |arg: &Arg| if *arg == country("US") { "United States".to_owned() } else { String::new() };
            search(&list, typed, SAME, place)
                .into_iter()
                .map(|at| list.items[at].id.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(found("CPSC"), "us-cpsc");
        assert_eq!(found("certificate children"), "us-cpsc");
        assert_eq!(found("united"), "us-cpsc");
        assert_eq!(found("标志"), "jp-pse");
        assert_eq!(found("ＰＳＥ　电器"), "jp-pse");
        assert_eq!(found("gpsr"), "eu-gpsr", "what is in the list is found as well");
        assert_eq!(found("eu"), "eu-gpsr eu-vat");
        assert_eq!(found("Toy  PAPER"), "us-cpsc");
        assert_eq!(found("toy paper states"), "us-cpsc");
        assert_eq!(found("日本电器认证"), "", "the rest has to stand there too");
        assert_eq!(found("电器认证"), "jp-pse");
        assert_eq!(found("vat no"), "eu-vat");
        for nothing in ["", "  ", "certificate toaster", "vat not", "toy papers"] {
            assert_eq!(found(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn documents_are_those_of_rules_that_apply_each_once() {
        let mut list = list();
        let paper = |id: &str| (id.to_owned(), id.to_uppercase());
        list.items[0].documents = vec![paper("doc")];
        list.items[1].documents = vec![paper("label"), paper("doc")];
        list.items[2].documents = vec![paper("unknown")];
        list.items[3].documents = vec![paper("cpc")];
        let found: Vec<_> = documents(&list).into_iter().map(|paper| (paper.name.to_owned(), paper.items)).collect();
        assert_eq!(found, [("DOC".to_owned(), vec![0, 1]), ("LABEL".to_owned(), vec![1])]);
    }

    #[test]
    fn a_share_is_a_percentage_of_that_name() {
        let mut args = Args::new();
        args.percent("rate", 19.into()).percent("share", 85.into());
        let reason = |args: &Args| Phrase { text: code::UNUSUAL, args: args.clone() };
        assert_eq!(share(&reason(&args)), Some(85.into()));
        assert_eq!(share(&reason(&Args::new())), None);
    }

    #[test]
    fn tests_are_sorted_either_way_and_what_has_no_figure_stands_last() {
        let dollars =
            |value: i64| Money { value: value.into(), currency: Currency::from_code("USD").expect("dollars") };
        let row = |item: usize, state: &str, limit: i64, sold: Option<i64>, share: Option<i64>| Nexus {
            item,
            state: Arg::Words(state.to_owned()),
            test: Phrase { text: code::UNUSUAL, args: Args::new() },
            limit: dollars(limit),
            period: code::UNUSUAL,
            basis: code::UNUSUAL,
            marketplace: code::UNUSUAL,
            sure: Sure::Verified,
            doubts: Vec::new(),
            past_recheck: false,
            rate: None,
            rate_to: None,
            sold: sold.map(|_| Phrase::new(code::UNUSUAL)),
            sold_figure: sold.map(Decimal::from),
            share: share.map(Decimal::from),
        };
        let nexus = vec![
            row(3, "Ohio", 100, None, None),
            row(5, "Texas", 500, Some(450), Some(90)),
            row(0, "California", 500, Some(600), Some(120)),
            row(3, "Alabama", 250, None, None),
        ];
        let list = Checklist { nexus, ..list() };
        let names = |order: Order| {
            let rows = sorted(&list, order, ToString::to_string);
            rows.into_iter().map(|one| one.state.to_string()).collect::<Vec<_>>().join(" ")
        };
        let first = Order::default();
        assert_eq!(names(first), "California Texas Alabama Ohio");
        assert_eq!(names(first.pressed(Sort::Share)), "Texas California Alabama Ohio");
        assert_eq!(names(first.pressed(Sort::Sold)), "California Texas Alabama Ohio");
        assert_eq!(names(first.pressed(Sort::Name)), "Alabama California Ohio Texas");
        assert_eq!(names(first.pressed(Sort::Name).pressed(Sort::Name)), "Texas Ohio California Alabama");
        assert_eq!(names(first.pressed(Sort::Limit)), "California Texas Alabama Ohio");
        assert_eq!(names(first.pressed(Sort::Standing)), "California Texas Alabama Ohio");
    }
}
