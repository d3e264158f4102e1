//! Events of blocks, in a form that can be compared and shown.

use serde_json::{Map, Value as Json};
use std::fmt;
use subxt::ext::scale_value::{Composite, Primitive, Value, ValueDef};

/// An event and where it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct EventAt {
    /// Number of the block.
    pub block: u64,
    /// Name of the pallet.
    pub pallet: String,
    /// Name of the event.
    pub name: String,
    /// Its fields; bytes in hexadecimal.
    pub fields: Json,
}

impl EventAt {
    /// Whether this is the event `name` of `pallet`.
    pub fn is(&self, pallet: &str, name: &str) -> bool {
        self.pallet == pallet && self.name == name
    }

    /// Whether any field holds this account.
    pub fn names(&self, account: &[u8; 32]) -> bool {
        self.fields.to_string().contains(&hex::encode(account))
    }
}

impl fmt::Display for EventAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {}.{} {}", self.block, self.pallet, self.name, self.fields)
    }
}

/// The fields of an event as JSON.
pub fn fields<T>(composite: &Composite<T>) -> Json {
    match composite {
        Composite::Named(fields) => {
            let entries = fields.iter().map(|(name, value)| (name.clone(), plain(value)));
            Json::Object(Map::from_iter(entries))
        }
        Composite::Unnamed(values) => match bytes(values) {
            // Kinds of offences and the like are words of 16 letters.
            Some(bytes) if bytes.len() == 16 && bytes.iter().all(u8::is_ascii_graphic) => {
                Json::String(String::from_utf8_lossy(&bytes).into_owned())
            }
            Some(bytes) => Json::String(format!("0x{}", hex::encode(bytes))),
            None => match &values[..] {
                // A new type is what it wraps.
                [only] => plain(only),
                _ => Json::Array(values.iter().map(plain).collect()),
            },
        },
    }
}

fn plain<T>(value: &Value<T>) -> Json {
    match &value.value {
        ValueDef::Composite(composite) => fields(composite),
        ValueDef::Variant(variant) if variant.values.is_empty() => Json::String(variant.name.clone()),
        ValueDef::Variant(variant) => {
            Json::Object(Map::from_iter([(variant.name.clone(), fields(&variant.values))]))
        }
        ValueDef::BitSequence(bits) => Json::String(format!("{bits:?}")),
        ValueDef::Primitive(Primitive::Bool(value)) => Json::Bool(*value),
        ValueDef::Primitive(Primitive::Char(value)) => Json::String(value.to_string()),
        ValueDef::Primitive(Primitive::String(value)) => Json::String(value.clone()),
        ValueDef::Primitive(Primitive::U128(value)) => {
            u64::try_from(*value).map_or_else(|_| Json::String(value.to_string()), Json::from)
        }
        ValueDef::Primitive(Primitive::I128(value)) => Json::String(value.to_string()),
        ValueDef::Primitive(Primitive::U256(value) | Primitive::I256(value)) => {
            Json::String(format!("0x{}", hex::encode(value)))
        }
    }
}

/// The bytes, if there is more than one value and all are bytes.
fn bytes<T>(values: &[Value<T>]) -> Option<Vec<u8>> {
    let byte = |value: &Value<T>| match value.value {
        ValueDef::Primitive(Primitive::U128(value)) => u8::try_from(value).ok(),
        _ => None,
    };
    if values.len() < 2 {
        return None;
    }
    values.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use subxt::dynamic::Value;

    #[test]
    fn accounts_are_shown_in_hexadecimal_and_found() {
        let account = [7u8; 32];
        let event = EventAt {
            block: 9,
            pallet: "Bonds".into(),
            name: "Slashed".into(),
            fields: fields(&Composite::named([
                ("offender", Value::unnamed_composite([Value::from_bytes(account)])),
                ("amount", Value::u128(5)),
                ("role", Value::unnamed_variant("Validator", [])),
            ])),
        };
        assert!(event.is("Bonds", "Slashed") && event.names(&account) && !event.names(&[8; 32]));
        assert_eq!(
            event.to_string(),
            format!(
                r#"#9 Bonds.Slashed {{"amount":5,"offender":"0x{}","role":"Validator"}}"#,
                hex::encode(account)
            )
        );
    }
}
