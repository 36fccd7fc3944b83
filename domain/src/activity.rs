//! The activity log's line: who did what, to which record, from where.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{InstitutionId, UserId};

/// What was done. The code is stored; the label is shown in Daftar Log Aktivitas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Logged in.
    LogIn,
    /// Tried to log in and failed.
    LogInFailed,
    /// Logged out.
    LogOut,
    /// Stored a file.
    UploadFile,
    /// Removed a stored file that no record ever named.
    DiscardFile,
    /// Began a plan.
    CreatePlan,
    /// Changed a plan.
    EditPlan,
    /// Sent a plan to the commission.
    SubmitPlan,
    /// Discarded a draft.
    DiscardPlan,
    /// Appointed the officer.
    AssignOfficer,
    /// Wrote in the review dialogue.
    PostMessage,
    /// Asked for a correction.
    RequestCorrection,
    /// Recommended the plan.
    RecommendPlan,
    /// Rejected the plan.
    RejectPlan,
    /// Approved the plan.
    ApprovePlan,
    /// Recorded the number of applicants.
    RecordApplicantCount,
    /// Entered applicants.
    AddApplicants,
    /// Corrected an applicant's data.
    EditApplicant,
    /// Removed an applicant who was entered by mistake.
    RemoveApplicant,
    /// Moved applicants to the next stage.
    AdvanceApplicants,
    /// Took a mistaken move back.
    StepBack,
    /// Saved a score for the first time.
    SaveScore,
    /// Corrected a saved score.
    CorrectScore,
    /// Described an applicant's track record.
    DescribeTrackRecord,
    /// Accepted an applicant among the three.
    AcceptApplicant,
    /// Turned an applicant down.
    RejectApplicant,
    /// Took a decision back.
    RevokeDecision,
    /// Recorded why fewer than three were accepted.
    ExplainShortlist,
    /// Recorded a monitoring.
    Monitor,
    /// Sent the report.
    SendReport,
    /// Returned the report for repair.
    ReturnReport,
    /// Passed the report.
    PassReport,
    /// Recorded an inauguration's documents.
    Inaugurate,
    /// Entered an office holder.
    AddOfficial,
    /// Closed a former holder's term.
    CloseTerm,
    /// Completed a plan.
    FinishPlan,
}

impl Act {
    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::LogInFailed => "log_in_failed",
            Self::LogOut => "log_out",
            Self::UploadFile => "upload_file",
            Self::DiscardFile => "discard_file",
            Self::CreatePlan => "create_plan",
            Self::EditPlan => "edit_plan",
            Self::SubmitPlan => "submit_plan",
            Self::DiscardPlan => "discard_plan",
            Self::AssignOfficer => "assign_officer",
            Self::PostMessage => "post_message",
            Self::RequestCorrection => "request_correction",
            Self::RecommendPlan => "recommend_plan",
            Self::RejectPlan => "reject_plan",
            Self::ApprovePlan => "approve_plan",
            Self::RecordApplicantCount => "record_applicant_count",
            Self::AddApplicants => "add_applicants",
            Self::EditApplicant => "edit_applicant",
            Self::RemoveApplicant => "remove_applicant",
            Self::AdvanceApplicants => "advance_applicants",
            Self::StepBack => "step_back",
            Self::SaveScore => "save_score",
            Self::CorrectScore => "correct_score",
            Self::DescribeTrackRecord => "describe_track_record",
            Self::AcceptApplicant => "accept_applicant",
            Self::RejectApplicant => "reject_applicant",
            Self::RevokeDecision => "revoke_decision",
            Self::ExplainShortlist => "explain_shortlist",
            Self::Monitor => "monitor",
            Self::SendReport => "send_report",
            Self::ReturnReport => "return_report",
            Self::PassReport => "pass_report",
            Self::Inaugurate => "inaugurate",
            Self::AddOfficial => "add_official",
            Self::CloseTerm => "close_term",
            Self::FinishPlan => "finish_plan",
        }
    }
}

/// What kind of record a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// An account.
    User,
    /// A plan.
    Plan,
    /// A vacancy.
    Vacancy,
    /// An applicant.
    Applicant,
    /// An office holder.
    Official,
    /// A file.
    Attachment,
}

impl RecordKind {
    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Plan => "plan",
            Self::Vacancy => "vacancy",
            Self::Applicant => "applicant",
            Self::Official => "official",
            Self::Attachment => "attachment",
        }
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
    /// The kind of record.
    pub record: RecordKind,
    /// The record's number.
    pub record_id: i64,
    /// Whose record it is; nothing for the commission's own.
    pub institution: Option<InstitutionId>,
    /// The record before, as JSON text; nothing when it is new.
    pub before: Option<String>,
    /// The record after, as JSON text; nothing when it is gone.
    pub after: Option<String>,
}
