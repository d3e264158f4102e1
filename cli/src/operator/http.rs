//! A custodian who is a service: JSON over HTTP, every request signed.
//!
//! `POST {address}/prepare`, `/commit` and `/release`, each with a [`Request`]. What the answers mean is in
//! docs/moving-assets.md:
//!
//! | status | |
//! |---|---|
//! | 200 | done; the body is the answer |
//! | 422 | refused; the body's `error` says why |
//! | 409 | this id was used for another request |
//! | any other, or none in time | not yet: the same request is made again |

use std::{
    net::IpAddr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::Context;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    body::Bytes,
    http::uri::{Authority, Scheme, Uri},
    StatusCode,
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{connect::HttpConnector, Client},
    rt::TokioExecutor,
};
use polkadot_sdk::sp_core::ed25519;
use serde::{de::DeserializeOwned, Deserialize};

use crate::operator::{
    custodian::{Custodian, Refusal},
    order::{Held, Request, Settled},
    signature::Message,
};

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer that is longer is none.
const MAX_ANSWER: usize = 64 * 1024;

/// A service.
pub struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    address: Address,
    key: ed25519::Pair,
    patience: Duration,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    scheme: Scheme,
    /// Host, and the port unless it is the scheme's own.
    authority: Authority,
    /// Without a `/` at the end.
    path: String,
}

/// What comes with a refusal.
#[derive(Deserialize)]
struct Failed {
    error: String,
}

impl Http {
    /// Reads `https://HOST/PATH`. In the clear only to this machine: requests move goods.
    pub fn parse(text: &str) -> Result<Address, String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{text}: {e}");
        let uri: Uri = text.parse().map_err(|e| wrong(&e))?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(wrong(&"expected https://HOST/PATH"));
        };
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let is_here =
            host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let own = match scheme.as_str() {
            "https" => 443,
            "http" if is_here => 80,
            "http" => return Err(wrong(&"in the clear only on this machine: use https")),
            _ => return Err(wrong(&"expected https")),
        };
        if authority.as_str().contains('@') {
            return Err(wrong(&"requests are signed: no name and password"));
        }
        let path = parts.path_and_query.map_or_else(String::new, |path| path.as_str().to_owned());
        if path.contains('?') {
            return Err(wrong(&"no query"));
        }
        let authority = authority.as_str().to_ascii_lowercase();
        let authority = authority.strip_suffix(&format!(":{own}")).unwrap_or(&authority);
        let authority = authority.parse().map_err(|e| wrong(&e))?;
        Ok(Address { scheme, authority, path: path.trim_end_matches('/').to_owned() })
    }

    /// Makes ready to ask. The key signs requests.
    pub fn new(address: &str, key: ed25519::Pair) -> anyhow::Result<Self> {
        let address = Self::parse(address).map_err(anyhow::Error::msg)?;
        let provider = rustls::crypto::ring::default_provider();
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(provider)
            .context("the certificates that this machine trusts")?
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self { client, address, key, patience: PATIENCE })
    }

    async fn ask<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Refusal> {
        let body = self.done(request).await?;
        serde_json::from_slice(&body).map_err(|e| {
            let what = request.action.name();
            Refusal::Contradicts(format!("{what}: an answer that is not understood: {e}"))
        })
    }

    /// What is said when it is done.
    async fn done(&self, request: &Request) -> Result<Bytes, Refusal> {
        let what = request.action.name();
        let asked = tokio::time::timeout(self.patience, self.exchange(request)).await;
        let (status, body) = match asked {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(Refusal::NotYet(format!("{what}: {error:#}"))),
            Err(_) => {
                return Err(Refusal::NotYet(format!("{what}: no answer within {:?}", self.patience)));
            }
        };
        let said = || match serde_json::from_slice::<Failed>(&body) {
            Ok(failed) => failed.error,
            Err(_) => String::from_utf8_lossy(&body).chars().take(200).collect(),
        };
        match status {
            StatusCode::OK => Ok(body),
            StatusCode::UNPROCESSABLE_ENTITY => Err(Refusal::Refused(format!("{what}: {}", said()))),
            StatusCode::CONFLICT => Err(Refusal::Contradicts(format!("{what}: {}", said()))),
            status => Err(Refusal::NotYet(format!("{what}: {status}: {}", said()))),
        }
    }

    async fn exchange(&self, request: &Request) -> anyhow::Result<(StatusCode, Bytes)> {
        let body = serde_json::to_vec(request)?;
        let path = format!("{}/{}", self.address.path, request.action.name());
        let created = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let id = request.request_id.to_string();
        let message = Message {
            method: "POST",
            authority: self.address.authority.as_str(),
            path: &path,
            body: &body,
            request_id: &id,
            created,
        };
        let uri = Uri::builder()
            .scheme(self.address.scheme.clone())
            .authority(self.address.authority.clone())
            .path_and_query(path.as_str())
            .build()?;
        let mut builder = hyper::Request::post(uri)
            .header("content-type", "application/json")
            .header("accept", "application/json");
        for (name, value) in message.headers(&self.key) {
            builder = builder.header(name, value);
        }
        let answer = self.client.request(builder.body(Full::new(Bytes::from(body)))?).await?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), MAX_ANSWER).collect().await;
        Ok((status, body.map_err(anyhow::Error::from_boxed)?.to_bytes()))
    }
}

impl Custodian for Http {
    async fn prepare(&self, request: &Request) -> Result<Held, Refusal> {
        self.ask(request).await
    }

    async fn commit(&self, request: &Request) -> Result<Settled, Refusal> {
        self.ask(request).await
    }

    async fn release(&self, request: &Request) -> Result<(), Refusal> {
        // Whatever the body says: it is done.
        self.done(request).await.map(|_| ())
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::operator::order::tests::order;
    use base64::{prelude::BASE64_STANDARD, Engine};
    use msez_core::Digest;
    use polkadot_sdk::{
        sp_core::{crypto::Pair as _, ed25519::Signature},
        sp_runtime::traits::Verify,
    };
    use serde_json::{json, Value};
    use std::{
        collections::BTreeMap,
        io::{BufRead, BufReader, Read, Write},
        net::{TcpListener, TcpStream},
        sync::{Arc, Mutex},
    };

    /// What a custodian was asked.
    #[derive(Clone, Debug)]
    pub struct Asked {
        pub path: String,
        pub headers: BTreeMap<String, String>,
        pub body: Vec<u8>,
    }

    impl Asked {
        pub fn json(&self) -> Value {
            serde_json::from_slice(&self.body).unwrap()
        }
    }

    /// What a custodian does with a request.
    pub enum Reply {
        Says(u16, Value),
        /// Carries it out, and is cut off before he can say so.
        HangsUp,
        Nothing,
        /// Done, without a word.
        Empty,
    }

    /// A custodian on this machine, as far as a test needs one.
    pub struct Service {
        pub address: String,
        pub asked: Arc<Mutex<Vec<Asked>>>,
    }

    impl Service {
        /// Starts one; `reply` is called with each request and with how many came before.
        pub fn start(reply: impl Fn(&Asked, usize) -> Reply + Send + 'static) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let address = format!("http://{}/v1/", listener.local_addr().unwrap());
            let asked = Arc::new(Mutex::new(Vec::new()));
            let heard = asked.clone();
            std::thread::spawn(move || {
                let mut hanging = Vec::new();
                for stream in listener.incoming() {
                    let Ok(mut stream) = stream else { continue };
                    let Some(request) = read(&mut stream) else { continue };
                    let before = heard.lock().unwrap().len();
                    let answer = reply(&request, before);
                    heard.lock().unwrap().push(request);
                    match answer {
                        Reply::Says(status, body) => {
                            let body = body.to_string();
                            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
                            let _ = write!(stream, "{head}connection: close\r\n\r\n{body}");
                        }
                        Reply::Empty => {
                            let _ = write!(stream, "HTTP/1.1 200 X\r\ncontent-length: 0\r\n\r\n");
                        }
                        Reply::HangsUp => (),
                        Reply::Nothing => hanging.push(stream),
                    }
                }
            });
            Self { address, asked }
        }

        pub fn paths(&self) -> Vec<String> {
            self.asked.lock().unwrap().iter().map(|asked| asked.path.clone()).collect()
        }
    }

    fn read(stream: &mut TcpStream) -> Option<Asked> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let path = line.strip_prefix("POST ")?.split(' ').next()?.to_owned();
        let mut headers = BTreeMap::new();
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
        reader.read_exact(&mut body).ok()?;
        Some(Asked { path, headers, body })
    }

    fn key() -> ed25519::Pair {
        ed25519::Pair::from_seed(&[8; 32])
    }

    fn held() -> Value {
        json!({ "lock": "L-1", "expiresAt": 9_000 })
    }

    /// What a custodian's own software does with the headers.
    fn is_signed_by(asked: &Asked, address: &str, key: &ed25519::Public) -> bool {
        let header = |name: &str| asked.headers[name].clone();
        let digest = format!("sha-256=:{}:", BASE64_STANDARD.encode(super::super::sha256(&asked.body).0));
        let input = header("signature-input");
        let params = input.strip_prefix("msez=").unwrap();
        let authority = address.trim_start_matches("http://").split('/').next().unwrap();
        let base = format!(
            "\"@method\": POST\n\"@authority\": {authority}\n\"@path\": {}\n\"content-digest\": {digest}\n\
             \"idempotency-key\": {}\n\"@signature-params\": {params}",
            asked.path,
            header("idempotency-key"),
        );
        let signature = header("signature");
        let signature = signature.strip_prefix("msez=:").and_then(|text| text.strip_suffix(':')).unwrap();
        let signature = Signature::try_from(BASE64_STANDARD.decode(signature).unwrap().as_slice()).unwrap();
        header("content-digest") == digest && signature.verify(base.as_bytes(), key)
    }

    #[tokio::test]
    async fn a_request_is_signed_and_its_answer_read() {
        let service = Service::start(|asked, _| match asked.path.as_str() {
            "/v1/prepare" => Reply::Says(200, held()),
            "/v1/commit" => {
                Reply::Says(200, json!({ "settlement": "S-1", "block": 77, "evidence": Digest([5; 32]) }))
            }
            _ => Reply::Empty,
        });
        let custodian = Http::new(&service.address, key()).unwrap();
        let prepare = Request::prepare(order(7), 5, 6);
        let answer = custodian.prepare(&prepare).await.unwrap();
        assert_eq!(answer, Held { lock: "L-1".into(), expires_at: 9_000, evidence: None });
        let settled = custodian.commit(&Request::commit(order(7), 6, "L-1".into())).await.unwrap();
        let evidence = Some(Digest([5; 32]));
        assert_eq!(settled, Settled { settlement: "S-1".into(), block: 77, evidence });
        custodian.release(&Request::release(order(8), None)).await.unwrap();

        let asked = service.asked.lock().unwrap().clone();
        assert_eq!(asked.len(), 3);
        for one in &asked {
            assert!(is_signed_by(one, &service.address, &key().public()), "{one:?}");
            assert!(!is_signed_by(one, &service.address, &ed25519::Pair::from_seed(&[9; 32]).public()));
            let id = one.json()["requestId"].as_str().unwrap().to_owned();
            assert_eq!(one.headers["idempotency-key"], format!("\"{id}\""));
        }
        assert_eq!(asked[0].json()["order"]["corridor"], "corridor-difc-aifc");
        assert_eq!(asked[1].json()["lock"], "L-1");
    }

    #[tokio::test]
    async fn what_an_answer_means_its_status_says() {
        let answer = |status, body: Value| async move {
            let service = Service::start(move |_, _| Reply::Says(status, body.clone()));
            Http::new(&service.address, key()).unwrap().prepare(&Request::prepare(order(7), 5, 6)).await
        };
        let error = json!({ "error": "account frozen" });
        let refused = answer(422, error.clone()).await;
        assert_eq!(refused, Err(Refusal::Refused("prepare: account frozen".into())));
        assert!(matches!(answer(409, error.clone()).await, Err(Refusal::Contradicts(_))));
        for status in [202, 302, 400, 401, 403, 404, 429, 500, 503] {
            assert!(matches!(answer(status, error.clone()).await, Err(Refusal::NotYet(_))), "{status}");
        }
        assert!(matches!(answer(200, json!({ "lock": 1 })).await, Err(Refusal::Contradicts(_))));
        let long = json!({ "error": "x".repeat(MAX_ANSWER) });
        assert!(matches!(answer(422, long).await, Err(Refusal::NotYet(_))), "not read to the end");
    }

    #[tokio::test]
    async fn who_does_not_answer_is_asked_again() {
        let service = Service::start(|_, _| Reply::Nothing);
        let mut custodian = Http::new(&service.address, key()).unwrap();
        custodian.patience = Duration::from_millis(300);
        let asked = custodian.prepare(&Request::prepare(order(7), 5, 6)).await;
        assert!(matches!(asked, Err(Refusal::NotYet(text)) if text.contains("no answer")));

        let nobody = Http::new("http://127.0.0.1:1/v1", key()).unwrap();
        let asked = nobody.prepare(&Request::prepare(order(7), 5, 6)).await;
        assert!(matches!(asked, Err(Refusal::NotYet(_))));
    }

    #[test]
    fn the_signed_host_is_the_standard_s() {
        let authority = |text: &str| Http::parse(text).unwrap().authority.to_string();
        assert_eq!(authority("https://Custodian.Example:443/v1"), "custodian.example");
        assert_eq!(authority("https://custodian.example:8443"), "custodian.example:8443");
        assert_eq!(authority("http://127.0.0.1:80/"), "127.0.0.1");
        assert_eq!(Http::parse("https://h.example/v1/").unwrap().path, "/v1");
        assert_eq!(Http::parse("https://h.example").unwrap().path, "");
        assert!(Http::parse("https://user:word@h.example").is_err());
    }
}
