//! Amounts of money, which a floating-point number cannot hold exactly.

use std::fmt;
use std::ops::{Add, Sub};

/// In hundredths of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount(i64);

impl Amount {
    pub(crate) const fn hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// Reads at most twelve digits with at most two more after a point. Returns `None`
    /// for anything else, and for an empty text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str, most| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_digits(whole, 12) || !is_digits(fraction, 2) {
            return None;
        }
        let hundredths: i64 = format!("{whole}{fraction:0<2}").parse().ok()?;
        (hundredths > 0).then_some(Self(hundredths))
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        write!(f, "{sign}{whole}.{fraction:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_to_the_hundredth_and_written_with_two_digits() {
        for (text, hundredths, written) in [
            ("9.00", 900, "9.00"),
            ("9", 900, "9.00"),
            ("9.5", 950, "9.50"),
            ("0.01", 1, "0.01"),
            ("999999999999.99", 99_999_999_999_999, "999999999999.99"),
        ] {
            let amount = Amount::parse(text).unwrap();
            assert_eq!(amount, Amount::hundredths(hundredths));
            assert_eq!(amount.to_string(), written);
        }
        assert_eq!(Amount::hundredths(-105).to_string(), "-1.05");
    }

    #[test]
    fn what_is_no_positive_amount_is_refused() {
        for text in [
            "",
            "0",
            "0.00",
            "-1",
            "+1",
            "1.",
            ".5",
            "1.234",
            "1,00",
            "1e3",
            " 1",
            "1.-5",
            "1.0.0",
            "1000000000000",
            "\u{661}",
        ] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }
}
