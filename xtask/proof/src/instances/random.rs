//! Random numbers from a fixed seed, in the spellings that test how exactly a number is read.

use std::cell::Cell;

/// A generator of pseudo-random numbers (SplitMix64). Every run gives the same ones.
#[derive(Debug)]
pub(super) struct Random(Cell<u64>);

impl Default for Random {
    fn default() -> Self {
        Self(Cell::new(0x5DEE_CE66_D1CE_B00C))
    }
}

impl Random {
    /// 64 random bits.
    fn bits(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if there is none.
    pub(super) fn below(&self, end: usize) -> usize {
        usize::try_from(self.bits() >> 16).unwrap_or(0).checked_rem(end).unwrap_or(0)
    }

    /// A double between 0 and 1, in 53 random bits.
    fn fraction(&self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A double in the range, in the shortest digits that mean no other double: mostly 16 or 17 of them.
    pub(super) fn double(&self, least: f64, most: f64) -> String {
        shortest(least + self.fraction() * (most - least))
    }

    /// A double of any finite bit pattern.
    pub(super) fn any_double(&self) -> String {
        let value = f64::from_bits(self.bits());
        if value.is_finite() { shortest(value) } else { shortest(self.fraction()) }
    }

    /// A single-precision number that was widened to a double before it was written: `0.1` becomes `0.10000000149011612`.
    pub(super) fn widened(&self, least: f64, most: f64) -> String {
        shortest(f64::from((least + self.fraction() * (most - least)) as f32))
    }

    /// A single-precision number in its own shortest digits.
    pub(super) fn single(&self, least: f64, most: f64) -> String {
        format!("{:?}", (least + self.fraction() * (most - least)) as f32)
    }

    /// More digits than a double has, for types that keep all of them.
    pub(super) fn digits(&self) -> String {
        format!("0.{:020}", self.bits())
    }

    /// A whole number in the range.
    pub(super) fn integer(&self, least: i128, most: i128) -> String {
        let width = u128::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
        let offset = i128::try_from(u128::from(self.bits()) % width).unwrap_or(0);
        least.saturating_add(offset).to_string()
    }
}

/// The shortest digits of a double as JSON writers print them. Where two texts of that length are equally near to it
/// (`-125.401397705078125` ends in 12 or 13), Rust's own formatting chooses the other one.
fn shortest(value: f64) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn every_run_gives_the_same_numbers() {
        let (one, other) = (Random::default(), Random::default());
        let texts: Vec<String> = (0..9).map(|_| one.double(0.0, 1.0)).collect();
        assert_eq!(texts, (0..9).map(|_| other.double(0.0, 1.0)).collect::<Vec<_>>());
        assert!(texts.iter().all(|text| text.parse::<f64>().is_ok_and(|value| (0.0..1.0).contains(&value))));
    }

    #[test]
    fn the_spelling_of_a_double_is_that_of_json_writers() {
        assert_eq!(super::shortest(-125.401_397_705_078_12), "-125.40139770507812");
        assert_eq!(super::shortest(0.1_f32.into()), "0.10000000149011612");
    }

    #[test]
    fn spellings_are_json_and_in_range() {
        let random = Random::default();
        for _ in 0..1000 {
            for text in [random.any_double(), random.widened(-180.0, 180.0), random.single(0.0, 9.0), random.digits()] {
                assert!(crate::lossless_json::Json::parse(&text).is_ok(), "{text}");
            }
            let byte = random.integer(0, 255).parse::<u8>();
            assert!(byte.is_ok());
            assert!(random.integer(i64::MIN.into(), i64::MAX.into()).parse::<i64>().is_ok());
        }
    }
}
