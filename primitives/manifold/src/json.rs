//! How the shared words look in JSON where `msez-core` has no serde of its own (without `std`). The forms are the
//! same as there: identifiers and domains as text, amounts as micro-dollars, rates as basis points.

/// Anything that has a text form.
pub mod text {
    use alloc::string::String;
    use core::{fmt::Display, str::FromStr};
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// A value with a text form, or nothing.
pub mod optional_text {
    use alloc::string::String;
    use core::{fmt::Display, str::FromStr};
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<T: Display, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.collect_str(value),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<T>, D::Error> {
        Option::<String>::deserialize(from)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}

/// A list of values with a text form.
pub mod texts {
    use alloc::{string::String, vec::Vec};
    use core::{fmt::Display, str::FromStr};
    use serde::{de::Error, ser::SerializeSeq, Deserialize, Deserializer, Serializer};

    pub fn serialize<T: Display, S: Serializer>(values: &[T], to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(values.len()))?;
        for value in values {
            list.serialize_element(&alloc::format!("{value}"))?;
        }
        list.end()
    }

    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<T>, D::Error> {
        Vec::<String>::deserialize(from)?.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
    }
}

/// A set of domains, as the list of their names.
pub mod domains {
    use alloc::vec::Vec;
    use msez_core::{Domain, DomainSet};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(set: &DomainSet, to: S) -> Result<S::Ok, S::Error> {
        super::texts::serialize(&set.iter().collect::<Vec<Domain>>(), to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DomainSet, D::Error> {
        Ok(super::texts::deserialize::<Domain, D>(from)?.into_iter().collect())
    }
}

/// Micro-dollars.
pub mod usd {
    use msez_core::Usd;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(amount: &Usd, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u128(amount.0)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Usd, D::Error> {
        u128::deserialize(from).map(Usd)
    }
}

/// Micro-dollars, or no limit.
pub mod optional_usd {
    use msez_core::Usd;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(amount: &Option<Usd>, to: S) -> Result<S::Ok, S::Error> {
        amount.map(|amount| amount.0).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Usd>, D::Error> {
        Ok(Option::<u128>::deserialize(from)?.map(Usd))
    }
}

/// Basis points, 0 to 10,000.
pub mod points {
    use msez_core::BasisPoints;
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(rate: &BasisPoints, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u16(rate.get())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BasisPoints, D::Error> {
        BasisPoints::new(u16::deserialize(from)?)
            .ok_or_else(|| D::Error::custom("more than 10,000 basis points"))
    }
}

/// The number of a tier.
pub mod tier {
    use msez_core::Tier;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(tier: &Tier, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(tier.0)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Tier, D::Error> {
        u8::deserialize(from).map(Tier)
    }
}

/// The number of a tier, or none asked for.
pub mod optional_tier {
    use msez_core::Tier;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(tier: &Option<Tier>, to: S) -> Result<S::Ok, S::Error> {
        tier.map(|tier| tier.0).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Tier>, D::Error> {
        Ok(Option::<u8>::deserialize(from)?.map(Tier))
    }
}
