//! Programs and instances, as the chain has them.

use msez_core::Digest;
use msez_runtime_api::{InstanceView, ProgramInfo};
use msez_savm::disasm::disassemble;
use polkadot_sdk::sp_runtime::AccountId32;
use subxt::rpcs::rpc_params;

use crate::{
    account::read_account_id,
    commands::{tensor::Asked, Global},
    failure::Outcome,
    output::utc,
};

/// `msez vm show`
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The instance: SS58, or 0x and 32 bytes.
    #[arg(value_parser = read_account_id)]
    instance: AccountId32,
    #[command(flatten)]
    asked: Asked,
}

/// `msez vm program`
#[derive(Debug, clap::Args)]
pub struct Program {
    /// The program's id.
    program: Digest,
    /// Print it as assembly.
    #[arg(long)]
    asm: bool,
    #[command(flatten)]
    asked: Asked,
}

/// Shows an instance.
pub async fn instance(global: &Global, show: Show) -> Outcome {
    let chain = global.chain().await?;
    let block = chain.hash(show.asked.block).await?;
    let view: InstanceView = chain.ask("msez_instance", rpc_params![&show.instance, block]).await?;
    let scale = chain.scale().await;
    global.output().result(&view, |view| {
        let asset = view.asset.map_or("none".into(), |asset| {
            format!("{asset}{}", if view.acts { "" } else { ", which has not named it" })
        });
        let held = scale.text(view.storage_deposit);
        [
            view.address.to_string(),
            format!("  address       {}", Digest(*view.address.as_ref())),
            format!("  program       {}", view.program),
            format!("  asset         {asset}"),
            format!("  creator       {}", view.creator),
            format!("  created       {}", utc(view.created_at)),
            format!("  balance       {}", scale.text(view.balance)),
            format!("  storage root  {}", view.storage_root),
            format!("  stored        {} words, for which {held} are held", view.items),
            format!("  deposit       {}", scale.text(view.deposit)),
        ]
        .join("\n")
    });
    Ok(())
}

/// Shows a program.
pub async fn program(global: &Global, command: Program) -> Outcome {
    let chain = global.chain().await?;
    let block = chain.hash(command.asked.block).await?;
    let info: ProgramInfo = chain.ask("msez_program", rpc_params![command.program, block]).await?;
    let scale = chain.scale().await;
    global.output().result(&info, |info| {
        if command.asm {
            return disassemble(&info.code).trim_end().to_owned();
        }
        [
            info.id.to_string(),
            format!("  code       {} bytes, {} blocks", info.code.len(), info.blocks),
            format!("  instances  {}", info.instances),
            format!("  deployer   {}", info.deployer),
            format!("  deployed   {}", utc(info.deployed_at)),
            format!("  deposit    {}", scale.text(info.deposit)),
        ]
        .join("\n")
    });
    Ok(())
}
