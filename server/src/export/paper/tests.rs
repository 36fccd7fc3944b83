//! What each paper says.

use app::api::selection::views::{AcceptedView, ApplicantView, GroundView, ThreeView};
use domain::{
    id::{ApplicantId, InstitutionId, VacancyId},
    selection::{
        CommitteeElement, PlannedStage, Scheme, Stage, plan::Member, shortlist::Ground, stage::OwnStage,
    },
};

use super::*;
use crate::export::pdf::document::Part;

/// Kompetensi Manajerial and Wawancara are weighed; Tes Kesehatan is passed or failed.
fn scheme() -> Scheme {
    let weight = |weight: &str| weight.parse().unwrap();
    Scheme::new(vec![
        PlannedStage::usual(Stage::Managerial, weight("60")),
        PlannedStage::own(OwnStage::at(0).unwrap(), "Tes Kesehatan".to_owned(), None),
        PlannedStage::usual(Stage::Interview, weight("40")),
    ])
    .unwrap()
}

fn person(number: i64, reached: usize, scores: &[&str], rank: Option<usize>) -> ApplicantView {
    let scores: Vec<String> = scores.iter().map(|score| (*score).to_owned()).collect();
    ApplicantView {
        id: ApplicantId::new(number),
        version: 1,
        name: format!("Kandidat {number}"),
        nip: format!("19700101199501100{number}"),
        agency: "Dinas Kesehatan".to_owned(),
        reached,
        marks: scores.iter().map(|score| format!("N{score}")).collect(),
        failed: scores.iter().position(|score| score == "Gugur"),
        scores,
        total: rank.map(|rank| format!("T{rank}")),
        rank,
        ground: None,
        described: false,
        accepted: None,
        reason: None,
        withdrawal: None,
    }
}

fn vacancy() -> VacancyPaper {
    let accepted = |number, rank| AcceptedView {
        name: format!("Kandidat {number}"),
        nip: format!("19700101199501100{number}"),
        agency: "Dinas Kesehatan".to_owned(),
        total: format!("T{rank}"),
        rank,
        reason: None,
    };
    let member = |name: &str, note: &str| Member {
        name: name.to_owned(),
        note: note.to_owned(),
        element: CommitteeElement::Expert,
        file: Vec::new(),
    };
    VacancyPaper {
        id: VacancyId::new(1),
        institution_id: InstitutionId::new(1),
        institution: "Kota Surabaya".to_owned(),
        title: "Kepala Dinas Sosial".to_owned(),
        unit: "Dinas Sosial".to_owned(),
        scheme: scheme(),
        applicants: vec![
            person(1, 3, &["7", "Lulus", "8"], Some(2)),
            person(2, 2, &["6", "Gugur"], None),
            person(3, 3, &["9", "Lulus", "8"], Some(1)),
            person(4, 1, &[], None),
        ],
        three: ThreeView { post: String::new(), people: vec![accepted(3, 1), accepted(1, 2)], note: None },
        grounds: Vec::new(),
        obstacles: Vec::new(),
        note: Some("Hanya dua yang lulus.".to_owned()),
        committee: vec![member("Dr. Ratna", "Ketua"), member("Drs. Budi", "")],
    }
}

fn words(document: Result<Document, AppError>) -> String {
    document.unwrap().words()
}

/// In this order, one after the other.
fn assert_says(words: &str, lines: &[&str]) {
    let mut rest = words;
    for line in lines {
        let Some((_, after)) = rest.split_once(line) else { panic!("“{line}” is missing in:\n{rest}") };
        rest = after;
    }
}

#[test]
fn a_score_sheet_has_those_who_take_part_with_empty_boxes() {
    let words = words(score_sheet::document(&vacancy(), Stage::Interview));
    assert_says(
        &words,
        &[
            "KOTA SURABAYA\nPANITIA SELEKSI TERBUKA JABATAN PIMPINAN TINGGI\nJabatan: Kepala Dinas Sosial\n",
            "LEMBAR PENILAIAN\nWAWANCARA (BOBOT 40)\n",
            "Unit Kerja: Dinas Sosial\n",
            "No | Nama | NIP | Instansi | Skor (1–10) | Catatan\n",
            "1 | Kandidat 1 | 197001011995011001 | Dinas Kesehatan |  | \n",
            "2 | Kandidat 3 | 197001011995011003 | Dinas Kesehatan |  | \n",
            "Panitia Seleksi,\nDr. Ratna (Ketua)\nDrs. Budi ()",
        ],
    );
    assert!(!words.contains("Kandidat 2") && !words.contains("Kandidat 4"), "{words}");
    assert!(!words.contains("N8") && !words.contains('8'), "nobody sees what was scored:\n{words}");
}

#[test]
fn a_stage_without_weight_is_passed_or_failed() {
    let own = Stage::Own(OwnStage::at(0).unwrap());
    let words = words(score_sheet::document(&vacancy(), own));
    assert_says(
        &words,
        &[
            "TES KESEHATAN\n",
            "| Instansi | Lulus | Gugur | Catatan\n",
            "2 | Kandidat 2 | 197001011995011002 | Dinas Kesehatan | [ ] | [ ] | \n",
        ],
    );
    assert!(!words.contains("BOBOT") && !words.contains("Skor"), "{words}");
}

#[test]
fn a_stage_in_which_nobody_is_has_no_sheet_and_one_that_is_none_is_not_found() {
    let mut vacancy = vacancy();
    assert_eq!(score_sheet::document(&vacancy, Stage::Paper), Err(AppError::NotFound));
    vacancy.applicants.truncate(2);
    vacancy.applicants.remove(0);
    let refused = score_sheet::document(&vacancy, Stage::Interview).unwrap_err();
    assert!(
        matches!(&refused, AppError::Refused(text) if text.contains("mengikuti wawancara")),
        "{refused:?}"
    );
}

#[test]
fn the_recap_is_the_pages_by_rank() {
    let words = words(recap::document(&vacancy()));
    assert_says(
        &words,
        &[
            "REKAP NILAI\n",
            "| Instansi | Nilai Kompetensi Manajerial | Hasil Tes Kesehatan | Nilai Wawancara | Total Nilai | Peringkat\n",
            "1 | Kandidat 3 | 197001011995011003 | Dinas Kesehatan | N9 | Lulus | N8 | T1 | 1\n",
            "2 | Kandidat 1 | 197001011995011001 | Dinas Kesehatan | N7 | Lulus | N8 | T2 | 2\n",
            "3 | Kandidat 2 | 197001011995011002 | Dinas Kesehatan | N6 | Gugur | - | - | -\n",
            "4 | Kandidat 4 | 197001011995011004 | Dinas Kesehatan | - | - | - | - | -\n",
            "Dr. Ratna (Ketua)",
        ],
    );
    let nobody = VacancyPaper { applicants: Vec::new(), ..vacancy() };
    assert!(matches!(recap::document(&nobody), Err(AppError::Refused(_))));
}

#[test]
fn the_minutes_say_whom_the_panel_established() {
    let words = words(minutes::document(&vacancy()));
    assert_says(
        &words,
        &[
            "BERITA ACARA\n",
            "Nomor: ....",
            "Pada hari ini ....",
            "menetapkan 2 (dua) orang pelamar yang memperoleh total nilai tertinggi secara berurutan",
            "1 | Kandidat 3 | 197001011995011003 | Dinas Kesehatan | T1 | 1\n",
            "2 | Kandidat 1 | 197001011995011001 | Dinas Kesehatan | T2 | 2\n",
            "kurang dari tiga orang dengan alasan: Hanya dua yang lulus.\n",
            "Demikian Berita Acara ini",
            "Dr. Ratna (Ketua)\nDrs. Budi ()",
        ],
    );
}

#[test]
fn whoever_was_chosen_out_of_rank_stands_there_with_the_reason() {
    let ground = GroundView {
        post: String::new(),
        name: "Kandidat 1".to_owned(),
        ground: Ground::OutOfRank,
        equals: String::new(),
        reason: "Menguasai bidang sosial".to_owned(),
    };
    let words = words(minutes::document(&VacancyPaper { grounds: vec![ground], ..vacancy() }));
    assert!(!words.contains("tertinggi"), "{words}");
    assert_says(&words, &["Alasan penetapan Kandidat 1 (di luar urutan): Menguasai bidang sosial.\n"]);
}

#[test]
fn before_the_three_are_established_there_are_no_minutes() {
    let nobody = ThreeView { post: String::new(), people: Vec::new(), note: None };
    let obstacles = vec!["baru 2 dari tiga pelamar diterima".to_owned()];
    for vacancy in [VacancyPaper { three: nobody, ..vacancy() }, VacancyPaper { obstacles, ..vacancy() }] {
        assert!(matches!(minutes::document(&vacancy), Err(AppError::Refused(_))));
    }
}

#[test]
fn a_recap_of_many_stages_lies_on_its_long_side() {
    assert!(recap::document(&vacancy()).unwrap().wide);
    let one = Scheme::new(vec![PlannedStage::usual(Stage::Interview, "100".parse().unwrap())]).unwrap();
    let recap = recap::document(&VacancyPaper { scheme: one, ..vacancy() }).unwrap();
    assert!(!recap.wide);
    assert!(matches!(recap.parts.first(), Some(Part::Letterhead(_))));
}

#[test]
fn whoever_resigned_is_told_and_nobody_is_then_said_to_follow_in_rank() {
    let mut left = vacancy();
    left.applicants[0].withdrawal = Some("Mengundurkan diri 20/11/2026: Sakit".to_owned());
    left.three.people[1] =
        AcceptedView { reason: Some("Menguasai bidang sosial".to_owned()), ..left.three.people[1].clone() };
    let words = words(minutes::document(&left));
    assert!(!words.contains("tertinggi"), "{words}");
    assert_says(
        &words,
        &[
            "Alasan penetapan Kandidat 1: Menguasai bidang sosial.\n",
            "Kandidat 1, total nilai T2, tidak diperingkat. Mengundurkan diri 20/11/2026: Sakit.\n",
        ],
    );
}
