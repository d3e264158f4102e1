//! Programs that use gas in one way each, to measure what a gas takes at worst.

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use msez_core::Digest;
use msez_savm::{asm::assemble, opcode::byte, trace::NoTrace};
use polkadot_sdk::{
    frame_support::traits::fungible::Mutate, frame_system::RawOrigin, sp_io::hashing::blake2_256,
};

use crate::{
    execution::{Keep, Request},
    Balance, Config, HostCrypto, Pallet, Programs,
};

pub const RICH: Balance = 1_000_000_000_000_000_000_000_000;

/// An account of that name that can pay whatever it takes.
pub fn rich<T: Config>(name: &str) -> T::AccountId {
    let who: T::AccountId = blake2_256(name.as_bytes()).into();
    T::Currency::set_balance(&who, RICH);
    who
}

/// Code of the longest analysis: a block for each byte.
pub fn blocks(len: u32) -> Vec<u8> {
    vec![byte::JUMPDEST; len as usize]
}

/// A deployed program.
pub fn deployed<T: Config>(code: Vec<u8>) -> Digest {
    let id = msez_savm::code_id::<HostCrypto>(&code);
    if !Programs::<T>::contains_key(id) {
        let who = rich::<T>("deployer");
        Pallet::<T>::deploy(RawOrigin::Signed(who).into(), code.try_into().unwrap()).unwrap();
    }
    id
}

/// An instance of it.
pub fn instance<T: Config>(code: Vec<u8>, salt: u32) -> Digest {
    let program = deployed::<T>(code);
    let who = rich::<T>("creator");
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&salt.to_be_bytes());
    let address = Pallet::<T>::address_of(&program, &who, bytes);
    Pallet::<T>::instantiate(RawOrigin::Signed(who).into(), program, bytes, None).unwrap();
    address
}

/// Assembly that calls an instance.
pub fn calling(instance: &Digest) -> String {
    let to: String = instance.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH32 0x{to}\nGAS\nCALL\n")
}

/// Runs with as much gas as it takes, and gives how much that was.
pub fn ran<T: Config>(instance: Digest) -> u64 {
    let request = Request {
        signer: rich::<T>("caller"),
        instance,
        value: 0,
        input: Vec::new(),
        gas_limit: u64::MAX >> 1,
        deposit_limit: None,
    };
    let run = Pallet::<T>::run(request, [], Keep::Success, &mut NoTrace);
    assert_eq!(run.result, Ok(()));
    run.gas_used
}

const ONES: &str = "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
const ODD: &str = "0xfedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543211";

/// One way to use gas: something done first, and something done in turns. On top of the stack is the turn, to be left
/// there.
pub struct Workload {
    prologue: String,
    body: String,
}

impl Workload {
    fn new(prologue: &str, body: impl Into<String>) -> Self {
        Self { prologue: prologue.to_string(), body: body.into() }
    }

    fn instance<T: Config>(&self, turns: u32) -> Digest {
        let Self { prologue, body } = self;
        let text = format!(
            "{prologue}\nPUSH4 {turns}\nagain: JUMPDEST\n{body}\nPUSH1 1\nSUB\nDUP1\nPUSH2 :again\nJUMPI\nHALT"
        );
        let instance = instance::<T>(assemble(&text).unwrap(), 0);
        T::Currency::set_balance(&instance.0.into(), RICH);
        instance
    }

    /// An instance that uses about so many million gas, and its turns.
    pub fn prepared<T: Config>(&self, millions: u32) -> (Digest, u32) {
        let (one, two) = (ran::<T>(self.instance::<T>(1)), ran::<T>(self.instance::<T>(2)));
        let turns = u32::try_from(u64::from(millions) * 1_000_000 / (two - one)).unwrap().max(3);
        (self.instance::<T>(turns), turns)
    }

    /// 256 bits divided by 136, each time by another number.
    pub fn div() -> Self {
        let body =
            format!("DUP1\nPUSH32 0xfedcba9876543210fedcba987654321000\nADD\nPUSH32 {ONES}\nSWAP1\nDIV\nPOP");
        Self::new("", body)
    }

    /// MULMOD, each time by another modulus.
    pub fn mul_mod() -> Self {
        let body = format!("DUP1\nPUSH32 {ODD}\nADD\nPUSH32 {ONES}\nPUSH32 {ODD}\nDUPN 3\nMULMOD\nPOP\nPOP");
        Self::new("", body)
    }

    /// EXP with exponents of 32 bytes.
    pub fn exp() -> Self {
        Self::new("", format!("PUSH32 {ODD}\nPUSH32 {ONES}\nEXP\nPOP"))
    }

    /// The cheapest instructions.
    pub fn stack() -> Self {
        Self::new("PUSH0\nPUSH0", "PUSH0\nPOP\n".repeat(100))
    }

    /// Jumps to blocks of three instructions.
    pub fn jumps() -> Self {
        Self::new("", (0..100).map(|n| format!("PUSH2 :h{n}\nJUMP\nh{n}: JUMPDEST\n")).collect::<String>())
    }

    /// Keccak-256 over nothing, and over 4 KiB.
    pub fn keccak() -> Self {
        let body = "PUSH0\nPUSH0\nKECCAK256\nPOP\nPUSH0\nPUSH2 4096\nKECCAK256\nPOP\n";
        Self::new("", body.repeat(10))
    }

    /// SHA-256 over nothing, and over 4 KiB.
    pub fn sha256() -> Self {
        let body = "PUSH0\nPUSH0\nSHA256\nPOP\nPUSH0\nPUSH2 4096\nSHA256\nPOP\n";
        Self::new("", body.repeat(10))
    }

    /// Ed25519: a key of small order, R the same and s zero, which holds after all the work.
    pub fn ed25519() -> Self {
        let key = "0xc7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
        let body = format!("PUSH32 {key}\nPUSH0\nPUSH1 32\nPUSH0\nPUSH1 64\nVERIFY_SIG\nASSERT");
        Self::new(&format!("PUSH32 {key}\nPUSH0\nMSTORE"), body)
    }

    /// sr25519: the base point of ristretto255 as key and as R, s one and marked.
    pub fn sr25519() -> Self {
        let base = "0xe2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
        let memory = "PUSH0\nMSTORE\nPUSH1 1\nPUSH1 32\nMSTORE8\nPUSH1 128\nPUSH1 63\nMSTORE8";
        let body = format!("PUSH32 {base}\nPUSH0\nPUSH1 32\nPUSH0\nPUSH1 64\nVERIFY_SR25519\nPOP");
        Self::new(&format!("PUSH32 {base}\n{memory}"), body)
    }

    /// Recoveries from secp256k1 signatures: the generator's x as r, one as s, 0 as v.
    pub fn ecdsa() -> Self {
        let x = "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
        let memory = "PUSH0\nMSTORE\nPUSH1 1\nPUSH1 32\nMSTORE\nPUSH0\nPUSH1 64\nMSTORE8";
        let body = format!("PUSH1 1\nPUSH32 {ODD}\nPUSH0\nPUSH1 65\nVERIFY_ECDSA\nPOP");
        Self::new(&format!("PUSH32 {x}\n{memory}"), body)
    }

    /// Words at both ends of 64 KiB, and copies between its halves.
    pub fn memory() -> Self {
        let body = "PUSH0\nPUSH2 32768\nPUSH2 32768\nMCOPY\nPUSH0\nPUSH2 65504\nMSTORE\nPUSH0\nMLOAD\nPOP\n";
        Self::new("PUSH0\nPUSH2 65504\nMSTORE", body.repeat(5))
    }

    /// New keys: the state's writes, at the end, included.
    pub fn new_keys() -> Self {
        Self::new("", "DUP1\nDUP1\nPUSH0\nMSTORE\nPUSH0\nPUSH1 32\nSHA256\nSSTORE")
    }

    /// Keys from 1 on that are there, each read for the first time.
    pub fn cold_keys() -> Self {
        Self::new("", "DUP1\nSLOAD\nPOP")
    }

    /// Keys from 1 on that are there, each changed for the first time.
    pub fn changed_keys() -> Self {
        Self::new("", "DUP1\nDUP1\nSSTORE")
    }

    /// One key read again and again, among many.
    pub fn warm_keys() -> Self {
        let warming = "PUSH2 1000\nwarm: JUMPDEST\nDUP1\nSLOAD\nPOP\nPUSH1 1\nSUB\nDUP1\nPUSH2 :warm\nJUMPI";
        Self::new(warming, "PUSH2 500\nSLOAD\nPOP\n".repeat(50))
    }

    /// Calls of one other instance.
    pub fn calls<T: Config>() -> Self {
        let callee = instance::<T>(vec![byte::HALT], 1);
        Self::new("", format!("{}POP", calling(&callee)))
    }

    /// Payments to one other instance: each opens a layer of the client.
    pub fn payments<T: Config>() -> Self {
        let callee = instance::<T>(vec![byte::HALT], 1);
        let paying = calling(&callee).replacen("PUSH0\nPUSH32", "PUSH1 1\nPUSH32", 1);
        Self::new("", format!("{paying}POP"))
    }

    /// Small logs.
    pub fn logs() -> Self {
        Self::new("", "PUSH0\nPUSH0\nLOG0")
    }

    /// Large logs.
    pub fn large_logs() -> Self {
        Self::new("", "PUSH0\nPUSH2 32768\nLOG0")
    }
}

/// An instance that calls so many others, each of the largest size and of a program of its own.
pub fn loads<T: Config>(n: u32) -> Digest {
    let calls: String = (0..n)
        .map(|salt| {
            let mut code = vec![byte::HALT, byte::PUSH2, (salt >> 8) as u8, salt as u8];
            code.extend(blocks(msez_savm::limits::CODE_LIMIT as u32 - 4));
            format!("{}POP\n", calling(&instance::<T>(code, salt)))
        })
        .collect();
    instance::<T>(assemble(&format!("{calls}HALT")).unwrap(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::{ext, System, Test};

    #[test]
    fn every_workload_uses_the_gas_it_is_asked_to() {
        let all: [(&str, fn() -> Workload); 19] = [
            ("div", Workload::div),
            ("mul_mod", Workload::mul_mod),
            ("exp", Workload::exp),
            ("stack", Workload::stack),
            ("jumps", Workload::jumps),
            ("keccak", Workload::keccak),
            ("sha256", Workload::sha256),
            ("ed25519", Workload::ed25519),
            ("sr25519", Workload::sr25519),
            ("ecdsa", Workload::ecdsa),
            ("memory", Workload::memory),
            ("new_keys", Workload::new_keys),
            ("cold_keys", Workload::cold_keys),
            ("changed_keys", Workload::changed_keys),
            ("warm_keys", Workload::warm_keys),
            ("calls", Workload::calls::<Test>),
            ("payments", Workload::payments::<Test>),
            ("logs", Workload::logs),
            ("large_logs", Workload::large_logs),
        ];
        for (name, workload) in all {
            ext().execute_with(|| {
                System::set_block_number(1);
                let (instance, turns) = workload().prepared::<Test>(2);
                let started = std::time::Instant::now();
                let used = ran::<Test>(instance);
                let took = started.elapsed().as_nanos() as f64 / used as f64;
                println!("{name}: {turns} turns, {used} gas, {took:.2} ns a gas");
                assert!((1_000_000..6_000_000).contains(&used), "{name}: {used}");
            });
        }
    }

    #[test]
    fn loads_pay_for_every_program() {
        ext().execute_with(|| {
            System::set_block_number(1);
            let used = ran::<Test>(loads::<Test>(5));
            assert!(used > 5 * (crate::surcharge::LOAD + 100_000 * crate::surcharge::LOAD_BYTE));
        });
    }
}
