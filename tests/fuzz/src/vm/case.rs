//! A case: programs that can call each other, and a call.

use codec::{Decode, Encode};
use msez_core::{ComplianceState, Coordinate, Domain, JurisdictionId, SubjectId};
use msez_savm::{
    disasm::{disassemble, instructions},
    opcode::byte,
    Binding, Call, Context, MemoryHost, Program, Word,
};
use std::fmt;

/// Jurisdictions that the cases name.
pub const PLACES: [&str; 2] = ["uae-difc", "kz-aifc"];
/// Assets that the cases name: the instances are bound to the first and the second in turn.
pub const ASSETS: [u8; 3] = [0xa1, 0xa2, 0xa3];
/// Who calls; an account.
pub const CALLER: u8 = 9;
/// A circuit for which the empty proof of no inputs holds.
pub const CIRCUIT: u8 = 7;
/// The largest number of instances.
pub const INSTANCES: usize = 5;

/// Programs at addresses from 1 upwards, and a call of the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Case {
    /// The instances' code.
    pub codes: Vec<Vec<u8>>,
    /// Gas of the call.
    pub gas_limit: u64,
    /// Its input.
    pub input: Vec<u8>,
    /// What it pays.
    pub value: u8,
    /// Whether it may write nothing.
    pub is_static: bool,
}

/// Text as a word, padded on the right.
pub fn text(text: &str) -> Word {
    let mut bytes = [0; 32];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes.into()
}

impl Case {
    /// The transaction's context, always the same.
    pub fn context() -> Context {
        Context {
            origin: CALLER.into(),
            gas_price: 3u8.into(),
            timestamp: 1_700_000_000,
            block_height: 77,
            chain_id: 0xc4_u8.into(),
        }
    }

    /// The call with a gas limit.
    pub fn call(&self, gas_limit: u64) -> Call {
        Call {
            caller: CALLER.into(),
            instance: Word::ONE,
            value: self.value.into(),
            input: self.input.clone(),
            gas_limit,
            is_static: self.is_static,
        }
    }

    /// Makes the case one that a chain could meet: bytes that only the tracer knows are none of the language.
    pub fn normalize(&mut self) {
        self.codes.truncate(INSTANCES);
        for code in &mut self.codes {
            let debugs: Vec<usize> = instructions(code)
                .filter(|instruction| instruction.byte == byte::DEBUG)
                .map(|instruction| instruction.offset)
                .collect();
            debugs.into_iter().for_each(|at| code[at] = byte::INVALID);
        }
    }

    /// The programs; `None` where one is empty or too large.
    pub fn programs(&self) -> Option<Vec<Program>> {
        self.codes.iter().map(|code| Program::new(code.clone()).ok()).collect()
    }

    /// The state in which the call is made, with these programs.
    pub fn world(programs: Vec<Program>) -> MemoryHost {
        let mut host = MemoryHost::default();
        for (at, program) in (1u8..).zip(programs) {
            let binding = Binding {
                asset: ASSETS[usize::from(at) % 2].into(),
                jurisdiction: text(PLACES[usize::from(at) % 2]),
                corridor: text("corridor-difc-aifc"),
            };
            host.install(at.into(), program, binding);
            host.fund(at.into(), 50u8.into());
            host.preload(at.into(), 1u8.into(), at.into());
            host.preload(at.into(), 2u8.into(), Word::MAX);
        }
        host.fund(CALLER.into(), 100u8.into());
        host.refuse(8u8.into());
        host.set_time(Self::context().timestamp);
        host.accept_proof(msez_core::Digest(Word::from(CIRCUIT).to_be_bytes()), Vec::new(), Vec::new());
        for (n, asset) in ASSETS.iter().take(2).enumerate() {
            let subject = SubjectId(Word::from(*asset).to_be_bytes());
            host.register_asset(subject);
            host.issue(subject, Word::ONE, 1_000u16.into());
            for (place, domain) in [(0, Domain::ALL[0]), (1, Domain::ALL[1])] {
                let jurisdiction: JurisdictionId = PLACES[place].parse().expect("the place is well formed");
                let at = Coordinate { subject, jurisdiction, domain };
                let state = if n == 0 { ComplianceState::Compliant } else { ComplianceState::Pending };
                host.set_cell(at, state, place == 1);
            }
        }
        host
    }

    /// One line of a corpus file.
    pub fn to_line(&self) -> String {
        hex::encode(self.encode())
    }

    /// A case from a line of a corpus file.
    pub fn from_line(line: &str) -> Option<Self> {
        Self::decode(&mut &hex::decode(line.trim()).ok()?[..]).ok()
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Case { gas_limit, value, is_static, .. } = self;
        writeln!(
            f,
            "gas {gas_limit}, value {value}, static {is_static}, input 0x{}",
            hex::encode(&self.input)
        )?;
        for (at, code) in self.codes.iter().enumerate() {
            writeln!(f, "instance {}:\n{}", at + 1, disassemble(code))?;
        }
        writeln!(f, "as a line: {}", self.to_line())
    }
}
