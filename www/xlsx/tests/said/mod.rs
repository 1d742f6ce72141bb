//! What tests and the example share: a case as a workbook, with the English words.

use std::error::Error;
use std::path::Path;

use suanpan::pack::{Pack, World, source};
use suanpan::schema::{Arg, Calculator, Phrase};
use suanpan::{calculators, json};

/// The data of the project, its words, and the calculator.
pub struct Desk {
    texts: locales::Texts,
    /// The data.
    pub world: World,
    /// Landed cost.
    pub calculator: &'static dyn Calculator,
}

impl Desk {
    /// As the project has them.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let texts = locales::load(&root, ["landed-cost", "shipping-cost"]).map_err(|problems| problems.join("\n"))?;
        let snapshot = source::read(&root.join("data")).map_err(|problems| problems.join("\n"))?;
        let world = World::new(Pack::decode(&snapshot.bytes)?);
        let calculator = calculators::by_id("landed-cost").ok_or("no calculator")?;
        Ok(Self { texts, world, calculator })
    }

    /// The workbook of some inputs as one text; nothing where there is none.
    pub fn tied(&self, inputs: &serde_json::Value, chosen: Option<&str>) -> Option<String> {
        let (record, _) = json::record(self.calculator.fields(), inputs);
        let book = self.calculator.workbook(&record, &self.world, chosen)?;
        Some(book.tied(&|arg| self.say(arg), &|phrase| self.phrase(phrase)))
    }

    fn text(&self, key: &str) -> String {
        self.texts.get("en", key).unwrap_or(key).to_owned()
    }

    fn say(&self, arg: &Arg) -> String {
        match arg {
            Arg::Key(key) => self.text(key),
            Arg::Text(text) => self.text(text.key()),
            other => other.to_string(),
        }
    }

    fn phrase(&self, phrase: &Phrase) -> String {
        let fill = |text: String, (slot, arg): &(&str, Arg)| text.replace(&format!("{{{slot}}}"), &self.say(arg));
        phrase.args.iter().fold(self.text(phrase.text.key()), fill)
    }
}
