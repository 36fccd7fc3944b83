//! What happens to a plan, day by day after it was begun.

use super::words as say;

/// One thing that somebody does.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The institution sends the plan.
    Send,
    /// The Komisioner chooses the officer.
    Assign,
    /// The officer writes.
    Ask(&'static str),
    /// The institution writes.
    Answer(&'static str),
    /// Perbaikan.
    Return(&'static str),
    /// The institution repairs that and sends the plan again.
    Resend(Repair),
    /// Rekomendasi.
    Recommend,
    /// Setujui.
    Approve,
    /// Tolak.
    Reject(&'static str),
    /// Jumlah Pelamar, and who passed administration.
    Enter,
    /// All who may take part in the next stage do.
    Advance,
    /// So many of them have a score or result there.
    Score(Share),
    /// The commission looks on.
    Monitor(&'static str),
    /// Deskripsi rekam jejak of all.
    Describe,
    /// The three best are accepted.
    Decide,
    /// Pelaporan.
    Report,
    /// Perbaiki.
    ReturnReport(&'static str),
    /// Lulus.
    PassReport,
    /// Documents of the first vacancy that has none.
    Document,
    /// The new Pejabat of the first vacancy that has documents.
    Appoint,
}

/// How many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    All,
    Half,
}

/// What is repaired.
#[derive(Clone, Copy)]
pub(super) enum Repair {
    /// One more member from outside.
    Committee,
    /// Other weights.
    Weights,
    /// A week later.
    Schedule,
    /// A better reason.
    Reason,
}

/// Steps, each after so many days.
pub(super) type Part = &'static [(i64, Step)];

use Step::{
    Advance, Answer, Appoint, Approve, Ask, Assign, Decide, Describe, Document, Enter, Monitor, PassReport,
    Recommend, Reject, Report, Resend, Return, ReturnReport, Score, Send,
};

pub(super) const SENT: Part = &[(1, Send)];
pub(super) const IN_REVIEW: Part = &[(1, Send), (2, Assign)];
pub(super) const TALKED_OF: Part =
    &[(1, Send), (2, Assign), (4, Ask(say::ASK_MEMBERS)), (5, Answer(say::ANSWER_MEMBERS))];
pub(super) const CORRECTED: Part =
    &[(1, Send), (2, Assign), (4, Return(say::RETURN_COMMITTEE)), (8, Resend(Repair::Committee))];
pub(super) const RECOMMENDED: Part = &[(1, Send), (2, Assign), (4, Recommend)];
pub(super) const CORRECTION: Part = &[(1, Send), (2, Assign), (5, Return(say::RETURN_WEIGHTS))];
pub(super) const CORRECTION_TWICE: Part = &[
    (1, Send),
    (3, Assign),
    (5, Return(say::RETURN_REASON)),
    (10, Resend(Repair::Reason)),
    (13, Return(say::RETURN_SCHEDULE)),
];
pub(super) const REJECTED: Part = &[(1, Send), (2, Assign), (6, Reject(say::REJECT_HELD))];
pub(super) const REJECTED_LATE: Part = &[
    (1, Send),
    (4, Assign),
    (7, Return(say::RETURN_REASON)),
    (15, Resend(Repair::Reason)),
    (24, Reject(say::REJECT_REASON)),
];

/// Several rounds, with questions between them; the plan is under review again.
pub(super) const LONG: Part = &[
    (1, Send),
    (2, Assign),
    (3, Ask(say::ASK_MEMBERS)),
    (4, Answer(say::ANSWER_MEMBERS)),
    (5, Return(say::RETURN_COMMITTEE)),
    (8, Answer(say::ANSWER_SOON)),
    (10, Resend(Repair::Committee)),
    (12, Ask(say::ASK_WEIGHTS)),
    (13, Answer(say::ANSWER_WEIGHTS)),
    (14, Return(say::RETURN_WEIGHTS)),
    (18, Resend(Repair::Weights)),
    (20, Return(say::RETURN_SCHEDULE)),
    (24, Resend(Repair::Schedule)),
    (25, Ask(say::ASK_LETTER)),
    (26, Answer(say::ANSWER_LETTER)),
];

pub(super) const APPROVED: Part = &[(1, Send), (2, Assign), (5, Recommend), (7, Approve)];
pub(super) const APPROVED_AT_ONCE: Part = &[(1, Send), (1, Assign), (3, Recommend), (3, Approve)];
pub(super) const APPROVED_CORRECTED: Part = &[
    (1, Send),
    (2, Assign),
    (4, Return(say::RETURN_WEIGHTS)),
    (8, Resend(Repair::Weights)),
    (10, Recommend),
    (12, Approve),
];
pub(super) const APPROVED_LATE: Part = &[(1, Send), (7, Assign), (13, Recommend), (15, Approve)];

pub(super) const ENTERED: Part = &[(24, Enter)];
pub(super) const FIRST_STAGE: Part = &[(24, Enter), (28, Advance), (31, Score(Share::Half))];
/// Everybody has a score of the first stage, and half of them one of the second.
pub(super) const HALF_SCORED: Part = &[
    (24, Enter),
    (27, Advance),
    (30, Score(Share::All)),
    (31, Monitor(say::MONITORED_ASSESSMENT)),
    (32, Advance),
    (34, Score(Share::Half)),
];
pub(super) const INTERVIEWED: Part = &[
    (24, Enter),
    (28, Advance),
    (31, Score(Share::All)),
    (34, Advance),
    (37, Score(Share::All)),
    (38, Monitor(say::MONITORED_PAPER)),
    (40, Advance),
    (43, Score(Share::All)),
];
pub(super) const SELECTED: Part = &[
    (24, Enter),
    (28, Advance),
    (31, Score(Share::All)),
    (34, Advance),
    (37, Score(Share::All)),
    (40, Advance),
    (43, Score(Share::All)),
    (46, Advance),
    (48, Describe),
    (49, Score(Share::All)),
    (52, Decide),
];
/// The same where a plan has a fifth stage.
pub(super) const SELECTED_IN_FIVE: Part = &[
    (24, Enter),
    (27, Advance),
    (30, Score(Share::All)),
    (32, Advance),
    (35, Score(Share::All)),
    (37, Advance),
    (40, Score(Share::All)),
    (42, Advance),
    (44, Score(Share::All)),
    (46, Advance),
    (48, Describe),
    (49, Score(Share::All)),
    (52, Decide),
];

pub(super) const REPORTED: Part = &[(56, Report)];
pub(super) const REPORT_RETURNED: Part = &[(56, Report), (60, ReturnReport(say::RETURN_REPORT))];
pub(super) const REPORT_REPAIRED: Part =
    &[(56, Report), (59, ReturnReport(say::RETURN_REPORT)), (65, Report)];
pub(super) const PASSED: Part = &[(56, Report), (60, PassReport)];
pub(super) const PASSED_REPAIRED: Part =
    &[(56, Report), (59, ReturnReport(say::RETURN_REPORT)), (65, Report), (68, PassReport)];
pub(super) const PASSED_LATE: Part = &[(56, Report), (70, PassReport)];

pub(super) const DOCUMENTED: Part = &[(78, Document)];
pub(super) const INAUGURATED: Part = &[(78, Document), (78, Appoint)];
pub(super) const INAUGURATED_NEXT: Part = &[(85, Document), (85, Appoint)];
