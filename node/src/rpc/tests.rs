//! The methods, called as a client would call them, over a chain that is made up.

use std::sync::Arc;

use jsonrpsee::RpcModule;
use msez_asset::{Side, TransferRefusal};
use msez_core::{ComplianceState, Coordinate, Digest, DomainSet, JurisdictionId, Moment, SubjectId};
use msez_receipts::{
    index::{block_key, event_key, IndexedBlock, IndexedEvent, ENGINE},
    Entry, Inclusion, Record, SoftKeccak,
};
use msez_runtime::{
    opaque::{Block, Header},
    AccountId, BlockNumber, Hash,
};
use msez_runtime_api::{
    ApiError, AssetView, AttestationsApi, AuditApi, CallEnding, CallReport, CallRequest, CellView,
    Evaluation, HolderView, Holdings, InstanceView, JurisdictionView, ManifoldApi, NoPath, Page, Paged,
    PlanReport, PlanRequest, Roots, RootsView, SavmApi, SmartAssetsApi, SubjectView, TensorApi, UnitsView,
};
use polkadot_sdk::{
    sc_client_api::StorageProof,
    sp_api::{self, mock_impl_runtime_apis, ApiRef, ProvideRuntimeApi},
    sp_blockchain::{BlockStatus, HeaderBackend, Info, Result as ChainResult},
    sp_core::{
        offchain::{storage::InMemOffchainStorage, OffchainStorage, STORAGE_PREFIX},
        storage::ChildInfo,
    },
    sp_runtime::{traits::Header as _, Digest as HeaderDigest, DigestItem},
};
use serde_json::{json, Value};

use super::{
    assets::{Assets, AssetsRpcServer},
    attestations::{Attestations, AttestationsRpcServer},
    manifold::{Manifold, ManifoldRpcServer},
    programs::{Programs, ProgramsRpcServer, Prover},
    receipts::{Receipts, ReceiptsRpcServer},
    tensor::{Tensor, TensorRpcServer},
};

/// Blocks 0 to 2; the state of block 1 is pruned.
struct Chain;

fn header(number: BlockNumber) -> Header {
    let mut digest = HeaderDigest::default();
    if number > 0 {
        let head = receipts_of(number).entry.record.head;
        digest.push(DigestItem::Consensus(ENGINE, codec::Encode::encode(&head)));
    }
    Header::new(number, Hash::zero(), Hash::zero(), Hash::zero(), digest)
}

/// Blocks have three receipts, of which the last folds two in block 2. Their domain is the hash of block 0.
fn receipts_of(number: BlockNumber) -> IndexedBlock {
    let notes: Vec<_> = (0..3).map(|n| msez_receipts::note::<SoftKeccak>(60, &event(number, n))).collect();
    let record = Record::close::<SoftKeccak>(&Digest(block(0).0), Digest([9; 32]), number, &notes);
    let entry = Entry { record, companion: Digest([8; 32]) };
    IndexedBlock { entry, notes, folded: if number == 2 { 2 } else { 0 } }
}

fn event(number: BlockNumber, n: u8) -> Vec<u8> {
    vec![n, number as u8]
}

/// What the node has indexed.
fn index() -> InMemOffchainStorage {
    let mut index = InMemOffchainStorage::default();
    for number in 1..=2 {
        let indexed = receipts_of(number);
        let key = block_key(number, &indexed.entry.record.head);
        index.set(STORAGE_PREFIX, &key, &codec::Encode::encode(&indexed));
        for (n, note) in (0..).zip(&indexed.notes) {
            let event = IndexedEvent { pallet: 60, event: event(number, n) };
            index.set(STORAGE_PREFIX, &event_key(note), &codec::Encode::encode(&event));
        }
    }
    index
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

        fn plan(&self, request: PlanRequest, held: Holdings) -> Result<PlanReport, ApiError> {
            let refusal = match (request.value.0, held.assumed.len()) {
                (7_000_000, 1) => NoPath::LimitsTooTight,
                _ => NoPath::NotConnected,
            };
            Ok(PlanReport { paths: vec![], refusal: Some(refusal), is_truncated: false, settled: 3 })
        }

        fn alternatives(
            &self,
            _request: PlanRequest,
            _held: Holdings,
            count: u32,
        ) -> Result<PlanReport, ApiError> {
            Err(ApiError::TooMany { max: count })
        }
    }

    impl AttestationsApi<Block> for Api {
        fn next_nonce(&self, _issuer: AccountId) -> u64 {
            9
        }
    }

    impl SmartAssetsApi<Block> for Api {
        fn asset(&self, _id: SubjectId) -> Result<AssetView, ApiError> {
            Err(ApiError::AssetNotFound)
        }

        fn units(&self, _id: SubjectId) -> Result<Option<UnitsView>, ApiError> {
            Ok(None)
        }

        fn holder(&self, _id: SubjectId, _account: AccountId) -> Result<Option<HolderView>, ApiError> {
            Ok(None)
        }

        fn can_transfer(
            &self,
            _id: SubjectId,
            _from: AccountId,
            _to: AccountId,
            amount: u128,
        ) -> Result<Vec<TransferRefusal>, ApiError> {
            Ok(vec![
                TransferRefusal::NotAdmitted { side: Side::Receiver },
                TransferRefusal::HoldingTooLarge { limit: amount },
            ])
        }
    }

    impl AuditApi<Block> for Api {
        fn latest(&self) -> Option<Entry> {
            None
        }

        fn entry(&self, block: u32) -> Result<Entry, ApiError> {
            match block {
                1 => Err(ApiError::ReceiptsPruned { kept_since: 2 }),
                2 => Ok(receipts_of(2).entry),
                _ => Err(ApiError::BlockNotFound),
            }
        }
    }

    impl SavmApi<Block> for Api {
        fn instance(&self, address: AccountId) -> Result<InstanceView, ApiError> {
            if address != instance() {
                return Err(ApiError::InstanceNotFound);
            }
            Ok(InstanceView {
                address,
                program: Digest([1; 32]),
                creator: AccountId::new([2; 32]),
                asset: None,
                acts: false,
                storage_root: Digest([3; 32]),
                storage_key: b":child_storage:default:child".to_vec(),
                items: 1,
                storage_deposit: 0,
                deposit: 0,
                balance: 0,
                created_at: 0,
            })
        }

        fn dry_run(&self, call: CallRequest, trace: bool) -> Result<CallReport, ApiError> {
            Ok(CallReport { steps: trace.into(), return_data: call.input, ..report() })
        }

        fn estimate_gas(&self, call: CallRequest) -> Result<Result<u64, CallReport>, ApiError> {
            Ok(call.gas_limit.ok_or_else(report))
        }
    }
}

/// What the made-up chain proves: the child trie that is asked, then the keys.
impl Prover for Chain {
    fn prove(&self, _block: Hash, child: &ChildInfo, keys: &[Digest]) -> Result<StorageProof, String> {
        let keys = keys.iter().map(|key| key.0.to_vec());
        Ok(StorageProof::new(std::iter::once(child.storage_key().to_vec()).chain(keys)))
    }
}

/// The instance that is there; every other address has none.
fn instance() -> AccountId {
    AccountId::new([5; 32])
}

fn report() -> CallReport {
    CallReport {
        ending: CallEnding::Reverted,
        error: None,
        gas_used: 20_004,
        return_data: vec![1],
        logs: Vec::new(),
        storage_charged: u128::MAX,
        storage_released: 0,
        pc: 5,
        trace: Vec::new(),
        steps: 0,
    }
}

impl ProvideRuntimeApi<Block> for Chain {
    type Api = Api;
    fn runtime_api(&self) -> ApiRef<'_, Api> {
        Api.into()
    }
}

fn module() -> RpcModule<()> {
    module_with(index())
}

fn module_with(index: InMemOffchainStorage) -> RpcModule<()> {
    let chain = Arc::new(Chain);
    let mut module = RpcModule::new(());
    module.merge(Tensor::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Manifold::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Attestations::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Assets::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Programs::new(chain.clone()).into_rpc()).unwrap();
    module.merge(Receipts::new(chain, index).into_rpc()).unwrap();
    module
}

/// The whole response but for its frame: `result`, or `error`.
async fn call(method: &str, params: Value) -> Result<Value, Value> {
    call_of(module(), method, params).await
}

async fn call_of(module: RpcModule<()>, method: &str, params: Value) -> Result<Value, Value> {
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let (response, _) = module.raw_json_request(&request, 1).await.unwrap();
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
        // An amount that a reader in another language could have rounded.
        ("msez_canTransfer", json!([subject(), alice(), alice(), 40]), "invalid type"),
        ("msez_canTransfer", json!([subject(), alice(), alice(), "-1"]), "invalid digit"),
        ("msez_instance", json!([subject()]), ""),
        ("msez_instanceStorageProof", json!([instance(), ["0x00"]]), "wrong length"),
        ("msez_dryRun", json!([{ "caller": alice() }]), "missing field"),
        (
            "msez_estimateGas",
            json!([{ "caller": alice(), "instance": alice(), "gasLimit": -1 }]),
            "invalid value",
        ),
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
async fn a_plan_is_asked_with_what_matters_and_nothing_else() {
    let ends = json!({ "from": "uae-difc", "to": "kz-aifc", "value": "7000000" });
    let report = call("msez_plan", json!([ends, { "assumed": ["source_of_funds"] }])).await.unwrap();
    assert_eq!(report["refusal"], "limitsTooTight");
    assert_eq!(report["settled"], 3);
    let bare = json!([{ "from": "uae-difc", "to": "kz-aifc" }]);
    assert_eq!(call("msez_plan", bare.clone()).await.unwrap()["refusal"], "notConnected");
    // Five alternatives, where no number is named.
    let error = call("msez_alternatives", bare).await.unwrap_err();
    assert_eq!(error["data"], json!({ "cause": "tooMany", "max": 5 }));
}

fn alice() -> String {
    polkadot_sdk::sp_keyring::Sr25519Keyring::Alice.to_account_id().to_string()
}

#[tokio::test]
async fn every_reason_against_a_transfer_is_told_and_amounts_are_text() {
    let most = u128::MAX.to_string();
    let reasons = call("msez_canTransfer", json!([subject(), alice(), alice(), most])).await.unwrap();
    assert_eq!(
        reasons,
        json!([{ "reason": "notAdmitted", "side": "receiver" }, { "reason": "holdingTooLarge", "limit": most }])
    );
}

#[tokio::test]
async fn what_there_is_none_of_is_null_and_an_unknown_asset_an_error() {
    assert_eq!(call("msez_assetUnits", json!([subject()])).await.unwrap(), Value::Null);
    assert_eq!(call("msez_assetHolder", json!([subject(), alice()])).await.unwrap(), Value::Null);
    assert_eq!(error_code("msez_asset", json!([subject()])).await, -32111);
}

#[tokio::test]
async fn a_storage_proof_brings_the_header_that_hashes_to_its_block() {
    let key = format!("0x{}", "07".repeat(32));
    let proof = call("msez_instanceStorageProof", json!([instance(), [key], block(0)])).await.unwrap();
    assert_eq!((&proof["block"], &proof["instance"]), (&json!(block(0)), &json!(instance())));
    assert_eq!(proof["header"], json!(polkadot_sdk::sp_core::Bytes(codec::Encode::encode(&header(0)))));
    let storage_key = polkadot_sdk::sp_core::Bytes(b":child_storage:default:child".to_vec());
    assert_eq!((&proof["storageKey"], &proof["keys"]), (&json!(storage_key), &json!([key])));
    let nodes = proof["nodes"].as_array().unwrap();
    assert!(nodes.contains(&json!("0x6368696c64")) && nodes.contains(&json!(key)), "{nodes:?}");
}

#[tokio::test]
async fn a_storage_proof_is_of_an_instance_and_of_some_keys_but_not_too_many() {
    let key = |n: u32| format!("0x{n:064x}");
    let keys = |count: u32| (0..count).map(key).collect::<Vec<_>>();
    for (params, code) in [
        (json!([alice(), keys(1)]), -32113),
        (json!([instance(), []]), -32106),
        (json!([instance(), keys(65)]), -32107),
        (json!([instance(), [key(1), key(1)]]), -32108),
        (json!([instance(), keys(1), Hash::repeat_byte(9)]), -32150),
    ] {
        assert_eq!(error_code("msez_instanceStorageProof", params.clone()).await, code, "{params}");
    }
    assert!(call("msez_instanceStorageProof", json!([instance(), keys(64)])).await.is_ok());
}

#[tokio::test]
async fn a_call_can_be_tried_with_as_little_as_its_caller_and_its_instance() {
    let request = json!({ "caller": alice(), "instance": instance() });
    let report = call("msez_dryRun", json!([request])).await.unwrap();
    assert_eq!((&report["ending"], &report["gasUsed"]), (&json!("reverted"), &json!(20_004)));
    assert_eq!((&report["returnData"], &report["steps"]), (&json!("0x"), &json!(0)));
    assert_eq!(report["storageCharged"], u128::MAX.to_string());
    let request = json!({ "caller": alice(), "instance": instance(), "value": "1", "input": "0x0102" });
    let report = call("msez_dryRun", json!([request, true])).await.unwrap();
    assert_eq!((&report["returnData"], &report["steps"]), (&json!("0x0102"), &json!(1)));
}

#[tokio::test]
async fn an_estimate_is_a_number_or_how_the_call_fails() {
    let request = |gas: Value| json!([{ "caller": alice(), "instance": instance(), "gasLimit": gas }]);
    assert_eq!(call("msez_estimateGas", request(json!(7))).await.unwrap(), 7);
    let error = call("msez_estimateGas", request(Value::Null)).await.unwrap_err();
    assert_eq!((&error["code"], &error["data"]["ending"]), (&json!(-32153), &json!("reverted")));
}

#[tokio::test]
async fn receipts_are_listed_and_proven_by_number_and_by_hash() {
    let listed = call("msez_receipts", json!([1])).await.unwrap();
    assert_eq!(listed, call("msez_receipts", json!([block(1)])).await.unwrap());
    assert_eq!((&listed["block"], &listed["domain"]), (&json!(block(1)), &json!(block(0))));
    assert_eq!((&listed["folded"], &listed["receipts"]["next"]), (&json!(0), &Value::Null));
    let items = listed["receipts"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!((&items[2]["index"], &items[2]["event"]), (&json!(2), &json!("0x0201")));
    let page = call("msez_receipts", json!([1, { "offset": 1, "limit": 1 }])).await.unwrap();
    assert_eq!(page["receipts"], json!({ "items": [items[1]], "next": 2 }));

    for (n, item) in (0..).zip(items) {
        let proof = call("msez_receiptProof", json!([1, n])).await.unwrap();
        assert_eq!((&proof["event"], &proof["pallet"]), (&item["event"], &json!(60)));
        let entry: Entry = serde_json::from_value(proof["entry"].clone()).unwrap();
        let inclusion: Inclusion = serde_json::from_value(proof["inclusion"].clone()).unwrap();
        let note = msez_receipts::note::<SoftKeccak>(60, &event(1, n));
        assert_eq!(json!(note), item["note"]);
        let domain = Digest(block(0).0);
        assert_eq!(entry.record.check::<SoftKeccak>(&domain), Ok(()));
        assert_eq!(msez_receipts::verify::<SoftKeccak>(&domain, &entry.record, &note, &inclusion), Ok(()));
    }
}

#[tokio::test]
async fn why_there_is_no_receipt_is_told_apart() {
    for (params, code) in [
        (json!([0, 0]), -32114),
        (json!([3, 0]), -32150),
        (json!([Hash::repeat_byte(9), 0]), -32150),
        (json!([1, 3]), -32154),
        (json!([2, 2]), -32156),
    ] {
        assert_eq!(error_code("msez_receiptProof", params.clone()).await, code, "{params}");
    }
    assert_eq!(call("msez_receiptProof", json!([1, 3])).await.unwrap_err()["data"], json!({ "width": 3 }));
    // The fold is no receipt.
    let folded = call("msez_receipts", json!([2])).await.unwrap();
    assert_eq!((&folded["folded"], &folded["receipts"]["items"][2]), (&json!(2), &Value::Null));
    assert_eq!(error_code("msez_receipts", json!([1, { "limit": 0 }])).await, -32106);

    let nothing = module_with(InMemOffchainStorage::default());
    assert_eq!(call_of(nothing, "msez_receipts", json!([1])).await.unwrap_err()["code"], -32155);
    // The list is there, an event is not; or what is there is something else.
    let mut index = index();
    let note = receipts_of(1).notes[1];
    index.remove(STORAGE_PREFIX, &event_key(&note));
    let one = module_with(index.clone());
    assert_eq!(call_of(one, "msez_receiptProof", json!([1, 1])).await.unwrap_err()["code"], -32155);
    let other = IndexedEvent { pallet: 61, event: event(1, 1) };
    index.set(STORAGE_PREFIX, &event_key(&note), &codec::Encode::encode(&other));
    let forged = module_with(index);
    assert_eq!(call_of(forged, "msez_receiptProof", json!([1, 1])).await.unwrap_err()["code"], -32110);
}

#[tokio::test]
async fn what_the_chain_itself_keeps_of_the_trail_can_be_asked() {
    assert_eq!(call("msez_auditLatest", json!([])).await.unwrap(), Value::Null);
    let entry = call("msez_auditEntry", json!([2])).await.unwrap();
    assert_eq!((&entry["record"]["block"], &entry["record"]["width"]), (&json!(2), &json!(3)));
    let pruned = call("msez_auditEntry", json!([1])).await.unwrap_err();
    assert_eq!(pruned["data"], json!({ "cause": "receiptsPruned", "keptSince": 2 }));
    assert_eq!(error_code("msez_auditEntry", json!([3])).await, -32114);
}

#[tokio::test]
async fn an_issuer_is_named_by_its_address() {
    assert_eq!(call("msez_nextNonce", json!([alice()])).await.unwrap(), json!(9));
}

#[test]
fn every_method_is_in_the_documentation() {
    let readme = include_str!("../../README.md");
    for method in module().method_names() {
        assert!(readme.contains(&format!("`{method}`")), "{method} is not in the README");
    }
}
