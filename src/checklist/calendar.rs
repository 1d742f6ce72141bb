//! Days that matter as a calendar file (RFC 5545), which every calendar takes in.
//!
//! Written here: of the libraries for it those that are kept up bring a clock and time zones along, and days need neither.

use super::Words;
use crate::date::Date;
use crate::schema::Checklist;

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// The days of a list, each as an entry that lasts that day. `today` is the day on which the file is written.
///
/// An entry keeps its id as long as it is about the same rule and the same thing, so that a file taken in again moves entries and
/// doubles none.
#[must_use]
pub fn calendar(list: &Checklist, today: Date, words: Words) -> String {
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Suanpan//Suanpan//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    let mut seen: Vec<String> = Vec::new();
    for deadline in &list.deadlines {
        let Some(item) = list.items.get(deadline.item) else { continue };
        let id = [&item.id, ".", deadline.what.text.code()].concat();
        let earlier = seen.iter().filter(|one| **one == id).count();
        let number = if earlier > 0 { format!(".{}", earlier + 1) } else { String::new() };
        let what = (words.phrase)(&deadline.what);
        let more = [item.duty.as_str()].into_iter().chain(item.steps.iter().map(String::as_str));
        let more: Vec<_> = more.filter(|text| !text.is_empty()).collect();
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{id}{number}@suanpan"));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", digits(today)));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", digits(deadline.day)));
        if deadline.yearly {
            line(&mut out, "RRULE:FREQ=YEARLY");
        }
        line(&mut out, &format!("SUMMARY:{}", escaped(&format!("{}: {what}", item.name))));
        if !more.is_empty() {
            line(&mut out, &format!("DESCRIPTION:{}", escaped(&more.join("\n"))));
        }
        // A day to remember, nothing that takes the day up.
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
        seen.push(id);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// `20261230`
fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A text as a value: what would end or part it is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' | '\r' => out.push_str("\\n"),
            // Other control signs may not stand in a value.
            sign if sign.is_control() && sign != '\t' => {}
            sign => out.push(sign),
        }
    }
    out
}

/// Writes a line, folded where it is too long: the rest goes on behind a line end and a space. No sign is cut in two.
fn line(out: &mut String, text: &str) {
    let mut room = LINE;
    for sign in text.chars() {
        if sign.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= sign.len_utf8();
        out.push(sign);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::sample::{WORDS, day, item};
    use super::*;
    use crate::schema::checklist::Deadline;
    use crate::schema::{Args, Phrase, code};

    fn deadline(item: usize, on: &str) -> Deadline {
        Deadline { day: day(on), item, what: Phrase { text: code::UNUSUAL, args: Args::new() }, yearly: false }
    }

    fn list() -> Checklist {
        let mut rule = item("eu-gpsr", "GPSR; \\ name, all");
        rule.duty = "Name a person in the EU.".to_owned();
        rule.steps = vec![
            "选一位欧盟负责人，把姓名、地址和电子邮箱印在产品或包装上，并在商品页面写明，再保存技术文件。".to_owned(),
        ];
        let deadlines = vec![deadline(0, "2026-12-30"), deadline(0, "2027-12-30"), deadline(9, "2027-01-01")];
        Checklist { items: vec![rule], deadlines, ..Checklist::default() }
    }

    /// Lines as a calendar reads them: unfolded.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn days_are_entries_of_a_day() {
        let lines = unfolded(&calendar(&list(), day("2026-11-22"), WORDS));
        assert_eq!(lines.first().map(String::as_str), Some("BEGIN:VCALENDAR"));
        assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
        let starts: Vec<_> = lines.iter().filter(|line| line.starts_with("DTSTART")).collect();
        assert_eq!(starts, ["DTSTART;VALUE=DATE:20261230", "DTSTART;VALUE=DATE:20271230"]);
        assert!(lines.contains(&"DTSTAMP:20261122T000000Z".to_owned()), "{lines:?}");
        assert!(lines.contains(&r"SUMMARY:GPSR\; \\ name\, all: UNUSUAL".to_owned()), "{lines:?}");
        assert!(
            lines.iter().any(|line| line.starts_with(r"DESCRIPTION:Name a person in the EU.\n选一位")),
            "{lines:?}"
        );
    }

    #[test]
    fn a_day_of_each_year_comes_again() {
        let mut list = list();
        list.deadlines[1].yearly = true;
        let lines = unfolded(&calendar(&list, day("2026-11-22"), WORDS));
        let again: Vec<_> =
            lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| *next == "RRULE:FREQ=YEARLY").collect();
        assert_eq!(again.iter().map(|(start, _)| start.as_str()).collect::<Vec<_>>(), ["DTSTART;VALUE=DATE:20271230"]);
    }

    #[test]
    fn ids_go_by_the_rule_and_what_happens_and_never_by_the_day() {
        let ids = |text: &str| unfolded(text).into_iter().filter(|line| line.starts_with("UID:")).collect::<Vec<_>>();
        let first = ids(&calendar(&list(), day("2026-11-22"), WORDS));
        assert_eq!(first, ["UID:eu-gpsr.UNUSUAL@suanpan", "UID:eu-gpsr.UNUSUAL.2@suanpan"]);
        let mut moved = list();
        moved.deadlines[0].day = day("2027-02-01");
        assert_eq!(ids(&calendar(&moved, day("2026-12-01"), WORDS)), first);
    }

    #[test]
    fn lines_are_folded_at_75_bytes_and_signs_stay_whole() {
        let text = calendar(&list(), day("2026-11-22"), WORDS);
        assert!(text.lines().any(|line| line.starts_with(' ')));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= LINE && !line.contains(['\r', '\n']), "{line}");
        }
        for long in [74, 75, 76, 149, 150, 300] {
            for sign in ["a", "é", "税", "🚢"] {
                let whole = sign.repeat(long / sign.len());
                let mut out = String::new();
                line(&mut out, &whole);
                assert_eq!(unfolded(&out), [whole]);
                assert!(out.split("\r\n").all(|line| line.len() <= LINE));
            }
        }
    }

    #[test]
    fn line_ends_and_control_signs_end_no_value() {
        assert_eq!(escaped("a\r\nb\nc\rd\u{7}e"), r"a\nb\nc\nde");
        assert_eq!(escaped("END:VEVENT"), "END:VEVENT");
    }
}
