//! Signed requests, as RFC 9421 (HTTP Message Signatures) and RFC 9530 (Digest Fields) have them.
//!
//! Method, host, path, digest of the body and the request's id are signed together with the time, so a request can neither
//! be changed, nor sent elsewhere, nor be repeated as another one. The key is the operator's: the custodian finds it on the
//! chain, and any library for these two standards verifies it.

use base64::{prelude::BASE64_STANDARD, Engine};
use polkadot_sdk::sp_core::{ed25519, Pair};

use crate::operator::sha256;

/// A part of a message that is signed: its name, and what it is.
type Component<'a> = (&'a str, &'a str);

/// A request to be signed.
pub struct Message<'a> {
    /// Such as `POST`.
    pub method: &'a str,
    /// Host, and the port unless it is the scheme's own.
    pub authority: &'a str,
    /// Beginning with `/`, without a query.
    pub path: &'a str,
    /// The bytes of the body.
    pub body: &'a [u8],
    /// The same whenever the request is repeated.
    pub request_id: &'a str,
    /// Seconds since 1970.
    pub created: u64,
}

/// Headers to be sent with a request: name and value.
pub type Headers = [(&'static str, String); 4];

impl Message<'_> {
    /// The headers that sign this request.
    pub fn headers(&self, key: &ed25519::Pair) -> Headers {
        let digest = content_digest(self.body);
        // A string of structured fields (RFC 8941), as the draft of this header wants it.
        let id = format!("\"{}\"", self.request_id);
        let components = [
            ("@method", self.method),
            ("@authority", self.authority),
            ("@path", self.path),
            ("content-digest", &digest),
            ("idempotency-key", &id),
        ];
        let params = parameters(&components, self.created, &key_id(key));
        let signature = key.sign(base(&components, &params).as_bytes()).0;
        [
            ("content-digest", digest),
            ("idempotency-key", id),
            ("signature-input", format!("msez={params}")),
            ("signature", format!("msez=:{}:", BASE64_STANDARD.encode(signature))),
        ]
    }
}

/// What a custodian looks the key up by: the key itself, as the chain shows it.
fn key_id(key: &ed25519::Pair) -> String {
    format!("0x{}", hex::encode(key.public().0))
}

fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64_STANDARD.encode(sha256(body).0))
}

/// RFC 9421, 2.3.
fn parameters(components: &[Component], created: u64, key_id: &str) -> String {
    let names: Vec<_> = components.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    format!("({});created={created};keyid=\"{key_id}\"", names.join(" "))
}

/// RFC 9421, 2.5.
fn base(components: &[Component], parameters: &str) -> String {
    let lines = components.iter().map(|(name, value)| format!("\"{name}\": {value}\n"));
    format!("{}\"@signature-params\": {parameters}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9421, B.2.6, with the key `test-key-ed25519` of B.1.4.
    #[test]
    fn a_signature_is_that_of_the_standard() {
        let seed = BASE64_STANDARD.decode("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=").unwrap();
        let key = ed25519::Pair::from_seed_slice(&seed).unwrap();
        let components = [
            ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            ("@method", "POST"),
            ("@path", "/foo"),
            ("@authority", "example.com"),
            ("content-type", "application/json"),
            ("content-length", "18"),
        ];
        let params = parameters(&components, 1_618_884_473, "test-key-ed25519");
        let signature = key.sign(base(&components, &params).as_bytes()).0;
        assert_eq!(
            BASE64_STANDARD.encode(signature),
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
        );
    }

    /// RFC 9530, appendix D.1, of the same body.
    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert_eq!(
            content_digest(b"{\"hello\": \"world\"}\n"),
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
        );
    }

    #[test]
    fn whatever_changes_is_not_signed() {
        let key = ed25519::Pair::from_seed(&[1; 32]);
        let message = || Message {
            method: "POST",
            authority: "custodian.example",
            path: "/v1/prepare",
            body: b"{}",
            request_id: "0x01",
            created: 1,
        };
        let signature = |message: Message| message.headers(&key)[3].1.clone();
        let signed = signature(message());
        assert_eq!(signed, signature(message()), "the same again");
        for other in [
            Message { method: "PUT", ..message() },
            Message { authority: "other.example", ..message() },
            Message { path: "/v1/commit", ..message() },
            Message { body: b"{ }", ..message() },
            Message { request_id: "0x02", ..message() },
            Message { created: 2, ..message() },
        ] {
            assert_ne!(signature(other), signed);
        }
    }
}
