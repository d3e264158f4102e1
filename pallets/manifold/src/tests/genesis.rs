use super::*;

fn all() -> crate::GenesisConfig<Test> {
    crate::GenesisConfig {
        jurisdictions: samples::jurisdictions(|id| id.len() as u64),
        corridors: samples::corridors(),
        accreditations: genesis().accreditations,
    }
}

#[test]
fn the_samples_make_a_chain_in_their_order() {
    let mut config = all();
    config.accreditations.clear();
    ext_with(config).execute_with(|| {
        let ids = ["uae-difc", "kz-aifc", "ae-abudhabi-adgm", "sg-mas", "gb-fca", "hk-sfc"];
        for (position, id) in ids.into_iter().enumerate() {
            assert_eq!(Manifold::index_of(&place(id)), Some(position as u16 + 1));
            assert!(Manifold::is_active(&place(id)));
        }
        assert_eq!(Manifold::corridors().count(), 8);
        Manifold::do_try_state().unwrap();
    });
}

#[test]
fn the_genesis_survives_json() {
    let json = serde_json::to_value(all()).unwrap();
    assert_eq!(json["jurisdictions"][0]["id"], "uae-difc");
    assert_eq!(json["jurisdictions"][0]["entryFee"], "1000000000");
    assert_eq!(json["jurisdictions"][0]["profiles"][0]["domains"], serde_json::json!(["aml", "kyc"]));
    assert_eq!(json["corridors"][0]["terms"]["transferFeeBps"], 10);
    assert_eq!(json["accreditations"][0]["domain"], "kyc");
    let back: crate::GenesisConfig<Test> = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(back).unwrap(), json);
}

#[test]
fn a_jurisdiction_of_the_genesis_needs_no_optional_field() {
    let json = serde_json::json!({
        "id": "xx-min", "name": "Minimum", "country": "XX", "framework": "None", "authority": 7,
        "entryFee": "0", "annualFee": "0"
    });
    let definition: JurisdictionDefinition<u64> = serde_json::from_value(json).unwrap();
    assert!(definition.validate().is_ok());
    assert_eq!(definition.capabilities, Capabilities { custody: true, trading: true, settlement: true });
}

#[test]
#[should_panic(expected = "jurisdiction \"XX\" of the genesis is refused")]
fn a_malformed_jurisdiction_stops_the_genesis() {
    ext_with(crate::GenesisConfig { jurisdictions: vec![newcomer("XX")], ..Default::default() });
}

#[test]
#[should_panic(expected = "corridor \"corridor-difc-aifc\" of the genesis is refused")]
fn a_corridor_without_its_ends_stops_the_genesis() {
    ext_with(crate::GenesisConfig { corridors: vec![samples::corridor_difc_aifc()], ..Default::default() });
}

#[test]
#[should_panic(expected = "an accreditation in uae-difc of the genesis is refused")]
fn an_accreditation_without_its_jurisdiction_stops_the_genesis() {
    ext_with(crate::GenesisConfig { accreditations: genesis().accreditations, ..Default::default() });
}
