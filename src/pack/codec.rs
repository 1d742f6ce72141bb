//! The binary form of a pack: every field in the order in which it stands below, nothing named, nothing aligned.
//!
//! ```text
//! pack    = FORMAT fields             list   = count *element        choice = position in its list below
//! number  = LEB128                    text   = length *byte (UTF-8)  option = "0" / "1" value
//! decimal = scale mantissa, the scale as one byte (+ 128 if negative), the mantissa as a number
//! ```
//!
//! Reading never stops half-way: after the first byte that makes no sense everything is zero, and the reader says so
//! at its end. That is far less code than an error for every field; and what reads a type is compiled once, not into
//! whatever holds it (`inline(never)`).

use rust_decimal::Decimal;

use super::{
    Accepts, Asked, Band, BorderFee, Break, Carriage, CartonStep, Channel, Cited, Container, Days, DutyIncluded,
    DutyLayer, DutyRule, Edge, ExchangeRate, Extra, Family, FeeKind, FlatBand, Fuel, KiloTier, Lane, Late, Leg,
    LimitOf, Limits, Market, Measures, More, Notice, OrderFee, Pack, Paper, PartTier, PickBand, Price, ReferralTier,
    Remote, RollLimits, Round, Scope, SeasonRate, Shared, Sold, StandardSize, Status, StepUpTo, StorageTier, Surcharge,
    System, Tariff, TaxRate, TaxRule, Trait, Treatment, Trigger, Valuation, VolumeRule, Warehouse, WarehouseKind,
};
#[cfg(feature = "explain")]
use super::{Closure, DefaultUplift, Event, Occurrence};
use crate::amount::Currency;
use crate::date::Date;

/// The first byte of a pack. A new number for every change of the lists below.
const FORMAT: u8 = 8;
/// The first byte of the user's own cards, which are no pack.
const OWN: u8 = FORMAT | 0x80;

/// The bytes of a pack: exchange rates, the cards with what belongs to them, then markets, warehouses and channels; at the end
/// the events, of which a partial pack has no list.
pub(super) fn write(pack: &Pack) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    pack.snapshot.write(&mut bytes);
    pack.partial.write(&mut bytes);
    pack.exchange_rates.write(&mut bytes);
    pack.tariffs.write(&mut bytes);
    pack.notices.write(&mut bytes);
    pack.markets.write(&mut bytes);
    pack.warehouses.write(&mut bytes);
    pack.channels.write(&mut bytes);
    #[cfg(feature = "explain")]
    if !pack.partial {
        pack.calendar.write(&mut bytes);
    }
    bytes
}

/// The pack in these bytes, all of them. A build without feature `explain` leaves the events.
pub(super) fn read(bytes: &[u8]) -> Option<Pack> {
    let (mut pack, mut reader) = read_to_notices(bytes)?;
    pack.markets = Packed::read(&mut reader);
    pack.warehouses = Packed::read(&mut reader);
    pack.channels = Packed::read(&mut reader);
    #[cfg(feature = "explain")]
    if !pack.partial {
        pack.calendar = Packed::read(&mut reader);
    }
    let all = reader.rest.is_empty() || cfg!(not(feature = "explain"));
    (all && !reader.broken).then_some(pack)
}

/// The exchange rates alone, which stand at the head of a pack. A program that calls this alone has no reader of cards.
pub(super) fn read_rates(bytes: &[u8]) -> Option<Pack> {
    read_to_rates(bytes).map(|(pack, _)| pack)
}

/// The pack without markets, warehouses, channels and events, which stand at its end. A program that calls this alone has no
/// reader of them.
pub(super) fn read_cards(bytes: &[u8]) -> Option<Pack> {
    read_to_notices(bytes).map(|(pack, _)| pack)
}

/// The same with the markets.
pub(super) fn read_markets(bytes: &[u8]) -> Option<Pack> {
    let (mut pack, mut reader) = read_to_notices(bytes)?;
    pack.markets = Packed::read(&mut reader);
    (!reader.broken).then_some(pack)
}

fn read_to_rates(bytes: &[u8]) -> Option<(Pack, Reader<'_>)> {
    let mut reader = Reader { rest: bytes, broken: false };
    let format = reader.byte();
    let pack = Pack {
        snapshot: Packed::read(&mut reader),
        partial: Packed::read(&mut reader),
        exchange_rates: Packed::read(&mut reader),
        ..Pack::default()
    };
    (format == FORMAT && !reader.broken).then_some((pack, reader))
}

fn read_to_notices(bytes: &[u8]) -> Option<(Pack, Reader<'_>)> {
    let (mut pack, mut reader) = read_to_rates(bytes)?;
    pack.tariffs = Packed::read(&mut reader);
    pack.notices = Packed::read(&mut reader);
    (!reader.broken).then_some((pack, reader))
}

/// The bytes of cards of the user's own.
pub(super) fn write_own(cards: &[Tariff]) -> Vec<u8> {
    let mut bytes = vec![OWN];
    write_number(cards.len() as u64, &mut bytes);
    cards.iter().for_each(|card| card.write(&mut bytes));
    bytes
}

/// The cards in these bytes, all of them.
pub(super) fn read_own(bytes: &[u8]) -> Option<Vec<Tariff>> {
    let mut reader = Reader { rest: bytes, broken: false };
    let format = reader.byte();
    let cards = Vec::read(&mut reader);
    (format == OWN && reader.rest.is_empty() && !reader.broken).then_some(cards)
}

/// What is left to read, and whether anything made no sense so far.
struct Reader<'a> {
    rest: &'a [u8],
    broken: bool,
}

impl Reader<'_> {
    #[inline(never)]
    fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.rest.split_first() else {
            self.broken = true;
            return 0;
        };
        self.rest = rest;
        *byte
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.expect(false);
        0
    }

    /// Ends the reading where this does not hold.
    #[inline(never)]
    fn expect(&mut self, holds: bool) {
        if !holds {
            self.rest = &[];
            self.broken = true;
        }
    }

    /// One of these values, by its position.
    fn choice<T: Copy>(&mut self, values: &[T]) -> T {
        let position = usize::from(self.byte());
        self.expect(position < values.len());
        values[position.min(values.len() - 1)]
    }
}

fn write_number(mut number: u64, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// What a pack is made of.
trait Packed {
    fn read(from: &mut Reader<'_>) -> Self;
    fn write(&self, to: &mut Vec<u8>);
}

impl Packed for bool {
    fn read(from: &mut Reader<'_>) -> Self {
        from.choice(&[false, true])
    }
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }
}

impl Packed for u32 {
    fn read(from: &mut Reader<'_>) -> Self {
        let number = Self::try_from(from.number());
        from.expect(number.is_ok());
        number.unwrap_or_default()
    }
    fn write(&self, to: &mut Vec<u8>) {
        write_number(u64::from(*self), to);
    }
}

impl Packed for Decimal {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let (scale, mantissa) = (from.byte(), from.number());
        let negative = scale > 0x7f;
        let scale = u32::from(scale & 0x7f);
        from.expect(scale <= Self::MAX_SCALE);
        Self::from_parts(mantissa as u32, (mantissa >> 32) as u32, 0, negative, scale.min(Self::MAX_SCALE))
    }
    fn write(&self, to: &mut Vec<u8>) {
        to.push(self.scale() as u8 | if self.is_sign_negative() { 0x80 } else { 0 });
        write_number(self.mantissa().unsigned_abs() as u64, to);
    }
}

impl Packed for String {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let length = usize::try_from(from.number()).unwrap_or(usize::MAX);
        let text = from.rest.split_at_checked(length).and_then(|(text, rest)| {
            from.rest = rest;
            core::str::from_utf8(text).ok()
        });
        from.expect(text.is_some());
        text.unwrap_or_default().to_owned()
    }
    fn write(&self, to: &mut Vec<u8>) {
        write_number(self.len() as u64, to);
        to.extend_from_slice(self.as_bytes());
    }
}

impl Packed for Currency {
    fn read(from: &mut Reader<'_>) -> Self {
        let currency = Self::from_code(&String::read(from));
        from.expect(currency.is_some());
        currency.unwrap_or(Self::CNY)
    }
    fn write(&self, to: &mut Vec<u8>) {
        self.code().to_owned().write(to);
    }
}

impl Packed for Date {
    fn read(from: &mut Reader<'_>) -> Self {
        let (year, month, day) = (from.number() as i32, u32::from(from.byte()), u32::from(from.byte()));
        let date = Self::new(year, month, day);
        from.expect(date.is_some());
        date.unwrap_or(Self::FIRST)
    }
    fn write(&self, to: &mut Vec<u8>) {
        let (year, month, day) = self.civil();
        write_number(year as u64, to);
        to.extend([month as u8, day as u8]);
    }
}

impl<T: Packed> Packed for Option<T> {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
    fn write(&self, to: &mut Vec<u8>) {
        self.is_some().write(to);
        self.iter().for_each(|value| value.write(to));
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let mut list = Self::new();
        for _ in 0..from.number() {
            if from.broken {
                break;
            }
            list.push(T::read(from));
        }
        list
    }
    fn write(&self, to: &mut Vec<u8>) {
        write_number(self.len() as u64, to);
        self.iter().for_each(|value| value.write(to));
    }
}

impl<T: Packed, const N: usize> Packed for [T; N] {
    fn read(from: &mut Reader<'_>) -> Self {
        core::array::from_fn(|_| T::read(from))
    }
    fn write(&self, to: &mut Vec<u8>) {
        self.iter().for_each(|value| value.write(to));
    }
}

/// The order of the fields.
macro_rules! fields {
    ($($name:ident { $($field:ident)* })*) => {$(
        impl Packed for $name {
            #[inline(never)]
            fn read(from: &mut Reader<'_>) -> Self {
                Self { $($field: Packed::read(from),)* }
            }
            fn write(&self, to: &mut Vec<u8>) {
                $(self.$field.write(to);)*
            }
        }
    )*};
}
fields! {
    Cited { covers title as_of status }
    ExchangeRate { currency cny source }
    Notice { id destinations valid_from valid_to source }
    Tariff {
        id title family by origin leg units currency valid_from valid_to scope working_days duty status volume rounding
        piece_rounding limits accepts only tiers fuel remote duty_paid_fee surcharges late sources lanes
    }
    VolumeRule { valid_from valid_to divisor sides least_side trigger shared }
    Shared { by at_least }
    Trigger { side_at_least volume_above }
    StepUpTo { up_to step }
    Limits {
        weight counted longest sum girth longest_tolerance face_at_least fits_into at_least roll quote_side_above
        quote_weight_above strict
    }
    RollLimits { sum length sum_at_least length_at_least }
    Accepts { traits papers status }
    Fuel { valid_from valid_to percent on_remote status }
    Remote { min per_kg status }
    Surcharge {
        name valid_from valid_to asked from to zones traits trigger per_piece per_kg per_shipment percent least
        least_billed instead_of fuel status
    }
    Measures {
        weight_above weight_at_least counted_above longest_above longest_at_least second_above second_at_least
        girth_above volume_above
    }
    Late { from_day per_kg cap }
    Lane { to zone sold days min_weight min_shipment volume rounding limits other_carrier price }
    Sold { at_least above at_most below }
    Days { from to }
    Band { to per_kg handling edge }
    PartTier { to each }
    KiloTier { to per_kg }
    FlatBand { to price more edge }
    More { above step each }
    Break { from per_kg }
    Container { name cbm payload price }
    Market { countries currency valuation tax_without_carriage tax_uplift tax_rates treatments layers fees }
    TaxRate { countries valid_from valid_to percent of_itself source }
    Treatment { valid_from valid_to by parcels registered not_chapters up_to of edge currency duty tax waived_up_to source }
    DutyLayer { id origins list valid_from valid_to percent with_tariff not_with_232 source }
    BorderFee {
        kind countries valid_from valid_to unconfirmed by parcels above up_to edge currency percent least most per_line
        flat source
    }
    Warehouse {
        id kind countries currency valid_from valid_to storage seasons standard receiving pick_pack pick_more put_away
        minimum_month sources
    }
    StorageTier { to_day per_m3_day }
    StandardSize { inches pounds }
    SeasonRate { months standard oversize }
    CartonStep { to each }
    PickBand { to_kg price }
    Channel {
        id countries currency valid_from valid_to referral by_portion referral_least order_fee payment_percent
        payment_fixed payout_percent ads_percent returns_percent sources
    }
    ReferralTier { up_to percent }
    OrderFee { up_to each }
}
#[cfg(feature = "explain")]
fields! {
    Event { id channels countries occurrences undated uplift closure sources }
    Occurrence { from to day source }
    DefaultUplift { factor days_before }
    Closure { days_before days_after }
}

/// The order of the choices.
macro_rules! choices {
    ($($name:ident { $($choice:ident)* })*) => {$(
        impl Packed for $name {
            #[inline(never)]
            fn read(from: &mut Reader<'_>) -> Self {
                from.choice(&[$(Self::$choice),*])
            }
            fn write(&self, to: &mut Vec<u8>) {
                let position = [$(Self::$choice),*].iter().position(|choice| choice == self);
                write_number(position.unwrap_or_default() as u64, to);
            }
        }
    )*};
}
choices! {
    Status { Verified Reported Known Sample Own }
    Family {
        PostalPacket SpecialLine Express Ems PostalParcel FirstLegByKilo AirFreight SeaLcl SeaFcl Domestic Fulfilment
    }
    Leg { Direct FirstLeg LastMile }
    System { Metric Imperial }
    Trait { BatteryIn BatteryWith BatteryLoose Liquid Cream Powder Magnet Food Brand Textile }
    Paper { Msds Un383 DangerousGoods MagnetTest Authorisation PriorNotice }
    Extra {
        AdditionalHandling Oversize Overweight Residential Peak Remote OriginRegion Textile DangerousGoods Declaration
        Insurance OriginDocuments OriginHandling DestinationHandling DeliveryOrder SecurityFiling CustomsEntry Trucking
        NonStandard
    }
    Asked { Remote Residential Declaration Insurance }
    Scope { Piece Shipment }
    DutyIncluded { Included NotIncluded NotStated OnRequest }
    Round { None Up Nearest }
    Edge { Included Excluded }
    Carriage { Post Courier Line Sea Air Rail Truck }
    Valuation { Fob Cif }
    LimitOf { Goods CustomsValue Unit }
    TaxRule { Free Checkout CheckoutOrImport CheckoutOrFree Import }
    FeeKind { MerchandiseProcessing PostalEntry HarborMaintenance NationalParcel UnionHandling GoodsManagement }
    WarehouseKind { ThirdParty Fba }
}

impl Packed for DutyRule {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.choice(&[0_u8, 1, 2, 3, 4]) {
            0 => Self::Free,
            1 => Self::Tariff,
            2 => Self::PerLine(Packed::read(from)),
            4 => Self::Unknown,
            _ => Self::Flat { percent: Packed::read(from), less: Packed::read(from) },
        }
    }
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Free => to.push(0),
            Self::Tariff => to.push(1),
            Self::Unknown => to.push(4),
            Self::PerLine(each) => {
                to.push(2);
                each.write(to);
            }
            Self::Flat { percent, less } => {
                to.push(3);
                percent.write(to);
                less.write(to);
            }
        }
    }
}

/// The order of the fields of each choice that has fields. A build without feature `explain` reads what cards to the
/// buyer's door have: a first visit has no others.
macro_rules! forms {
    ($($(#[$left:meta])* $number:literal $form:ident { $($field:ident)* })*) => {
        impl Packed for Price {
            #[inline(never)]
            fn read(from: &mut Reader<'_>) -> Self {
                match from.choice(&[0_u8, 1, $($number),*]) {
                    0 => Self::Bands(Packed::read(from)),
                    #[cfg(feature = "explain")]
                    1 => Self::Flat(Packed::read(from)),
                    $($(#[$left])* $number => Self::$form { $($field: Packed::read(from)),* },)*
                    _ => {
                        from.expect(false);
                        Self::Bands(Vec::new())
                    }
                }
            }
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    Self::Bands(bands) => {
                        to.push(0);
                        bands.write(to);
                    }
                    Self::Flat(bands) => {
                        to.push(1);
                        bands.write(to);
                    }
                    $(Self::$form { $($field),* } => {
                        to.push($number);
                        $($field.write(to);)*
                    })*
                }
            }
        }
    };
}
forms! {
    2 PerGram { item per_kg }
    3 FirstAndNext { first first_price next parts kilos }
    #[cfg(feature = "explain")]
    4 Breaks { breaks bill_up least }
    #[cfg(feature = "explain")]
    5 WeightOrMeasure { per_ton kg_per_cbm least }
    #[cfg(feature = "explain")]
    6 Containers { boxes rest }
}
