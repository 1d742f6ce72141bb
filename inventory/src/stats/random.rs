//! Random streams that are the same everywhere: SplitMix64 seeds xoshiro256++ (RNG-1), a stream for each item and
//! replication (RNG-2).
//!
//! Source: Blackman & Vigna, *Scrambled linear pseudorandom number generators*, ACM TOMS 47 (2021), and the authors'
//! public-domain code. No stream draws from the machine: who asks for figures names the seed.

/// SplitMix64: turns any seed, however poor, into words that look random. RNG-1.
#[derive(Clone, Debug)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// The sequence of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next word.
    pub const fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }
}

/// The seed of the stream of an item in a replication: f(f(f(seed) ⊕ item) ⊕ replication), f being the first word of
/// SplitMix64. RNG-2. It depends on nothing else, so that neither order nor number of workers shows.
#[must_use]
pub const fn stream_seed(seed: u64, item: u64, replication: u64) -> u64 {
    first_word(first_word(first_word(seed) ^ item) ^ replication)
}

const fn first_word(seed: u64) -> u64 {
    SplitMix64::new(seed).next_u64()
}

/// xoshiro256++. RNG-1.
#[derive(Clone, Debug)]
pub struct Xoshiro256 {
    state: [u64; 4],
}

impl Xoshiro256 {
    /// The stream of a seed: its state is the first four words of SplitMix64.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        let mut words = SplitMix64::new(seed);
        Self { state: [words.next_u64(), words.next_u64(), words.next_u64(), words.next_u64()] }
    }

    /// The next 64 random bits.
    #[inline]
    pub const fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let word = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        word
    }

    /// The next number of [0, 1), a multiple of 2⁻⁵³.
    #[inline]
    pub const fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// The stream 2¹²⁸ draws on: one that does not meet this one.
    #[must_use]
    pub fn jumped(mut self) -> Self {
        const JUMP: [u64; 4] =
            [0x180E_C6D3_3CFD_0ABA, 0xD5A6_1266_F0C9_392C, 0xA958_2618_E03F_C9AA, 0x39AB_DC45_29B1_661C];
        let mut sum = [0; 4];
        for word in JUMP {
            for bit in 0..64 {
                if word >> bit & 1 == 1 {
                    sum = std::array::from_fn(|index| sum[index] ^ self.state[index]);
                }
                self.next_u64();
            }
        }
        Self { state: sum }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The authors' published sequence for state 1, 2, 3, 4.
    #[test]
    fn the_published_sequence() {
        let mut stream = Xoshiro256 { state: [1, 2, 3, 4] };
        let expected =
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205];
        assert_eq!(std::array::from_fn(|_| stream.next_u64()), expected);
    }

    /// What the authors' `jump()` makes of state 1, 2, 3, 4.
    #[test]
    fn a_jump() {
        let jumped = Xoshiro256 { state: [1, 2, 3, 4] }.jumped();
        let expected = [0x8C7A_1539_56B5_F3D1, 0x701F_1A71_3401_D85E, 0x6527_F66A_6546_9085, 0x8386_B786_C440_8050];
        assert_eq!(jumped.state, expected);
    }
}
