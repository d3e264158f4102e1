//! Short campaigns of the fuzzer of the VM, and what was found before.

use msez_fuzz::vm::{campaign, corpus_file, read_cases, regressions_file, replay};

#[test]
fn fifty_thousand_programs_hold() {
    let report = campaign(50_000, 1, read_cases(&corpus_file()), None, |_| ());
    let findings: Vec<String> =
        report.findings.iter().map(|(fault, case)| format!("{fault}\n{case}")).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(report.succeeded > 2_000, "programs that all fail test little: {}", report.succeeded);
}

#[test]
fn the_corpus_and_the_regressions_hold() {
    assert!(replay(&corpus_file()).unwrap_or_else(|fault| panic!("{fault}")) > 100);
    replay(&regressions_file()).unwrap_or_else(|fault| panic!("{fault}"));
}
