//! What comes next on each page of a selection: in a sentence, for whoever reads it.

use domain::selection::{NextStep, Phase, access::PlanAction, next::Progressed, shortlist::SHORTLIST};

use super::plan::dialogs;
use crate::{
    api::selection::views::{InaugurationView, PlanView, ReportView, VacancySummary, VacancyView},
    components::{Onward, Way},
};

/// On the page of a plan.
#[must_use]
pub fn of_plan(view: &PlanView) -> Onward {
    let here = format!("/seleksi/{}", view.id);
    let complete = view.vacancies.iter().all(|vacancy| vacancy.obstacles.is_empty());
    let Some(step) = NextStep::of(view.phase, Progressed { corrected: view.corrected, complete }) else {
        return ended(view);
    };
    if !view.rights.may(step.action()) {
        return with_queue(view, Onward::wait(waiting(view, step)));
    }
    let edit = || Way::Link(format!("{here}/ubah"));
    let report = || Way::Link(format!("{here}/pelaporan"));
    match step {
        NextStep::Complete => {
            Onward::go("Lengkapi rencana ini, lalu kirim kepada komisi.", "Lengkapi dan kirim", edit())
        }
        NextStep::Correct => Onward::go(
            "Komisi meminta perbaikan. Baca permintaannya pada Dialog Perbaikan, ubah rencana, lalu kirim kembali.",
            "Perbaiki rencana",
            edit(),
        ),
        NextStep::Assign => Onward::go(
            "Rencana baru. Pilih petugas yang menanganinya.",
            "Pilih petugas",
            Way::Dialog(dialogs::OFFICER),
        ),
        NextStep::Review => Onward::go(
            "Reviu rencana ini. Bila sesuai, catat Rekomendasi dan setujui; bila belum, minta Perbaikan.",
            "Rekomendasi dan setujui",
            Way::Dialog(dialogs::BOTH),
        ),
        NextStep::CheckCorrection => Onward::go(
            "Institusi telah memperbaiki rencana. Periksa yang berubah; bila sesuai, catat Rekomendasi dan setujui.",
            "Rekomendasi dan setujui",
            Way::Dialog(dialogs::BOTH),
        ),
        NextStep::Approve => Onward::go(
            "Rekomendasi sudah dicatat. Setujui rencana agar institusi dapat memulai Proses Seleksi.",
            "Setujui rencana",
            Way::Dialog(dialogs::APPROVAL),
        ),
        NextStep::RunProcess => match view.vacancies.iter().find(|vacancy| !vacancy.obstacles.is_empty()) {
            Some(vacancy) => Onward::go(
                format!("Lanjutkan Proses Seleksi {}.", vacancy.label),
                "Lanjutkan proses",
                Way::Link(format!("{here}/lowongan/{}", vacancy.id)),
            ),
            None => Onward::wait("Lanjutkan Proses Seleksi setiap jabatan."),
        },
        NextStep::SendReport => Onward::go(
            "Tiga besar setiap jabatan sudah lengkap. Kirim laporannya kepada komisi.",
            "Kirim laporan",
            report(),
        ),
        NextStep::CorrectReport => Onward::go(
            "Komisi meminta perbaikan laporan. Perbaiki, lalu kirim kembali.",
            "Perbaiki laporan",
            report(),
        ),
        NextStep::ReviewReport => Onward::go(
            "Laporan sudah masuk. Reviu, lalu nyatakan lulus atau minta perbaikan.",
            "Reviu laporan",
            report(),
        ),
        NextStep::Inaugurate => inaugurate(&view.vacancies, &here),
    }
}

/// The first post that somebody was accepted for and that is not filled yet.
fn inaugurate(vacancies: &[VacancySummary], plan: &str) -> Onward {
    let Some(vacancy) = vacancies.iter().find(|vacancy| vacancy.to_fill && !vacancy.filled) else {
        return Onward::wait("Semua jabatan telah terisi.");
    };
    if vacancy.documented {
        return Onward::go(
            format!("Dokumen pelantikan {} sudah ada. Pilih pejabat yang dilantik.", vacancy.label),
            "Tambah Pejabat",
            Way::Link(format!("/pejabat/tambah?lowongan={}", vacancy.id)),
        );
    }
    Onward::go(
        format!("Laporan lulus. Catat pelantikan {}.", vacancy.label),
        "Catat pelantikan",
        Way::Link(format!("{plan}/lowongan/{}/pelantikan", vacancy.id)),
    )
}

/// Nothing comes next.
fn ended(view: &PlanView) -> Onward {
    let sentence = match view.phase {
        Phase::Rejected => "Rencana ini ditolak; tidak ada langkah lagi.",
        _ => "Seleksi ini selesai: tidak ada lagi jabatan yang harus diisi.",
    };
    with_queue(view, Onward::wait(sentence))
}

/// Whoever works through a queue goes on there.
fn with_queue(view: &PlanView, onward: Onward) -> Onward {
    let Some(next) = view.queue.as_ref().and_then(|queue| queue.next.as_ref()) else { return onward };
    let (from, _) = super::came_from();
    let list = crate::api::list::Filter::here(&from, super::LIST);
    let href = super::carrying(&format!("/seleksi/{}", next.id), &list, &next.place);
    Onward { button: Some((format!("Berikutnya: {}", next.name), Way::Link(href))), ..onward }
}

/// Whom all wait for.
fn waiting(view: &PlanView, step: NextStep) -> String {
    let officer = || view.officer.clone().unwrap_or_else(|| "petugas komisi".to_owned());
    let institution =
        if view.commission { view.institution.clone() } else { "Operator atau Admin Institusi".to_owned() };
    match step {
        NextStep::Complete => format!("Menunggu {institution} melengkapi dan mengirim rencana."),
        NextStep::Correct => format!("Menunggu perbaikan dari {institution}."),
        NextStep::Assign => {
            "Menunggu Komisioner atau Admin komisi memilih petugas yang menangani.".to_owned()
        }
        NextStep::Review => format!("Menunggu reviu {}.", officer()),
        NextStep::CheckCorrection => format!("Perbaikan sudah dikirim; menunggu reviu {}.", officer()),
        NextStep::Approve => format!("Rekomendasi sudah dicatat; menunggu persetujuan {}.", officer()),
        NextStep::RunProcess => {
            let done = view.vacancies.iter().filter(|vacancy| vacancy.obstacles.is_empty()).count();
            let all = view.vacancies.len();
            format!("Menunggu {institution} menyelesaikan Proses Seleksi: {done} dari {all} jabatan lengkap.")
        }
        NextStep::SendReport => format!("Tiga besar sudah lengkap; menunggu {institution} mengirim laporan."),
        NextStep::CorrectReport => format!("Menunggu perbaikan laporan dari {institution}."),
        NextStep::ReviewReport => format!("Laporan sudah dikirim; menunggu reviu {}.", officer()),
        NextStep::Inaugurate => format!("Laporan lulus; menunggu {institution} mencatat pelantikan."),
    }
}

/// On the page of a vacancy's process, of which this part is shown (`?tahap=`).
#[must_use]
pub fn of_vacancy(view: &VacancyView, part: &str) -> Onward {
    let plan = format!("/seleksi/{}", view.plan);
    if !matches!(view.phase, Phase::Process | Phase::ReportReturned) {
        return Onward::wait(match view.phase {
            Phase::Reported => "Laporan sudah dikirim dan sedang direviu; skor tidak berubah lagi.",
            Phase::Inauguration => "Laporan lulus; skor tidak berubah lagi.",
            Phase::Finished => "Seleksi ini selesai.",
            _ => "Proses Seleksi dimulai setelah rencana disetujui.",
        });
    }
    if !view.rights.may(PlanAction::RunProcess) {
        return Onward::wait(if view.obstacles.is_empty() {
            "Tiga besar jabatan ini sudah lengkap.".to_owned()
        } else {
            format!("Menunggu {} menyelesaikan Proses Seleksi jabatan ini.", view.institution)
        });
    }
    if view.can_report {
        let sentence = "Tiga besar setiap jabatan sudah lengkap. Kirim laporannya kepada komisi.";
        return Onward::go(sentence, "Kirim laporan", Way::Link(format!("{plan}/pelaporan")));
    }
    if let Some((other, label)) = &view.other {
        let sentence = format!("Jabatan ini sudah lengkap. Lanjutkan ke {label}.");
        return Onward::go(sentence, "Jabatan berikutnya", Way::Link(format!("{plan}/lowongan/{other}")));
    }
    within(view, part)
}

/// What keeps the vacancy from being complete, and where that is done.
fn within(view: &VacancyView, part: &str) -> Onward {
    let at_code = |code: &str, words: String, sentence: String| {
        if code == part {
            return Onward::wait(sentence);
        }
        let href = format!("/seleksi/{}/lowongan/{}?tahap={code}", view.plan, view.id);
        Onward::go(sentence, words, Way::Link(href))
    };
    if view.applicant_count.is_none() {
        return Onward::wait(
            "Catat Jumlah Pelamar, lalu masukkan pelamar yang memenuhi syarat administrasi.",
        );
    }
    if view.applicants.is_empty() {
        let sentence =
            "Masukkan pelamar yang memenuhi syarat administrasi; bila tidak ada, catat alasannya pada Rekap.";
        return Onward::wait(sentence);
    }
    let stages = view.scheme.stages();
    for (at, stage) in stages.iter().enumerate() {
        let name = view.scheme.in_sentence(stage.stage());
        let ready = view
            .applicants
            .iter()
            .filter(|person| {
                let scored = person.reached == at && person.scores.len() == at;
                person.is_present() && scored && person.failed.is_none()
            })
            .count();
        let unscored = view
            .applicants
            .iter()
            .filter(|person| person.takes_part(at) && person.scores.len() <= at)
            .count();
        if unscored > 0 {
            let sentence = format!("{unscored} pelamar belum dinilai pada {name}.");
            return at_code(stage.stage().code(), format!("Nilai {name}"), sentence);
        }
        if ready > 0 && !view.applicants.iter().any(|person| person.reached > at) {
            let before = at.checked_sub(1).and_then(|before| stages.get(before));
            let from = before.map_or("administrasi", |before| before.stage().code());
            let sentence = format!("{ready} pelamar dapat mengikuti {name}. Pilih mereka, lalu lanjutkan.");
            return at_code(from, "Pilih pelamar".to_owned(), sentence);
        }
    }
    let accepted = view.shortlist.len();
    let undecided = view.applicants.iter().any(|person| {
        person.is_present()
            && person.reached == stages.len()
            && person.accepted.is_none()
            && person.failed.is_none()
    });
    if accepted < SHORTLIST && !undecided {
        let sentence = format!(
            "Tidak ada lagi yang dapat diterima: {accepted} dari {SHORTLIST}. Catat alasan kurang dari tiga."
        );
        return Onward::go(sentence, "Catat alasan", Way::Dialog("dialog-alasan-tiga"));
    }
    let sentence = if accepted < SHORTLIST {
        format!("Semua sudah dinilai. Terima tiga besar: {accepted} dari {SHORTLIST} sudah diterima.")
    } else {
        view.obstacles.first().map(|obstacle| format!("Periksa tiga besar: {obstacle}.")).unwrap_or_default()
    };
    let last = stages.last().map_or("rekap", |last| last.stage().code());
    at_code(last, "Tentukan tiga besar".to_owned(), sentence)
}

/// On the page of the report.
#[must_use]
pub fn of_report(view: &ReportView) -> Onward {
    let plan = format!("/seleksi/{}", view.plan);
    match view.phase {
        Phase::Process | Phase::ReportReturned if view.rights.may(PlanAction::SendReport) => {
            match view.vacancies.iter().find(|vacancy| !vacancy.obstacles.is_empty()) {
                Some(vacancy) => Onward::go(
                    format!("Laporan menunggu {}.", vacancy.label),
                    "Lanjutkan proses",
                    Way::Link(format!("{plan}/lowongan/{}", vacancy.id)),
                ),
                None if view.phase == Phase::ReportReturned => Onward::wait(
                    "Komisi meminta perbaikan laporan. Perbaiki di bawah ini, lalu kirim kembali.",
                ),
                None => Onward::wait("Isi laporan di bawah ini, lalu kirim kepada komisi."),
            }
        }
        Phase::Process => Onward::wait(format!("Menunggu {} mengirim laporan.", view.institution)),
        Phase::ReportReturned => {
            Onward::wait(format!("Menunggu perbaikan laporan dari {}.", view.institution))
        }
        Phase::Reported if view.rights.may(PlanAction::ReviewReport) => {
            Onward::wait("Periksa laporan dan ketiga nama, lalu nyatakan lulus atau minta perbaikan.")
        }
        Phase::Reported => Onward::wait("Laporan sudah dikirim; menunggu reviu komisi."),
        Phase::Inauguration if view.rights.may(PlanAction::Inaugurate) => inaugurate(&view.vacancies, &plan),
        Phase::Inauguration => {
            Onward::wait(format!("Laporan lulus; menunggu {} mencatat pelantikan.", view.institution))
        }
        Phase::Finished => Onward::wait("Seleksi ini selesai: tidak ada lagi jabatan yang harus diisi."),
        _ => Onward::wait("Pelaporan dimulai setelah rencana disetujui."),
    }
}

/// On the page of a vacancy's inauguration.
#[must_use]
pub fn of_inauguration(view: &InaugurationView) -> Onward {
    let plan = format!("/seleksi/{}", view.plan);
    let may = view.rights.may(PlanAction::Inaugurate);
    if view.filled {
        let sentence = match view.phase {
            Phase::Finished => "Seleksi ini selesai: semua jabatannya terisi.",
            _ => "Jabatan ini sudah terisi. Lanjutkan dengan jabatan lain pada rencana ini.",
        };
        return Onward::go(sentence, "Lihat rencana", Way::Link(plan));
    }
    match view.phase {
        Phase::Finished => Onward::wait("Seleksi ini selesai; untuk jabatan ini tidak ada yang diterima."),
        Phase::Inauguration if view.three.people.is_empty() => {
            Onward::wait("Untuk jabatan ini tidak ada yang diterima, sehingga tidak ada pelantikan.")
        }
        Phase::Inauguration if !may => {
            Onward::wait(format!("Menunggu {} mencatat pelantikan.", view.institution))
        }
        Phase::Inauguration if view.documented => Onward::go(
            "Dokumen pelantikan sudah ada. Pilih pejabat yang dilantik.",
            "Tambah Pejabat",
            Way::Link(format!("/pejabat/tambah?lowongan={}", view.vacancy)),
        ),
        Phase::Inauguration => {
            Onward::wait("Isi berita acara dan SK di bawah ini; setelah itu pejabatnya dipilih.")
        }
        _ => Onward::wait("Pelantikan menunggu laporan dinyatakan lulus."),
    }
}
