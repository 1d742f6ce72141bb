//! Ticks, notes and costs of rules: kept on the device, in one drawer for all cases, and in no link.
//!
//! Where the device keeps nothing (a frame of no origin of its own, storage that is full or switched off) they last as long as
//! the page.

use std::cell::RefCell;

use suanpan::checklist::{Drawer, Own};

use crate::browser;

/// The drawer on the device.
const NAME: &str = "rules";

/// The drawer as this tab knows it.
#[derive(Default)]
struct Kept {
    /// As the device has it.
    text: String,
    drawer: Drawer,
    /// The device refused it.
    only_here: bool,
    /// Counts changes.
    version: u32,
}

impl Kept {
    /// Takes what the device keeps now, where it keeps anything. Says whether that is something else.
    fn look(&mut self) -> bool {
        if self.only_here {
            return false;
        }
        let text = browser::stored(NAME).unwrap_or_default();
        let differs = self.text != text;
        if differs {
            self.drawer = Drawer::read(&text);
            self.text = text;
            self.version = self.version.wrapping_add(1);
        }
        differs
    }
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Takes what another tab has kept. Says whether it has.
pub fn look() -> bool {
    KEPT.with_borrow_mut(Kept::look)
}

/// Looks at the drawer.
pub fn with<T>(look: impl FnOnce(&Drawer) -> T) -> T {
    KEPT.with_borrow(|kept| look(&kept.drawer))
}

/// What the user says of a rule.
pub fn of(id: &str) -> Own {
    with(|drawer| drawer.of(id))
}

/// Changes the drawer, beginning with what the device keeps now, so that nothing is lost that another tab has kept.
pub fn change<T>(change: impl FnOnce(&mut Drawer) -> T) -> T {
    KEPT.with_borrow_mut(|kept| {
        kept.look();
        let done = change(&mut kept.drawer);
        kept.text = kept.drawer.text();
        kept.only_here = !browser::store(NAME, &kept.text);
        kept.version = kept.version.wrapping_add(1);
        done
    })
}

/// Changes what the user says of a rule.
pub fn say(id: &str, say: impl FnOnce(&mut Own)) {
    change(|drawer| {
        let mut own = drawer.of(id);
        say(&mut own);
        drawer.put(id, own);
    });
}

/// Whether the device refused what was said last.
pub fn is_only_here() -> bool {
    KEPT.with_borrow(|kept| kept.only_here)
}

/// Counts changes: the key of what is drawn from the drawer.
pub fn version() -> u32 {
    KEPT.with_borrow(|kept| kept.version)
}
