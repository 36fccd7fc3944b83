use super::*;
use crate::{number::Score, selection::outcome::Verdict};

fn weight(percent: u8) -> Weight {
    Weight::new(percent).unwrap()
}

pub(crate) fn usual(stages: &[(Stage, u8)]) -> Vec<PlannedStage> {
    stages.iter().map(|(stage, percent)| PlannedStage::usual(*stage, weight(*percent))).collect()
}

/// The figures' scheme: 40, 20, 30, 10 in the usual order.
pub(crate) fn usual_scheme() -> Scheme {
    let percents = [40, 20, 30, 10];
    Scheme::new(usual(&std::array::from_fn::<_, 4, _>(|at| (Stage::USUAL[at], percents[at])))).unwrap()
}

fn own(row: usize, name: &str, percent: u8) -> PlannedStage {
    PlannedStage::own(OwnStage::at(row).unwrap(), name.to_owned(), Some(weight(percent)))
}

/// One of those that are passed or failed.
fn pass_fail(row: usize, name: &str) -> PlannedStage {
    PlannedStage::own(OwnStage::at(row).unwrap(), name.to_owned(), None)
}

/// Tes Kesehatan, which is passed or failed, before the figures' four.
pub(crate) fn health_first() -> Scheme {
    let mut stages = usual_scheme().stages().to_vec();
    stages.insert(0, pass_fail(0, "Tes Kesehatan"));
    Scheme::new(stages).unwrap()
}

#[test]
fn a_code_is_what_is_written_and_what_is_read_back() {
    let all = Stage::USUAL.into_iter().chain((0..MAX_STAGES).filter_map(OwnStage::at).map(Stage::Own));
    let mut seen = Vec::new();
    for stage in all {
        let written = serde_json::to_string(&stage).unwrap();
        assert_eq!(written, format!("\"{}\"", stage.code()));
        assert_eq!(serde_json::from_str::<Stage>(&written).unwrap(), stage);
        assert!(!seen.contains(&stage.code()));
        seen.push(stage.code());
    }
    assert_eq!(seen.len(), 12);
    for code in ["", "own_0", "own_9", "Wawancara"] {
        assert_eq!(Stage::from_code(code), None, "{code}");
    }
    assert!(serde_json::from_str::<Stage>("\"own_9\"").is_err());
    assert_eq!(OwnStage::at(MAX_STAGES), None);
}

#[test]
fn a_scheme_names_each_stage_once_and_adds_up() {
    use Stage::{Interview, Managerial, Paper, TrackRecord};
    let said = |stages: Vec<PlannedStage>| Scheme::new(stages).unwrap_err();
    assert_eq!(
        said(usual(&[(Managerial, 40), (Managerial, 20), (Interview, 30), (TrackRecord, 10)])),
        "Tahapan Kompetensi Manajerial tertulis dua kali."
    );
    assert_eq!(
        said(usual(&[(Managerial, 40), (Paper, 20), (Interview, 30), (TrackRecord, 20)])),
        "Jumlah semua bobot harus 100; sekarang 110."
    );
    assert_eq!(said(vec![]), "Isi paling sedikit satu dan paling banyak 8 tahapan.");
    assert_eq!(
        said((0..8).map(|row| own(row, &format!("Tes {row}"), 10)).chain(usual(&[(Paper, 20)])).collect()),
        "Isi paling sedikit satu dan paling banyak 8 tahapan."
    );
    assert_eq!(
        said(vec![own(0, "Tes Kesehatan", 50), own(1, "tes kesehatan", 50)]),
        "Tahapan tes kesehatan tertulis dua kali."
    );
    assert_eq!(
        said(vec![own(0, "wawancara", 50), usual(&[(Interview, 50)]).remove(0)]),
        "Tahapan Wawancara tertulis dua kali."
    );

    let other =
        Scheme::new(usual(&[(Paper, 15), (TrackRecord, 20), (Managerial, 30), (Interview, 35)])).unwrap();
    assert_eq!(
        (other.index(Managerial), other.find(Interview).unwrap().weight()),
        (Some(2), Some(weight(35)))
    );
    assert_eq!((other.stage(4), other.index(Stage::Own(OwnStage(1)))), (None, None));
}

#[test]
fn an_own_stage_has_the_plans_words() {
    let mut stages = usual(&[(Stage::Managerial, 40), (Stage::TrackRecord, 10), (Stage::Interview, 20)]);
    stages.insert(1, own(0, "Uji Wawasan", 30));
    let scheme = Scheme::new(stages).unwrap();
    let wawasan = scheme.stage(1).unwrap();
    assert_eq!((scheme.label(wawasan), scheme.in_sentence(wawasan)), ("Uji Wawasan", "Uji Wawasan"));
    assert_eq!(
        (scheme.label(Stage::Interview), scheme.in_sentence(Stage::Interview)),
        ("Wawancara", "wawancara")
    );
    assert_eq!(scheme.described_in(), Stage::TrackRecord);
    let written = serde_json::to_value(&scheme).unwrap();
    assert_eq!(written[0], serde_json::json!({"stage": "managerial", "weight": 40}));
    assert_eq!(written[1], serde_json::json!({"stage": "own_1", "name": "Uji Wawasan", "weight": 30}));
    assert_eq!(serde_json::from_value::<Scheme>(written).unwrap(), scheme);
}

#[test]
fn without_a_track_record_it_is_described_in_the_last_stage() {
    let scheme = Scheme::new(usual(&[(Stage::Paper, 40), (Stage::Interview, 60)])).unwrap();
    assert_eq!(scheme.described_in(), Stage::Interview);
}

#[test]
fn a_stage_without_weight_counts_nothing_and_is_passed_or_failed() {
    let scheme = health_first();
    let health = &scheme.stages()[0];
    assert_eq!((health.weight(), health.outcome_words()), (None, ("Hasil", "hasil")));
    let score = Score::from_hundredths(750).unwrap();
    assert!(health.gives(Verdict::Failed.into()) && !health.gives(score.into()));
    let paper = scheme.find(Stage::Paper).unwrap();
    assert!(!paper.gives(Verdict::Passed.into()) && paper.gives(score.into()));
    assert_eq!(scheme.outcome_words(Stage::Paper), ("Skor", "skor"));

    let only = (0..3).map(|row| pass_fail(row, &format!("Tes {row}"))).collect();
    assert_eq!(Scheme::new(only).unwrap_err(), "Jumlah semua bobot harus 100; sekarang 0.");

    let written = serde_json::to_value(&scheme).unwrap();
    assert_eq!(written[0], serde_json::json!({"stage": "own_1", "name": "Tes Kesehatan"}));
    assert_eq!(serde_json::from_value::<Scheme>(written).unwrap(), scheme);
}
