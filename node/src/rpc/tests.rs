//! The methods, called as a client would call them, over a chain that is made up.

use std::sync::Arc;

use jsonrpsee::RpcModule;
use msez_core::{ComplianceState, Coordinate, Digest, DomainSet, JurisdictionId, Moment, SubjectId};
use msez_runtime::{
    opaque::{Block, Header},
    AccountId, BlockNumber, Hash,
};
use msez_runtime_api::{
    ApiError, AttestationsApi, CellView, Evaluation, JurisdictionView, ManifoldApi, Page, Paged, Roots,
    RootsView, SubjectView, TensorApi,
};
use polkadot_sdk::{
    sp_api::{self, mock_impl_runtime_apis, ApiRef, ProvideRuntimeApi},
    sp_blockchain::{BlockStatus, HeaderBackend, Info, Result as ChainResult},
    sp_runtime::{traits::Header as _, Digest as HeaderDigest},
};
use serde_json::{json, Value};

use super::{
    attestations::{Attestations, AttestationsRpcServer},
    manifold::{Manifold, ManifoldRpcServer},
    tensor::{Tensor, TensorRpcServer},
};

/// Blocks 0 to 2; the state of block 1 is pruned.
struct Chain;

fn header(number: BlockNumber) -> Header {
    Header::new(number, Hash::zero(), Hash::zero(), Hash::zero(), HeaderDigest::default())
}

fn block(number: BlockNumber) -> Hash {
    header(number).hash()
}

impl HeaderBackend<Block> for Chain {
    fn header(&self, hash: Hash) -> ChainResult<Option<Header>> {
        Ok((0..=2).map(header).find(|header| header.hash() == hash))
    }
    fn info(&self) -> Info<Block> {
        Info {
            best_hash: block(2),
            best_number: 2,
            genesis_hash: block(0),
            finalized_hash: block(0),
            finalized_number: 0,
            finalized_state: None,
            number_leaves: 1,
            block_gap: None,
        }
    }
    fn status(&self, hash: Hash) -> ChainResult<BlockStatus> {
        Ok(if self.header(hash)?.is_some() { BlockStatus::InChain } else { BlockStatus::Unknown })
    }
    fn number(&self, hash: Hash) -> ChainResult<Option<BlockNumber>> {
        Ok(self.header(hash)?.map(|header| *header.number()))
    }
    fn hash(&self, number: BlockNumber) -> ChainResult<Option<Hash>> {
        Ok((number <= 2).then(|| block(number)))
    }
}

struct Api;

mock_impl_runtime_apis! {
    impl TensorApi<Block> for Api {
        #[advanced]
        fn roots(&self, at: Hash) -> Result<RootsView, sp_api::ApiError> {
            if at == block(1) {
                return Err(sp_api::ApiError::UnknownBlock("State already discarded".into()));
            }
            if at == block(0) {
                return Err(sp_api::ApiError::StateBackendIsNotTrie);
            }
            let roots = Roots { block: 2, keccak: Digest([1; 32]), poseidon: Digest([2; 32]), width: 3 };
            Ok(RootsView { roots, commitment: Digest([3; 32]) })
        }

        fn subject(&self, _id: SubjectId) -> Result<SubjectView, ApiError> {
            Err(ApiError::SubjectNotFound)
        }

        fn cell(&self, _coordinate: Coordinate, _at: Option<Moment>) -> Result<CellView, ApiError> {
            Err(ApiError::HistoryPruned { kept_since: 7 })
        }

        fn evaluate(
            &self,
            subject: SubjectId,
            jurisdiction: JurisdictionId,
            domains: Option<DomainSet>,
            at: Option<Moment>,
        ) -> Result<Evaluation, ApiError> {
            Ok(Evaluation {
                subject,
                jurisdiction,
                class: "securities".parse().unwrap(),
                domains: domains.unwrap_or(DomainSet::EMPTY),
                at: at.unwrap_or(5),
                state: ComplianceState::Compliant,
                passes: true,
                valid_until: None,
            })
        }
    }

    impl ManifoldApi<Block> for Api {
        fn jurisdictions(&self, page: Page) -> Result<Paged<JurisdictionView>, ApiError> {
            page.of(std::iter::empty())
        }
    }

    impl AttestationsApi<Block> for Api {
        fn next_nonce(&self, _issuer: AccountId) -> u64 {
            9
        }
    }
}

impl ProvideRuntimeApi<Block> for Chain {
    type Api = Api;
    fn runtime_api(&self) -> ApiRef<'_, Api> {
        Api.into()
    }
}

fn module() -> RpcModule<()> {
    let chain = Arc::new(Chain);
    let mut module = RpcModule::new(());
    module.merge(Tensor::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Manifold::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Attestations::new(chain).into_rpc()).unwrap();
    module
}

/// The whole response but for its frame: `result`, or `error`.
async fn call(method: &str, params: Value) -> Result<Value, Value> {
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let (response, _) = module().raw_json_request(&request, 1).await.unwrap();
    let mut response: Value = serde_json::from_str(&response).unwrap();
    match response.get_mut("result") {
        Some(result) => Ok(result.take()),
        None => Err(response["error"].take()),
    }
}

async fn error_code(method: &str, params: Value) -> i64 {
    call(method, params).await.unwrap_err()["code"].as_i64().unwrap()
}

fn subject() -> String {
    format!("0x{}", "ab".repeat(32))
}

#[tokio::test]
async fn an_answer_is_camel_case_with_hexadecimal_digests() {
    let roots = call("msez_tensorRoots", json!([])).await.unwrap();
    assert_eq!(
        roots,
        json!({
            "block": 2,
            "keccak": format!("0x{}", "01".repeat(32)),
            "poseidon": format!("0x{}", "02".repeat(32)),
            "width": 3,
            "commitment": format!("0x{}", "03".repeat(32)),
        })
    );
}

#[tokio::test]
async fn optional_parameters_may_be_left_out_or_null() {
    for params in [
        json!([subject(), "uae-difc"]),
        json!([subject(), "uae-difc", null, null, null]),
        json!([subject(), "uae-difc", ["kyc", "aml"], 17, block(2)]),
        json!({ "subject": subject(), "jurisdiction": "uae-difc", "at": block(2) }),
    ] {
        let answer = call("msez_tensorEvaluate", params).await.unwrap();
        assert_eq!(answer["subject"], subject());
        assert_eq!(answer["jurisdiction"], "uae-difc");
        assert_eq!(answer["state"], "compliant");
        assert_eq!(answer["validUntil"], Value::Null);
    }
    let asked =
        call("msez_tensorEvaluate", json!([subject(), "uae-difc", ["kyc", "aml"], 17])).await.unwrap();
    assert_eq!((&asked["domains"], &asked["at"]), (&json!(["aml", "kyc"]), &json!(17)));
}

#[tokio::test]
async fn malformed_parameters_are_refused_with_the_reason() {
    for (method, params, reason) in [
        ("msez_subject", json!(["0x12"]), "wrong length"),
        ("msez_subject", json!([]), ""),
        ("msez_subject", json!([7]), "invalid type"),
        ("msez_tensorEvaluate", json!([subject(), "Not A Jurisdiction"]), "grammar"),
        ("msez_tensorEvaluate", json!([subject(), "uae-difc", ["astrology"]]), "unknown compliance domain"),
        ("msez_tensorCell", json!([subject(), "uae-difc", "kyc", "yesterday"]), "invalid type"),
        ("msez_tensorProve", json!([subject(), "uae-difc", "kyc", "sha1"]), "unknown variant"),
        ("msez_tensorProveMulti", json!([[{ "subject": subject() }]]), "missing field"),
        ("msez_jurisdictions", json!([{ "limit": -1 }]), "invalid value"),
        ("msez_nextNonce", json!(["nobody"]), ""),
        ("msez_tensorRoots", json!(["0x00"]), ""),
        ("msez_tensorRoots", json!("text"), ""),
    ] {
        let error = call(method, params.clone()).await.unwrap_err();
        assert_eq!(error["code"], -32602, "{method} {params}: {error}");
        assert!(error.to_string().contains(reason), "{method} {params}: {error}");
    }
}

#[tokio::test]
async fn what_the_runtime_refuses_has_a_code_and_a_cause() {
    let error = call("msez_subject", json!([subject()])).await.unwrap_err();
    assert_eq!(error["code"], -32101);
    assert_eq!(error["data"], json!({ "cause": "subjectNotFound" }));

    let error = call("msez_tensorCell", json!([subject(), "uae-difc", "kyc"])).await.unwrap_err();
    assert_eq!(error["code"], -32109);
    assert_eq!(error["data"], json!({ "cause": "historyPruned", "keptSince": 7 }));

    assert_eq!(error_code("msez_jurisdictions", json!([{ "offset": 0, "limit": 101 }])).await, -32107);
}

#[tokio::test]
async fn blocks_that_cannot_be_asked_are_told_apart() {
    assert_eq!(error_code("msez_tensorRoots", json!([Hash::repeat_byte(9)])).await, -32150);
    assert_eq!(error_code("msez_tensorRoots", json!([block(1)])).await, -32151);
    assert_eq!(error_code("msez_tensorRoots", json!([block(0)])).await, -32152);
}

#[tokio::test]
async fn a_list_without_a_page_is_its_first_page() {
    assert_eq!(call("msez_jurisdictions", json!([])).await.unwrap(), json!({ "items": [], "next": null }));
}

#[tokio::test]
async fn an_issuer_is_named_by_its_address() {
    let address = polkadot_sdk::sp_keyring::Sr25519Keyring::Alice.to_account_id().to_string();
    assert_eq!(call("msez_nextNonce", json!([address])).await.unwrap(), json!(9));
}

#[test]
fn every_method_is_in_the_documentation() {
    let readme = include_str!("../../README.md");
    for method in module().method_names() {
        assert!(readme.contains(&format!("`{method}`")), "{method} is not in the README");
    }
}
