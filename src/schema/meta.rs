//! The description of one input: everything that form, link, CSV and JSON need to know of it.

use crate::units::Unit;

/// The description of one input. Built with the functions of [`crate::vocabulary`] and the builders here.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// Stable name outside: JSON key, CSV column, embed attribute. Kebab-case of the field's name.
    pub key: &'static str,
    /// Name in links, 1–3 characters. Frozen for ever from the commit that lands it with a golden link. Only builds with
    /// feature `explain` have links.
    #[cfg(feature = "explain")]
    pub link: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// The group of the form that it stands in (`group.<id>` in `locales/`).
    pub group: &'static str,
    /// Whether it stands at the head of its group, though its key of links came later than others.
    pub leads: bool,
    /// Whether it has a row of the form to itself.
    pub wide: bool,
    /// The value of an absent key, as canonical text; empty for none. Part of the frozen table of the link version.
    pub default: &'static str,
    /// Whether an answer needs it (lists: at least one row).
    pub required: bool,
    /// Left out of links unless asked.
    pub private: bool,
    /// When it applies. Columns of a list go by the fields of the case, not by their row.
    pub when: When,
    /// What it must be above (not equal), as canonical text; empty for no bound. Sides of a size: each of them.
    pub above: &'static str,
    /// What it must not be below.
    pub min: &'static str,
    /// What it must not be above.
    pub max: &'static str,
    /// Above this a warning asks for a second look.
    pub usual_max: &'static str,
}

/// What kind of value an input holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A plain decimal (an exchange rate).
    Number,
    /// A whole number.
    Count,
    /// Percent: `28.5` means 28.5 %.
    Percent,
    /// A number of days.
    Days,
    /// A weight or length in one of these units.
    Amount(&'static [Unit]),
    /// The outside of a parcel in one of these units.
    Size(&'static [Unit]),
    /// Money in a currency of its own.
    Money,
    /// One of these codes.
    Choice(Choices),
    /// Any of these codes.
    ManyOf(Choices),
    /// Yes or no; `1` and `0`.
    Flag,
    /// A day.
    Date,
    /// Words; only in files, never in links.
    Text,
    /// Figures day by day or week by week: the text of a [series](mod@crate::series).
    Series,
    /// A list of rows with these columns.
    Rows(&'static [Meta]),
}

/// The codes of a choice and where their names come from.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// The codes: letters, digits and hyphens only.
    pub codes: &'static [&'static str],
    /// Who names them.
    pub names: Names,
}

/// Who names the codes of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// `choice.<field>.<code>` in `locales/`.
    Locales,
    /// This and the code in `locales/`: words that stand there already for something else.
    Under(&'static str),
    /// The reader's system, as countries.
    Countries,
    /// The reader's system, as currencies.
    Currencies,
}

/// When an input applies, as data: the form hides by it, `settle` clears by it, a description exports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// The named input has one of these canonical texts.
    Is(&'static str, &'static [&'static str]),
    /// The named input has none of these.
    Not(&'static str, &'static [&'static str]),
    /// All of these hold.
    All(&'static [Self]),
    /// One of these holds.
    Any(&'static [Self]),
    /// Something is given in one of these groups.
    Given(&'static [&'static str]),
}

#[cfg(feature = "explain")]
impl Names {
    /// What the keys of the names of a field's codes begin with in `locales/`; none where the reader's system names them.
    pub(super) fn start(self, field: &str) -> Option<String> {
        match self {
            Self::Locales => Some(format!("choice.{field}.")),
            Self::Under(start) => Some(start.to_owned()),
            Self::Countries | Self::Currencies => None,
        }
    }
}

impl Meta {
    /// An input of this kind; `key` is filled in by [`inputs!`](crate::inputs).
    #[must_use]
    pub const fn new(link: &'static str, kind: Kind) -> Self {
        #[cfg(not(feature = "explain"))]
        let _ = link;
        Self {
            key: "",
            #[cfg(feature = "explain")]
            link,
            kind,
            group: "",
            leads: false,
            wide: false,
            default: "",
            required: false,
            private: false,
            when: When::Always,
            above: "",
            min: "",
            max: "",
            usual_max: "",
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn keyed(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    /// Puts it into a group of the form.
    #[must_use]
    pub const fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    /// Puts it at the head of its group.
    #[must_use]
    pub const fn leads(mut self) -> Self {
        self.leads = true;
        self
    }

    /// Gives it a row of the form to itself: what it says is long.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The value that counts where none is given. Frozen with the link version.
    #[must_use]
    pub const fn default(mut self, canonical: &'static str) -> Self {
        self.default = canonical;
        self
    }

    /// An answer needs it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Left out of links unless asked.
    #[must_use]
    pub const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// Applies only under this condition.
    #[must_use]
    pub const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    /// Must be above this.
    #[must_use]
    pub const fn above(mut self, canonical: &'static str) -> Self {
        self.above = canonical;
        self
    }

    /// Must lie within these, both included; an empty text is no bound.
    #[must_use]
    pub const fn within(mut self, min: &'static str, max: &'static str) -> Self {
        self.min = min;
        self.max = max;
        self
    }

    /// Above this is possible, but worth a second look.
    #[must_use]
    pub const fn usually_below(mut self, canonical: &'static str) -> Self {
        self.usual_max = canonical;
        self
    }

    /// The columns of a list; none for any other kind.
    #[must_use]
    pub const fn columns(&self) -> &'static [Self] {
        match self.kind {
            Kind::Rows(columns) => columns,
            _ => &[],
        }
    }
}
