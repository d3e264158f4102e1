//! A custodian as a test needs one: he answers what he is told to, and remembers what he was asked.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use serde_json::{json, Value as Json};

/// What he does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Whatever he is asked.
    Obliging,
    /// He holds nothing yet.
    HoldsNothing,
    /// He holds, and does not deliver.
    DeliversNothing,
}

/// What he knows.
#[derive(Default)]
struct Book {
    mood: Option<Mood>,
    /// Every request's body, by its id.
    asked: BTreeMap<String, Vec<Vec<u8>>>,
    /// How often he was asked for what.
    counts: BTreeMap<String, u32>,
}

/// Serves on this machine until the test ends.
pub struct Custodian {
    /// Where.
    pub address: String,
    book: Arc<Mutex<Book>>,
}

impl Custodian {
    pub fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}/v1", listener.local_addr()?);
        let book = Arc::new(Mutex::new(Book::default()));
        let kept = book.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = kept.clone();
                std::thread::spawn(move || serve(stream, &kept));
            }
        });
        Ok(Self { address, book })
    }

    pub fn set(&self, mood: Mood) {
        self.book.lock().expect("no thread panics").mood = Some(mood);
    }

    /// How often he was asked for `prepare`, `commit` or `release`.
    pub fn asked(&self, action: &str) -> u32 {
        self.book.lock().expect("no thread panics").counts.get(action).copied().unwrap_or_default()
    }

    /// Nobody ever asked two things under one id.
    pub fn was_never_contradicted(&self) -> bool {
        let book = self.book.lock().expect("no thread panics");
        book.asked.values().all(|bodies| bodies.iter().all(|body| Some(body) == bodies.first()))
    }
}

fn serve(mut stream: TcpStream, book: &Mutex<Book>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let action = line.split(' ').nth(1)?.rsplit('/').next()?.to_owned();
        let mut length = 0;
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().ok()?
                }
                Some(_) => (),
                None => break,
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let request: Json = serde_json::from_slice(&body).ok()?;
        let id = request["requestId"].as_str()?.to_owned();
        let mood = {
            let mut book = book.lock().ok()?;
            *book.counts.entry(action.clone()).or_default() += 1;
            book.asked.entry(id.clone()).or_default().push(body);
            book.mood.unwrap_or(Mood::Obliging)
        };
        let later = json!({ "error": "not now" });
        let (status, answer) = match (action.as_str(), mood) {
            ("prepare", Mood::HoldsNothing) => (503, later),
            ("commit", Mood::DeliversNothing | Mood::HoldsNothing) => (503, later),
            ("prepare", _) => {
                let until = request["holdUntil"].as_u64()?;
                (200, json!({ "lock": format!("lock-{id}"), "expiresAt": until + 86_400_000 }))
            }
            ("commit", _) => (200, json!({ "settlement": format!("settlement-{id}"), "block": 7 })),
            _ => (200, Json::Null),
        };
        let text = answer.to_string();
        write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{text}", text.len()).ok()?;
    }
}
