//! Countries and days as people write them in sheets: a code, a name in English or Chinese; a day with the year first.

use crate::date::Date;
use crate::entry;
use crate::vocabulary::DESTINATIONS;

/// Names beside the code; those of Chinese in both scripts.
const NAMES: &[(&str, &str)] = &[
    ("US", "usa unitedstates unitedstatesofamerica vereinigtestaaten america 美国 美國"),
    ("DE", "deu ger germany deutschland 德国 德國"),
    ("FR", "fra france frankreich 法国 法國"),
    ("GB", "gbr uk unitedkingdom vereinigteskönigreich greatbritain britain england 英国 英國"),
    ("IT", "ita italy italia italien 意大利 義大利"),
    ("ES", "esp spain españa espana spanien 西班牙"),
    ("NL", "nld netherlands thenetherlands holland niederlande 荷兰 荷蘭"),
    ("PL", "pol poland polska polen 波兰 波蘭"),
    ("SE", "swe sweden sverige schweden 瑞典"),
    ("CA", "can canada kanada 加拿大"),
    ("AU", "aus australia australien 澳大利亚 澳大利亞 澳洲"),
    ("JP", "jpn japan 日本"),
    ("KR", "kor southkorea südkorea korea korearepublicof republicofkorea 韩国 韓國 南韩 南韓"),
    ("SG", "sgp singapore singapur 新加坡"),
    ("MY", "mys malaysia 马来西亚 馬來西亞"),
    ("TH", "tha thailand 泰国 泰國"),
    ("VN", "vnm vietnam 越南"),
    ("PH", "phl philippines thephilippines 菲律宾 菲律賓"),
    ("BR", "bra brazil brasil brasilien 巴西"),
    ("MX", "mex mexico méxico mexiko 墨西哥"),
    ("AT", "aut austria österreich 奥地利 奧地利"),
    ("BE", "bel belgium belgië belgique belgien 比利时 比利時"),
    ("BG", "bgr bulgaria bulgarien 保加利亚 保加利亞"),
    ("CY", "cyp cyprus zypern 塞浦路斯 賽普勒斯"),
    ("CZ", "cze czechia czechrepublic tschechien česko 捷克"),
    ("DK", "dnk denmark danmark dänemark 丹麦 丹麥"),
    ("EE", "est estonia eesti estland 爱沙尼亚 愛沙尼亞"),
    ("FI", "fin finland suomi finnland 芬兰 芬蘭"),
    ("GR", "el grc greece griechenland 希腊 希臘"),
    ("HR", "hrv croatia hrvatska kroatien 克罗地亚 克羅埃西亞 克羅地亞"),
    ("HU", "hun hungary magyarország ungarn 匈牙利"),
    ("IE", "irl ireland irland éire 爱尔兰 愛爾蘭"),
    ("LT", "ltu lithuania lietuva litauen 立陶宛"),
    ("LU", "lux luxembourg luxemburg 卢森堡 盧森堡"),
    ("LV", "lva latvia latvija lettland 拉脱维亚 拉脫維亞"),
    ("MT", "mlt malta 马耳他 馬爾他 馬耳他"),
    ("PT", "prt portugal 葡萄牙"),
    ("RO", "rou romania românia rumänien 罗马尼亚 羅馬尼亞"),
    ("SI", "svn slovenia slovenija slowenien 斯洛文尼亚 斯洛維尼亞 斯洛文尼亞"),
    ("SK", "svk slovakia slovensko slowakei 斯洛伐克"),
    ("CH", "che switzerland schweiz suisse 瑞士"),
    ("NO", "nor norway norge norwegen 挪威"),
    ("NZ", "nzl newzealand neuseeland 新西兰 紐西蘭"),
    ("TR", "tur turkey türkiye turkiye türkei 土耳其"),
    ("IN", "ind india indien 印度"),
    ("ID", "idn indonesia indonesien 印度尼西亚 印尼 印度尼西亞"),
    ("TW", "twn taiwan 台湾 台灣 臺灣 中国台湾"),
    ("HK", "hkg hongkong 香港 中国香港 中國香港"),
    ("AE", "are uae unitedarabemirates 阿联酋 阿聯酋 阿拉伯联合酋长国"),
    ("SA", "sau ksa saudiarabia saudi-arabien 沙特阿拉伯 沙特 沙烏地阿拉伯"),
    ("ZA", "zaf southafrica südafrika 南非"),
    ("CL", "chl chile 智利"),
    ("IL", "isr israel 以色列"),
    ("AR", "arg argentina argentinien 阿根廷"),
    ("CO", "col colombia kolumbien 哥伦比亚 哥倫比亞"),
    ("PE", "per peru perú 秘鲁 秘魯"),
    ("RU", "rus russia russianfederation russland россия 俄罗斯 俄羅斯 俄罗斯联邦 俄羅斯聯邦"),
];

/// The countries of a cell: one, several (`DE/FR`, `德国、法国`), or one in several ways (`美国 (US)`, `US-美国`).
/// `None` where any of it is not a destination that the form offers.
pub(crate) fn countries(cell: &str) -> Option<Vec<&'static str>> {
    if let Some(one) = country(cell) {
        return Some(vec![one]);
    }
    let mut found = Vec::new();
    for part in cell.split(['/', '、', '，', ',', ';', '；', '&', '+', '\n']) {
        let one = country(part).or_else(|| in_several_ways(part))?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Some(found)
}

/// Every part names the same country.
fn in_several_ways(cell: &str) -> Option<&'static str> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '-' | '_' | '|' | '[' | ']');
    // Between Chinese and Latin letters there need be no sign at all: `美国US`.
    let at = cell.char_indices().find(|(_, c)| c.is_ascii_alphabetic()).map(|(at, _)| at)?;
    let (before, after) = cell.split_at_checked(at)?;
    let end = after.find(|c: char| !c.is_ascii()).unwrap_or(after.len());
    let (latin, behind) = after.split_at_checked(end)?;
    // A code before a name: `US United States 美国`.
    let latin = latin.trim_matches(apart);
    let (code, name) = latin.split_once(' ').filter(|_| country(latin).is_none()).unwrap_or((latin, ""));
    let mut names =
        [before, code, name, behind].into_iter().map(|part| part.trim_matches(apart)).filter(|part| !part.is_empty());
    let first = country(names.next()?)?;
    names.all(|name| country(name) == Some(first)).then_some(first)
}

/// The country of one name.
pub(crate) fn country(name: &str) -> Option<&'static str> {
    let skipped = |c: &char| c.is_whitespace() || matches!(c, '.' | '\'' | ',' | '(' | ')');
    let plain: String = name.chars().filter(|c| !skipped(c)).flat_map(char::to_lowercase).collect();
    let by_code = DESTINATIONS.iter().copied().find(|code| code.eq_ignore_ascii_case(&plain));
    by_code
        .or_else(|| NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == plain)).map(|(code, _)| *code))
}

/// A day, year first: `2026-11-22`, `2026/11/2`, `2026年11月22日`, perhaps with a time behind it.
pub(crate) fn date(text: &str) -> Option<Date> {
    entry::day(text.trim().split([' ', 'T']).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_destination_has_names() {
        assert_eq!(NAMES.iter().map(|(code, _)| *code).collect::<Vec<_>>(), DESTINATIONS);
    }

    #[test]
    fn countries_as_people_write_them() {
        for (cell, found) in [
            ("us", "US"),
            (" United States ", "US"),
            ("美国", "US"),
            ("美國（US）", "US"),
            ("US-美国", "US"),
            ("美国US", "US"),
            ("United Kingdom 英国", "GB"),
            ("US United States 美国", "US"),
            ("DE United States", ""),
            ("DE/FR/de", "DE FR"),
            ("德国、法国", "DE FR"),
            ("Korea, Republic of", "KR"),
            ("德国 (FR)", ""),
            ("美国西部", ""),
            ("DE/Narnia", ""),
            ("德国邮政", ""),
            ("", ""),
            ("/", ""),
        ] {
            assert_eq!(countries(cell).unwrap_or_default().join(" "), found, "{cell:?}");
        }
    }
}
