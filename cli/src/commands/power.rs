//! How calls come to the power that they need.

use codec::{Compact, Encode};
use subxt::extrinsics::ExtrinsicEvents;

use crate::{
    account::Account,
    chain::{encoded_call, Chain, Finalized, MsezConfig},
    failure::{Failure, Outcome},
};

/// In whose name a call is made: the signer's own, unless one of these is given.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[group(multiple = false)]
pub struct Power {
    /// As root: the signer has the key of `Sudo`, which development chains have.
    #[arg(long)]
    sudo: bool,
    /// As the council, once so many members have agreed: the signer proposes it.
    #[arg(long, value_name = "MEMBERS")]
    propose: Option<u32>,
}

impl Power {
    /// Whether it is governance that acts.
    pub fn is_governance(self) -> bool {
        self.sudo || self.propose.is_some()
    }

    /// Whether the call is only proposed, and made later if at all.
    pub fn is_proposal(self) -> bool {
        self.propose.is_some()
    }

    /// Submits an encoded call and waits for finality.
    pub async fn submit(
        self,
        chain: &Chain,
        what: &str,
        call: &[u8],
        from: &Account,
    ) -> Outcome<(Finalized, ExtrinsicEvents<MsezConfig>)> {
        let done = chain.submit_encoded(what, &self.carried(call)?, from).await?;
        if self.sudo {
            // The transaction succeeds whatever root's call does.
            for event in done.1.iter() {
                let event = event.map_err(|e| Failure::Version(format!("{what}: {e}")))?;
                let is_outcome = event.pallet_name() == "Sudo" && event.event_name() == "Sudid";
                if is_outcome && event.field_bytes().first() != Some(&0) {
                    let fault = hex::encode(event.field_bytes().get(1..).unwrap_or_default());
                    return Err(Failure::Refused(format!("{what}: refused to root as well (0x{fault})")));
                }
            }
        }
        Ok(done)
    }

    /// The call in what carries it.
    fn carried(self, call: &[u8]) -> Outcome<Vec<u8>> {
        if self.sudo {
            return encoded_call("Sudo", "sudo", call);
        }
        let Some(members) = self.propose else { return Ok(call.to_vec()) };
        let length = u32::try_from(call.len()).map_err(|_| Failure::Usage("the call is too long".into()))?;
        let mut arguments = Compact(members).encode();
        arguments.extend_from_slice(call);
        Compact(length).encode_to(&mut arguments);
        encoded_call("Council", "propose", &arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REMARK: [u8; 3] = [0, 0, 0];

    #[test]
    fn a_call_is_carried_as_its_power_asks() {
        let own = Power::default();
        assert_eq!(own.carried(&REMARK).unwrap(), REMARK);
        assert!(!own.is_governance());
        let root = Power { sudo: true, propose: None };
        assert_eq!(root.carried(&REMARK).unwrap(), [39, 0, 0, 0, 0]);
        assert!(root.is_governance() && !root.is_proposal());
        let council = Power { sudo: false, propose: Some(2) };
        // Council::propose, two members, the call, its length.
        assert_eq!(council.carried(&REMARK).unwrap(), [30, 2, 2 << 2, 0, 0, 0, 3 << 2]);
        assert!(council.is_governance() && council.is_proposal());
    }
}
