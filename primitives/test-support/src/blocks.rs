//! Running blocks over a mock runtime.

use polkadot_sdk::{
    frame_support::{
        traits::{OnFinalize, OnIdle, OnInitialize},
        weights::Weight,
    },
    frame_system::{self, pallet_prelude::BlockNumberFor},
    pallet_timestamp,
    sp_io::TestExternalities,
    sp_runtime::{
        traits::{One, Zero},
        Storage,
    },
};

/// Externalities over a genesis, standing in block 1: events of block 0 are not recorded.
pub fn at_block_one<Runtime: frame_system::Config>(genesis: Storage) -> TestExternalities {
    let mut ext = TestExternalities::from(genesis);
    ext.execute_with(|| frame_system::Pallet::<Runtime>::set_block_number(One::one()));
    ext
}

/// Finishes the current block and opens the next ones until `block`, calling every hook of `AllPallets`.
pub fn run_to<Runtime, AllPallets>(block: BlockNumberFor<Runtime>)
where
    Runtime: frame_system::Config,
    AllPallets: Hooks<BlockNumberFor<Runtime>>,
{
    while frame_system::Pallet::<Runtime>::block_number() < block {
        next_block::<Runtime, AllPallets>(|| ());
    }
}

/// Runs so many blocks.
pub fn run_blocks<Runtime, AllPallets>(blocks: u32)
where
    Runtime: frame_system::Config,
    AllPallets: Hooks<BlockNumberFor<Runtime>>,
{
    for _ in 0..blocks {
        next_block::<Runtime, AllPallets>(|| ());
    }
}

/// Runs so many blocks, each `slot` milliseconds after the one before.
pub fn run_timed_blocks<Runtime, AllPallets>(blocks: u32, slot: u64)
where
    Runtime: pallet_timestamp::Config<Moment = u64>,
    AllPallets: Hooks<BlockNumberFor<Runtime>>,
{
    for _ in 0..blocks {
        next_block::<Runtime, AllPallets>(|| {
            let now = pallet_timestamp::Pallet::<Runtime>::get() + slot;
            pallet_timestamp::Pallet::<Runtime>::set(frame_system::RawOrigin::None.into(), now)
                .expect("the time is set once in a block and grows");
        });
    }
}

/// The hooks of all pallets of a runtime: pass `AllPalletsWithSystem`.
pub trait Hooks<N>: OnInitialize<N> + OnFinalize<N> + OnIdle<N> {}
impl<N, T: OnInitialize<N> + OnFinalize<N> + OnIdle<N>> Hooks<N> for T {}

fn next_block<Runtime, AllPallets>(inherents: impl FnOnce())
where
    Runtime: frame_system::Config,
    AllPallets: Hooks<BlockNumberFor<Runtime>>,
{
    let block = frame_system::Pallet::<Runtime>::block_number();
    if !block.is_zero() {
        AllPallets::on_idle(block, Weight::MAX);
        AllPallets::on_finalize(block);
    }
    let next = block + One::one();
    frame_system::Pallet::<Runtime>::set_block_number(next);
    AllPallets::on_initialize(next);
    inherents();
}
