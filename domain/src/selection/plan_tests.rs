use super::*;
use crate::selection::Stage;

/// A plan that may be sent.
pub fn good() -> PlanForm {
    PlanForm {
        positions: vec!["1".into()],
        letter_number: "800/123/BKD/2016".into(),
        filling_method: "open_selection".into(),
        reason: "term_exceeded".into(),
        methods: vec!["assessment_centre".into()],
        weights: WeightsForm {
            managerial: "40".into(),
            paper: "20".into(),
            interview: "30".into(),
            track_record: "10".into(),
        },
        committee: vec![MemberForm {
            name: "Dr. Ratna".into(),
            element: "expert".into(),
            ..MemberForm::default()
        }],
        schedule: vec![ScheduleForm {
            activity: "Pengumuman".into(),
            start: "01/08/2016".into(),
            end: "15/08/2016".into(),
        }],
        ..PlanForm::default()
    }
}

fn complaint(form: &PlanForm, field: &str) -> String {
    form.validate().unwrap_err().get(field).unwrap_or_default().to_owned()
}

#[test]
fn a_good_plan_is_taken() {
    let details = good().validate().unwrap();
    let stages: Vec<_> =
        details.scheme.stages().iter().map(|s| (s.stage(), s.weight().unwrap().get())).collect();
    assert_eq!(
        stages,
        [(Stage::Managerial, 40), (Stage::Paper, 20), (Stage::Interview, 30), (Stage::TrackRecord, 10)]
    );
}

#[test]
fn the_stages_may_stand_in_another_order() {
    let mut form = good();
    form.order = OrderForm {
        managerial: "2".into(),
        paper: "1".into(),
        interview: "4".into(),
        track_record: "3".into(),
    };
    let details = form.validate().unwrap();
    assert_eq!(details.scheme.stage(0), Some(Stage::Paper));
    assert_eq!(details.scheme.stage(2), Some(Stage::TrackRecord));
    form.order.paper = "2".into();
    assert!(complaint(&form, "order[paper]").contains("urutan yang berbeda"));
}

#[test]
fn weights_must_add_up() {
    let mut form = good();
    form.weights.interview = "40".into();
    assert_eq!(complaint(&form, "weights"), "Jumlah semua bobot harus 100; sekarang 110.");
    form.weights.interview = "5".into();
    assert_eq!(complaint(&form, "weights[interview]"), "Bobot wawancara harus antara 10 dan 100.");
}

fn own(name: &str, weight: &str, after: &str) -> OwnStageForm {
    OwnStageForm { name: name.into(), weight: weight.into(), after: after.into(), ..OwnStageForm::default() }
}

/// One that is passed or failed.
fn pass_fail(name: &str) -> OwnStageForm {
    OwnStageForm { grading: "pass_fail".into(), ..own(name, "", "start") }
}

#[test]
fn a_stage_may_be_passed_or_failed_and_counts_nothing() {
    let mut form = good();
    form.stages = vec![pass_fail("Tes Kesehatan"), own("Uji Wawasan", "10", "")];
    form.weights.managerial = "30".into();
    let scheme = form.validate().unwrap().scheme;
    let health = &scheme.stages()[0];
    assert_eq!((health.label(), health.weight()), ("Tes Kesehatan", None));
    let typed = form.typed_stages();
    assert_eq!((typed[0].label.as_str(), typed[0].weight.as_str()), ("Tes Kesehatan", "Gugur/lulus"));

    form.weights.managerial = "40".into();
    assert_eq!(complaint(&form, "weights"), "Jumlah semua bobot harus 100; sekarang 110.");
}

#[test]
fn how_a_stage_is_judged_is_checked_at_its_row() {
    let mut form = good();
    form.stages = vec![OwnStageForm { weight: "10".into(), ..pass_fail("Tes Kesehatan") }];
    assert_eq!(
        complaint(&form, "stages[0][weight]"),
        "Kosongkan bobot Tes Kesehatan: penilaiannya gugur/lulus."
    );
    form.stages = vec![OwnStageForm { grading: "undian".into(), ..pass_fail("Tes Kesehatan") }];
    assert_eq!(complaint(&form, "stages[0][grading]"), "Pilih penilaian dari daftar.");
    assert!(form.validate_draft().is_ok(), "a draft keeps what is not right yet");
    form.stages = vec![own("Tes Kesehatan", "", "")];
    assert_eq!(complaint(&form, "stages[0][weight]"), "Bobot Tes Kesehatan wajib diisi.");
    // Chosen, and its name forgotten: it does not go lost.
    form.stages = vec![pass_fail("")];
    assert_eq!(complaint(&form, "stages[0][name]"), "Nama tahapan wajib diisi.");
}

#[test]
fn a_plan_may_have_stages_of_its_own() {
    let mut form = good();
    form.weights = WeightsForm { managerial: "20".into(), interview: "20".into(), ..form.weights };
    form.stages = vec![
        own("Tes Kesehatan", "10", ""),
        own("", "", "paper"),
        own("Uji Wawasan", "10", "start"),
        own("Uji Publik", "10", "managerial"),
    ];
    form.order = OrderForm { managerial: "2".into(), paper: "1".into(), ..OrderForm::default() };
    let scheme = form.validate().unwrap().scheme;
    let told: Vec<_> = scheme.stages().iter().map(|stage| (stage.label(), stage.stage().code())).collect();
    assert_eq!(
        told,
        [
            ("Uji Wawasan", "own_2"),
            ("Penulisan Makalah", "paper"),
            ("Kompetensi Manajerial", "managerial"),
            ("Uji Publik", "own_3"),
            ("Wawancara", "interview"),
            ("Rekam Jejak", "track_record"),
            ("Tes Kesehatan", "own_1"),
        ]
    );
    let typed = form.typed_stages();
    let shown: Vec<_> = typed.iter().map(|stage| (&*stage.order, &*stage.label)).collect();
    assert_eq!(shown[..3], [("", "Uji Wawasan"), ("1", "Penulisan Makalah"), ("2", "Kompetensi Manajerial")]);
    assert_eq!(typed.len(), 7);
}

#[test]
fn a_stage_of_its_own_is_checked_at_its_row() {
    let mut form = good();
    form.stages = vec![own("", "5", "nanti")];
    assert_eq!(complaint(&form, "stages[0][name]"), "Nama tahapan wajib diisi.");
    assert_eq!(complaint(&form, "stages[0][weight]"), "Bobot tahapan ini harus antara 10 dan 100.");
    assert_eq!(complaint(&form, "stages[0][after]"), "Pilih letak tahapan dari daftar.");
    form.stages = vec![own("Wawancara", "10", "")];
    form.weights.managerial = "30".into();
    assert_eq!(complaint(&form, "weights"), "Tahapan Wawancara tertulis dua kali.");
    form.stages = (0..5).map(|row| own(&format!("Tes {row}"), "10", "")).collect();
    assert_eq!(complaint(&form, "stages"), "Paling banyak 4 tahapan lain dalam satu rencana.");
    assert!(form.validate_draft().is_err());
    form.stages = vec![own("Tes", "sepuluh", "nanti")];
    assert!(form.validate_draft().is_ok(), "a draft keeps what is not right yet");
}

#[test]
fn an_end_before_its_start_is_named_at_its_row() {
    let mut form = good();
    form.schedule.insert(0, ScheduleForm::default());
    form.schedule[1].end = "31/07/2016".into();
    assert_eq!(complaint(&form, "schedule[1][end]"), "Tanggal akhir tidak boleh sebelum Tanggal mulai.");
}

#[test]
fn blank_rows_do_not_count() {
    let mut form = good();
    form.committee = vec![MemberForm { element: "internal".into(), ..MemberForm::default() }];
    assert_eq!(complaint(&form, "committee"), "Isi paling sedikit satu anggota Panitia Seleksi.");
    form.schedule = vec![ScheduleForm::default()];
    assert_eq!(complaint(&form, "schedule"), "Isi paling sedikit satu kegiatan dalam Jadwal.");
}

#[test]
fn an_empty_form_names_every_required_field() {
    let errors = <PlanForm>::default().validate().unwrap_err();
    for field in [
        "positions",
        "letter_number",
        "filling_method",
        "reason",
        "weights[managerial]",
        "weights[paper]",
        "weights[interview]",
        "weights[track_record]",
        "committee",
        "schedule",
    ] {
        assert!(errors.get(field).is_some(), "{field}");
    }
    assert!(<PlanForm>::default().validate_draft().is_ok());
}

#[test]
fn a_draft_is_kept_within_sane_sizes() {
    let form: PlanForm = PlanForm { letter_number: "x".repeat(101), ..PlanForm::default() };
    assert!(form.validate_draft().is_err());
}
