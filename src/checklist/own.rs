//! What the user says of rules: ticks, notes, what they cost him a year. It stays on his device.

use std::collections::BTreeMap;

use crate::amount::Money;
use crate::bundle::{tie, untie};
use crate::exact::Exact;
use crate::schema::{Checklist, Kind};
use crate::value::Value;

/// What the user says of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Whether he is through with it.
    pub ticked: bool,
    /// His note.
    pub note: String,
    /// What it costs him a year.
    pub cost: Option<Money>,
}

/// What the user says of all rules, by their ids: whatever the case, so that a tick holds for every case that the rule is
/// about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawer(BTreeMap<String, Own>);

impl Drawer {
    /// What [`text`](Self::text) wrote; nothing of any other text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let texts = untie(text).unwrap_or_default();
        let own = |[id, ticked, note, cost]: &[&str; 4]| {
            let cost = if let Value::Money(money) = Value::parse(&Kind::Money, cost) { Some(money) } else { None };
            ((*id).to_owned(), Own { ticked: *ticked == "1", note: (*note).to_owned(), cost })
        };
        Self(texts.as_chunks().0.iter().map(own).collect())
    }

    /// All of it as one text.
    #[must_use]
    pub fn text(&self) -> String {
        tie(self.0.iter().flat_map(|(id, own)| {
            let ticked = if own.ticked { "1" } else { "" };
            let cost = own.cost.map(|cost| cost.to_string()).unwrap_or_default();
            [id.clone(), ticked.to_owned(), own.note.clone(), cost]
        }))
    }

    /// What he says of a rule.
    #[must_use]
    pub fn of(&self, id: &str) -> Own {
        self.0.get(id).cloned().unwrap_or_default()
    }

    /// Whether he is through with a rule.
    #[must_use]
    pub fn is_ticked(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|own| own.ticked)
    }

    /// Takes what he says of a rule.
    pub fn put(&mut self, id: &str, own: Own) {
        if own == Own::default() {
            self.0.remove(id);
        } else {
            self.0.insert(id.to_owned(), own);
        }
    }

    /// Whether anything is ticked.
    #[must_use]
    pub fn has_ticks(&self) -> bool {
        self.0.values().any(|own| own.ticked)
    }

    /// Takes all ticks away, and says which there were; notes and costs stay.
    pub fn untick(&mut self) -> Vec<String> {
        let ticked: Vec<_> = self.0.iter().filter(|(_, own)| own.ticked).map(|(id, _)| id.clone()).collect();
        self.tick(&ticked, false);
        ticked
    }

    /// Ticks rules, or takes their ticks away.
    pub fn tick(&mut self, ids: &[String], ticked: bool) {
        for id in ids {
            let own = Own { ticked, ..self.of(id) };
            self.put(id, own);
        }
    }
}

/// What the rules of a list cost a year as far as the user has said, a sum for each currency. A sum that leaves the exact range is
/// left out.
#[must_use]
pub fn costs(list: &Checklist, drawer: &Drawer) -> Vec<Money> {
    let mut sums: BTreeMap<&str, Option<Money>> = BTreeMap::new();
    for cost in list.items.iter().filter(|item| item.is_listed()).filter_map(|item| drawer.of(&item.id).cost) {
        let sum = sums.entry(cost.currency.code()).or_insert(Some(Money { value: 0.into(), ..cost }));
        *sum = sum.and_then(|sum| Some(Money { value: sum.value.plus(cost.value)?, ..sum }));
    }
    sums.into_values().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::item;
    use super::*;
    use crate::amount::Currency;
    use crate::schema::checklist::State;

    fn money(value: i64, code: &str) -> Option<Money> {
        Currency::from_code(code).map(|currency| Money { value: value.into(), currency })
    }

    fn drawer() -> Drawer {
        let mut drawer = Drawer::default();
        drawer.put("eu-gpsr", Own { ticked: true, note: "问 4:货代\n\"明天\"".to_owned(), cost: money(300, "EUR") });
        drawer.put("de-lucid", Own { ticked: true, ..Own::default() });
        drawer.put("us-ca", Own { cost: money(50, "USD"), ..Own::default() });
        drawer
    }

    #[test]
    fn what_is_kept_reads_back_and_blanks_are_not_kept() {
        assert_eq!(Drawer::read(&drawer().text()), drawer());
        let mut drawer = drawer();
        drawer.put("us-ca", Own::default());
        assert_eq!(Drawer::read(&drawer.text()).0.len(), 2);
        for text in ["", "x", "3:abc", "9:abc"] {
            assert_eq!(Drawer::read(text), Drawer::default(), "{text}");
        }
    }

    #[test]
    fn ticks_go_and_come_back_and_notes_stay() {
        let mut drawer = drawer();
        let ticked = drawer.untick();
        assert_eq!(ticked, ["de-lucid", "eu-gpsr"]);
        assert!(!drawer.has_ticks() && !drawer.of("eu-gpsr").note.is_empty());
        drawer.tick(&ticked, true);
        assert_eq!(drawer, self::drawer());
    }

    #[test]
    fn costs_are_summed_by_currency_for_what_stands_in_the_list() {
        let mut drawer = drawer();
        drawer.put("fr-epr", Own { cost: money(20, "EUR"), ..Own::default() });
        let mut items = ["eu-gpsr", "fr-epr", "us-ca", "no-note"].map(|id| item(id, id)).to_vec();
        let list = |items: &[_]| Checklist { items: items.to_vec(), ..Checklist::default() };
        let sums = [money(320, "EUR"), money(50, "USD")].into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(costs(&list(&items), &drawer), sums);
        items[2].state = State::DoesNotApply;
        assert_eq!(costs(&list(&items), &drawer), sums[..1]);
    }
}
