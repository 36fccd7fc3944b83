//! The activity log's line: who did what, to which record, from where.

mod audited;
mod diff;
mod documents;
mod named;
mod rows;
mod words;

use chrono::{DateTime, Utc};

pub use audited::{Audited, Label, Told};
pub use diff::{diff, differences};
pub use named::{Names, Numbered, numbers};

use crate::{
    access::{everybody, guarded},
    coded::coded,
    id::{InstitutionId, UserId},
    identity::Actor,
    record::RecordRef,
};

coded! {
    /// What was done. The code is stored; the label is shown in Daftar Log Aktivitas.
    pub enum Act {
        /// Logged in.
        LogIn = "log_in", "Masuk";
        /// Tried to log in and failed.
        LogInFailed = "log_in_failed", "Gagal masuk";
        /// Was asked for password or code once more and gave a wrong one.
        ConfirmFailed = "confirm_failed", "Salah memasukkan password atau kode saat konfirmasi";
        /// Let somebody try again at once whose logins were slowed.
        LiftThrottle = "lift_throttle", "Menghapus perlambatan masuk";
        /// Logged out.
        LogOut = "log_out", "Keluar";
        /// Stored a file.
        UploadFile = "upload_file", "Mengunggah berkas";
        /// Removed a stored file that no record ever named.
        DiscardFile = "discard_file", "Menghapus berkas yang tidak dipakai";
        /// Began a plan.
        CreatePlan = "create_plan", "Membuat rencana";
        /// Changed a plan.
        EditPlan = "edit_plan", "Mengubah rencana";
        /// Sent a plan to the commission.
        SubmitPlan = "submit_plan", "Mengirim rencana";
        /// Discarded a draft.
        DiscardPlan = "discard_plan", "Menghapus draf";
        /// Appointed the officer.
        AssignOfficer = "assign_officer", "Memilih petugas";
        /// Wrote in the review dialogue.
        PostMessage = "post_message", "Menulis pesan";
        /// Asked for a correction.
        RequestCorrection = "request_correction", "Meminta perbaikan";
        /// Recommended the plan.
        RecommendPlan = "recommend_plan", "Memberi rekomendasi";
        /// Rejected the plan.
        RejectPlan = "reject_plan", "Menolak rencana";
        /// Approved the plan.
        ApprovePlan = "approve_plan", "Menyetujui rencana";
        /// Recorded the number of applicants.
        RecordApplicantCount = "record_applicant_count", "Mencatat Jumlah Pelamar";
        /// Entered applicants.
        AddApplicants = "add_applicants", "Menambah pelamar";
        /// Corrected an applicant's data.
        EditApplicant = "edit_applicant", "Mengubah data pelamar";
        /// Removed an applicant who was entered by mistake.
        RemoveApplicant = "remove_applicant", "Menghapus pelamar";
        /// Moved applicants to the next stage.
        AdvanceApplicants = "advance_applicants", "Memindahkan pelamar ke tahapan berikutnya";
        /// Took a mistaken move back.
        StepBack = "step_back", "Membatalkan perpindahan tahapan";
        /// Saved a score for the first time.
        SaveScore = "save_score", "Menyimpan skor";
        /// Corrected a saved score.
        CorrectScore = "correct_score", "Mengoreksi skor";
        /// Saved whether an applicant passed a stage without weight, for the first time.
        SaveVerdict = "save_verdict", "Menyimpan hasil tahapan";
        /// Corrected that.
        CorrectVerdict = "correct_verdict", "Mengoreksi hasil tahapan";
        /// Described an applicant's track record.
        DescribeTrackRecord = "describe_track_record", "Mengisi deskripsi rekam jejak";
        /// Accepted an applicant among the three.
        AcceptApplicant = "accept_applicant", "Menerima pelamar";
        /// Turned an applicant down.
        RejectApplicant = "reject_applicant", "Menolak pelamar";
        /// Took a decision back.
        RevokeDecision = "revoke_decision", "Membatalkan keputusan";
        /// Recorded that an applicant resigned.
        WithdrawApplicant = "withdraw_applicant", "Mencatat pengunduran diri";
        /// Took a resignation back that was recorded by mistake.
        RejoinApplicant = "rejoin_applicant", "Membatalkan pengunduran diri";
        /// Let the next in rank move up in the place of one who resigned.
        MoveUp = "move_up", "Menaikkan pelamar peringkat berikutnya";
        /// Recorded why fewer than three were accepted.
        ExplainShortlist = "explain_shortlist", "Mencatat alasan kurang dari tiga";
        /// Recorded a monitoring.
        Monitor = "monitor", "Menambah monitoring";
        /// Sent the report.
        SendReport = "send_report", "Mengirim laporan";
        /// Returned the report for repair.
        ReturnReport = "return_report", "Meminta perbaikan laporan";
        /// Passed the report.
        PassReport = "pass_report", "Meluluskan laporan";
        /// Took a rejection back.
        TakeBackRejection = "take_back_rejection", "Menarik penolakan";
        /// Took an approval back.
        TakeBackApproval = "take_back_approval", "Menarik persetujuan";
        /// Took the passing of a report back.
        TakeBackPass = "take_back_pass", "Menarik kelulusan laporan";
        /// Recorded an inauguration's documents.
        Inaugurate = "inaugurate", "Mencatat pelantikan";
        /// Entered an office holder.
        AddOfficial = "add_official", "Menambah pejabat";
        /// Closed a former holder's term.
        CloseTerm = "close_term", "Menutup masa jabatan";
        /// Completed a plan.
        FinishPlan = "finish_plan", "Menyelesaikan seleksi";
        /// Made an account for one of the commission's people.
        CreateOfficer = "create_officer", "Menambah Petugas";
        /// Changed the account of one of the commission's people.
        EditOfficer = "edit_officer", "Mengubah Petugas";
        /// Added a Jabatan to choose from.
        CreateJobTitle = "create_job_title", "Menambah Jabatan";
        /// Registered an institution.
        CreateInstitution = "create_institution", "Menambah Institusi";
        /// Changed an institution.
        EditInstitution = "edit_institution", "Mengubah Institusi";
        /// Registered many institutions from a spreadsheet.
        RegisterInstitutions = "register_institutions", "Mendaftarkan banyak Institusi";
        /// Had the one-time passwords of a registration made anew.
        RenewFirstPasswords = "renew_first_passwords", "Membuat ulang banyak password";
        /// The one-time passwords of a registration were all made.
        MakeFirstPasswords = "make_first_passwords", "Selesai membuat password";
        /// The making of one-time passwords ended before all were made.
        StopFirstPasswords = "stop_first_passwords", "Pembuatan password terhenti";
        /// Put the list of one-time passwords away.
        ForgetFirstPasswords = "forget_first_passwords", "Menghapus daftar password";
        /// Made an account for one of an institution's people.
        CreateAccount = "create_account", "Membuat akun";
        /// Changed the account of one of an institution's people.
        EditAccount = "edit_account", "Mengubah akun";
        /// Closed an account.
        DeactivateAccount = "deactivate_account", "Menonaktifkan akun";
        /// Opened a closed account again.
        ReactivateAccount = "reactivate_account", "Mengaktifkan kembali akun";
        /// Changed their own profile.
        EditProfile = "edit_profile", "Mengubah profil";
        /// Changed their own password.
        ChangePassword = "change_password", "Mengganti password";
        /// Gave somebody else a new password.
        ResetPassword = "reset_password", "Mengatur ulang password";
        /// Ended a session from elsewhere.
        EndSession = "end_session", "Mengakhiri sesi";
        /// Set up the second factor.
        EnableTotp = "enable_totp", "Mengaktifkan autentikasi dua langkah";
        /// Took the second factor away.
        DisableTotp = "disable_totp", "Menonaktifkan autentikasi dua langkah";
        /// Had new recovery codes made.
        RenewRecoveryCodes = "renew_recovery_codes", "Membuat ulang kode pemulihan";
        /// Logged in with a recovery code.
        UseRecoveryCode = "use_recovery_code", "Memakai kode pemulihan";
        /// Changed a setting.
        ChangeSetting = "change_setting", "Mengubah pengaturan";
        /// Entered a holiday.
        AddHoliday = "add_holiday", "Menambah hari libur";
        /// Changed a holiday.
        EditHoliday = "edit_holiday", "Mengubah hari libur";
        /// Removed a holiday.
        RemoveHoliday = "remove_holiday", "Menghapus hari libur";
        /// Entered many holidays from a spreadsheet.
        ImportHolidays = "import_holidays", "Mengimpor hari libur";
        /// Computed a due date anew, after the calendar changed.
        RecomputeClock = "recompute_clock", "Menghitung ulang tenggat";
        /// Took the clocks along as a file.
        ExportClocks = "export_clocks", "Mengekspor tenggat";
        /// Closed the list of a year's holidays.
        CloseHolidays = "close_holidays", "Menutup daftar hari libur";
        /// Sent a job round again that had failed.
        RetryJob = "retry_job", "Mengulang pekerjaan latar belakang";
        /// Exported the log.
        ExportActivity = "export_activity", "Mengekspor log aktivitas";
        /// Took Daftar Seleksi along as a file.
        ExportPlans = "export_plans", "Mengekspor Daftar Seleksi";
        /// Took Daftar Pejabat along as a file.
        ExportOfficials = "export_officials", "Mengekspor Daftar Pejabat";
        /// Had a score sheet, the recap or the minutes of a vacancy made, to be printed.
        PrintSelection = "print_selection", "Mencetak dokumen seleksi";
        /// Copied the database and the files.
        Backup = "backup", "Membuat cadangan";
        /// Put a copy of the database and the files back.
        Restore = "restore", "Memulihkan dari cadangan";
    }
}

guarded! {
    /// Daftar Log Aktivitas; which lines, the query says.
    Log;
    /// What may be done to it.
    LogAction {
        /// Read it.
        View: Both, everybody;
    }
}

/// One line of the log, written in the transaction of the command it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Who; nothing when nobody was logged in.
    pub user: Option<UserId>,
    /// The name at that time.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The network address it came from.
    pub address: String,
    /// What.
    pub act: Act,
    /// To what.
    pub record: RecordRef,
    /// Whose record it is; nothing for the commission's own.
    pub institution: Option<InstitutionId>,
    /// The record before, as JSON text; nothing when it is new.
    pub before: Option<String>,
    /// The record after, as JSON text; nothing when it is gone.
    pub after: Option<String>,
}

impl Activity {
    /// A line of what somebody did; add from where, whose record it is, and what changed.
    #[must_use]
    pub fn by(actor: &Actor, act: Act, record: impl Into<RecordRef>, at: DateTime<Utc>) -> Self {
        Self { user: Some(actor.user), name: actor.name.clone(), ..Self::of_system(act, record, at) }
    }

    /// A line of the server's own, or of whoever stands at its machine; add whose record it is, and what changed.
    #[must_use]
    pub fn of_system(act: Act, record: impl Into<RecordRef>, at: DateTime<Utc>) -> Self {
        Self {
            user: None,
            name: "Sistem".to_owned(),
            at,
            address: String::new(),
            act,
            record: record.into(),
            institution: None,
            before: None,
            after: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_read_back_and_labels_told_apart() {
        for act in Act::ALL {
            assert_eq!(Act::from_code(act.code()), Some(act));
            assert_eq!(serde_json::to_value(act).unwrap(), act.code());
            assert!(act.label().starts_with(char::is_uppercase), "{act:?}");
        }
        let labels: HashSet<&str> = Act::ALL.iter().map(|act| act.label()).collect();
        assert_eq!(labels.len(), Act::ALL.len());
        assert_eq!(Act::from_code("x"), None);
    }
}
