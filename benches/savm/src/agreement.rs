//! The same worlds natively and in wasm: everything that can be seen of a run must be the same bytes.

use codec::{Decode, Encode};
use msez_savm::{
    asm::assemble,
    opcode::{byte, Opcode, OPCODES},
    SoftCrypto,
};
use msez_savm_machines::{observe, World};

use crate::{
    corpus,
    random::Random,
    shared::pair,
    wasm::{Guest, Module},
};

/// The repository's programs for users.
const EXAMPLES: [(&str, &str); 5] = [
    ("autohalt", include_str!("../../../programs/autohalt.asm")),
    ("dividend", include_str!("../../../programs/dividend.asm")),
    ("dvp", include_str!("../../../programs/dvp.asm")),
    ("escrow", include_str!("../../../programs/escrow.asm")),
    ("gate", include_str!("../../../programs/gate.asm")),
];

/// Runs that share an instance of the guest, which forgets no memory.
const A_GUEST: u64 = 500;

/// Worlds from seeds.
pub struct Worlds {
    examples: Vec<Vec<u8>>,
}

impl Worlds {
    pub fn new() -> Result<Self, String> {
        let examples =
            EXAMPLES.iter().map(|(name, text)| assemble(text).map_err(|error| format!("{name}: {error}")));
        Ok(Self { examples: examples.collect::<Result<_, _>>()? })
    }

    /// The world of a seed, as a line of `corpus/agreement.txt`.
    pub fn line(&self, seed: u64) -> String {
        corpus::line(&[&self.world(seed).encode()])
    }

    fn world(&self, seed: u64) -> World {
        let random = &mut Random::new(seed);
        let value = random.below(60) as u64;
        match random.below(5) {
            // Long ones; about half of them with too little gas.
            0 => {
                let pair = pair(random.next());
                let gas = [1_000, 30_000, 300_000, 1 << 40, 1 << 40][random.below(5)];
                World { codes: vec![pair.savm], input: pair.input, gas, value }
            }
            1 => {
                let code = random.pick(&self.examples).clone();
                let words = random.below(7);
                let mut input = vec![0; 32];
                input[31] = random.below(4) as u8;
                for _ in 0..words {
                    let number = random.number();
                    input.resize(input.len() + 32 - number.len(), 0);
                    input.extend(number);
                }
                let gas = [2_000, 20_000, 1_000_000, 1_000_000][random.below(4)];
                World { codes: vec![code, plausible(random), plausible(random)], input, gas, value }
            }
            2 => {
                let len = 1 + random.below(300);
                let codes = vec![random.bytes(len), plausible(random), plausible(random)];
                World { codes, input: Vec::new(), gas: random.below(60_000) as u64, value }
            }
            _ => {
                let codes = (0..3).map(|_| plausible(random)).collect();
                let len = random.below(100);
                World { codes, input: random.bytes(len), gas: random.below(60_000) as u64, value }
            }
        }
    }
}

/// Code that gets somewhere: small numbers, so that offsets, depths and addresses are often good.
fn plausible(random: &mut Random) -> Vec<u8> {
    let mut code = Vec::new();
    for _ in 0..1 + random.below(80) {
        match random.below(16) {
            0..=5 => code.extend([byte::PUSH1, random.below(70) as u8]),
            6 => {
                code.push(byte::PUSH32);
                code.extend(random.bytes(32));
            }
            7 => code.push(byte::JUMPDEST),
            _ => {
                let Opcode { byte, immediate, .. } = *random.pick(OPCODES);
                code.push(byte);
                code.extend((0..immediate).map(|_| random.below(8) as u8));
            }
        }
    }
    code
}

/// How runs ended: successes, reverts, faults.
pub type Endings = [u64; 3];

fn agree(guest: &mut Guest, world: &World, endings: &mut Endings) -> Result<(), String> {
    let native = observe::<SoftCrypto>(world);
    let wasm = guest.look(&world.encode())?;
    if native != wasm {
        let line = corpus::line(&[&world.encode()]);
        return Err(format!("native: {native:02x?}\nwasm:   {wasm:02x?}\nfor corpus/agreement.txt:\n{line}"));
    }
    if let Some(count) = native.first().and_then(|ending| endings.get_mut(usize::from(*ending))) {
        *count += 1;
    }
    Ok(())
}

/// Looks at the worlds of these seeds in both forms.
pub fn run(seeds: impl Iterator<Item = u64>) -> Result<Endings, String> {
    let (worlds, module, mut endings) = (Worlds::new()?, Module::new()?, Endings::default());
    let mut guest = module.guest()?;
    for (count, seed) in (1..).zip(seeds) {
        agree(&mut guest, &worlds.world(seed), &mut endings).map_err(|why| format!("seed {seed}: {why}"))?;
        if count % A_GUEST == 0 {
            guest = module.guest()?;
        }
    }
    Ok(endings)
}

/// The same for the lines of the corpus.
pub fn replay() -> Result<Endings, String> {
    let (module, mut endings) = (Module::new()?, Endings::default());
    let mut guest = module.guest()?;
    for fields in corpus::parse(corpus::AGREEMENT)? {
        let world = World::decode(&mut &fields[0][..]).map_err(|error| error.to_string())?;
        agree(&mut guest, &world, &mut endings)?;
    }
    Ok(endings)
}
