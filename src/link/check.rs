//! The check of a link: catches cut and mistyped links, not malice.
//!
//! CRC-24 of OpenPGP (RFC 4880 §6.1) as four characters of base64url. The last character is always a letter or a
//! digit, because programs that make links out of text drop a last `-` or `_`: those two become `A` and `B`.

use super::base64;

fn crc24(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x00b7_04ce, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 16, |crc, _| {
            let shifted = crc << 1;
            if shifted & 0x0100_0000 == 0 { shifted } else { shifted ^ 0x0186_4cfb }
        })
    })
}

/// The check of these bytes.
pub fn of(bytes: &[u8]) -> String {
    let mut check = base64::encode(&crc24(bytes).to_be_bytes()[1..]);
    let last = match check.pop() {
        Some('-') => 'A',
        Some('_') => 'B',
        other => other.unwrap_or('A'),
    };
    check.push(last);
    check
}

/// Whether a check fits these bytes. The spelling before the last character was made safe fits as well.
pub fn fits(bytes: &[u8], given: &str) -> bool {
    given == of(bytes) || given == base64::encode(&crc24(bytes).to_be_bytes()[1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_check_value() {
        // CRC-24/OPENPGP of "123456789" in the catalogue of parametrised CRC algorithms.
        assert_eq!(crc24(b"123456789"), 0x0021_cf02);
    }

    #[test]
    fn never_ends_in_a_sign() {
        for number in 0..5_000_u32 {
            let bytes = number.to_string();
            let check = of(bytes.as_bytes());
            assert_eq!(check.len(), 4);
            assert!(check.ends_with(|last: char| last.is_ascii_alphanumeric()), "{check}");
            assert!(fits(bytes.as_bytes(), &check));
        }
    }
}
