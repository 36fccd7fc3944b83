//! The forty plans: whose, for which posts, since when, and what happened to them.

use domain::selection::Reason::{
    self, NewPost, OtherPost, Resignation, Restructuring, Retirement, TermExceeded,
};

use super::courses::{self as on, Part};

/// A plan as it is told.
pub(super) struct Plot {
    /// Whose: the code of a place, or what stands for an institution of the centre in addresses.
    pub(super) whose: &'static str,
    /// Its posts, by their places among the institution's.
    pub(super) posts: &'static [usize],
    /// Days since it was begun.
    pub(super) begun: i64,
    pub(super) reason: Reason,
    pub(super) shape: Shape,
    /// The user name of who handles it.
    pub(super) officer: &'static str,
    /// Jumlah Pelamar, and how many of them passed administration.
    pub(super) applicants: (u32, usize),
    pub(super) course: &'static [Part],
}

/// Which stages it has.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// The usual four.
    Usual,
    /// The same, with more weight on what is written.
    Written,
    /// With Tes Kesehatan, which is passed or failed.
    Health,
    /// With Presentasi Gagasan, which has a weight.
    Presentation,
}

use Shape::{Health, Presentation, Usual, Written};

const fn plot(
    (whose, posts): (&'static str, &'static [usize]),
    begun: i64,
    reason: Reason,
    shape: Shape,
    officer: &'static str,
    applicants: (u32, usize),
    course: &'static [Part],
) -> Plot {
    Plot { whose, posts, begun, reason, shape, officer, applicants, course }
}

const ONE: &str = "asisten1";
const TWO: &str = "asisten2";
const THREE: &str = "asisten3";
const FOUR: &str = "asisten4";
const SELF: &str = "komisioner";
const NONE: (u32, usize) = (0, 0);

/// Jakarta Selatan and Bandung first, which the login page's accounts belong to.
pub(super) const PLOTS: [Plot; 40] = [
    plot(
        ("31.74", &[7]),
        330,
        OtherPost,
        Usual,
        ONE,
        (14, 5),
        &[on::APPROVED, on::SELECTED, on::PASSED, on::INAUGURATED],
    ),
    plot(("31.74", &[6]), 60, Retirement, Usual, ONE, (11, 6), &[on::APPROVED, on::SELECTED, on::REPORTED]),
    plot(("31.74", &[3]), 36, NewPost, Usual, ONE, (31, 24), &[on::APPROVED, on::HALF_SCORED]),
    plot(("31.74", &[5]), 28, TermExceeded, Usual, ONE, NONE, &[on::LONG]),
    plot(("31.74", &[8]), 8, Retirement, Written, TWO, NONE, &[on::CORRECTION]),
    plot(("31.74", &[11]), 3, OtherPost, Usual, ONE, NONE, &[]),
    plot(
        ("32.73", &[4, 5]),
        95,
        Restructuring,
        Written,
        ONE,
        (12, 5),
        &[on::APPROVED, on::SELECTED, on::PASSED, on::INAUGURATED],
    ),
    plot(
        ("32.73", &[6]),
        66,
        Retirement,
        Usual,
        TWO,
        (9, 4),
        &[on::APPROVED_LATE, on::SELECTED, on::REPORT_RETURNED],
    ),
    plot(("32.73", &[3]), 56, OtherPost, Health, TWO, (13, 6), &[on::APPROVED, on::SELECTED_IN_FIVE]),
    plot(("32.73", &[2]), 4, TermExceeded, Usual, ONE, NONE, &[on::SENT]),
    // Ended.
    plot(
        ("35", &[0]),
        348,
        Retirement,
        Written,
        TWO,
        (18, 5),
        &[on::APPROVED_AT_ONCE, on::SELECTED, on::PASSED_LATE, on::INAUGURATED],
    ),
    plot(
        ("73.71", &[1, 2]),
        301,
        TermExceeded,
        Usual,
        THREE,
        (15, 4),
        &[on::APPROVED_CORRECTED, on::SELECTED, on::PASSED, on::INAUGURATED, on::INAUGURATED_NEXT],
    ),
    plot(
        ("kemenkes", &[0]),
        262,
        OtherPost,
        Presentation,
        FOUR,
        (22, 5),
        &[on::APPROVED, on::SELECTED_IN_FIVE, on::PASSED_REPAIRED, on::INAUGURATED],
    ),
    plot(
        ("12.07", &[2]),
        214,
        Resignation,
        Usual,
        ONE,
        (7, 2),
        &[on::APPROVED_LATE, on::SELECTED, on::PASSED, on::INAUGURATED],
    ),
    plot(("52", &[3]), 285, TermExceeded, Usual, TWO, NONE, &[on::REJECTED]),
    plot(("33.02", &[1]), 152, Restructuring, Usual, THREE, NONE, &[on::REJECTED_LATE]),
    // Being inaugurated.
    plot(
        ("64", &[1]),
        104,
        NewPost,
        Presentation,
        ONE,
        (16, 5),
        &[on::APPROVED, on::SELECTED_IN_FIVE, on::PASSED],
    ),
    plot(
        ("36.71", &[0]),
        122,
        Retirement,
        Usual,
        FOUR,
        (10, 4),
        &[on::APPROVED_CORRECTED, on::SELECTED, on::PASSED, on::DOCUMENTED],
    ),
    // Reports.
    plot(("13", &[2]), 82, Retirement, Usual, TWO, (12, 5), &[on::APPROVED, on::SELECTED, on::REPORTED]),
    plot(
        ("bkn", &[1]),
        70,
        OtherPost,
        Usual,
        ONE,
        (17, 4),
        &[on::APPROVED, on::SELECTED, on::REPORT_REPAIRED],
    ),
    plot(
        ("16.12", &[3]),
        79,
        TermExceeded,
        Written,
        THREE,
        (8, 4),
        &[on::APPROVED, on::SELECTED, on::REPORT_RETURNED],
    ),
    // Selections that run.
    plot(("51", &[0]), 63, Retirement, Health, FOUR, (13, 5), &[on::APPROVED, on::SELECTED_IN_FIVE]),
    plot(("32", &[4]), 48, NewPost, Usual, ONE, (19, 7), &[on::APPROVED, on::INTERVIEWED]),
    plot(("71", &[2, 3]), 52, Restructuring, Usual, TWO, (9, 4), &[on::APPROVED_LATE, on::INTERVIEWED]),
    plot(("kemenhub", &[2]), 39, OtherPost, Presentation, ONE, (24, 8), &[on::APPROVED, on::FIRST_STAGE]),
    plot(("91.71", &[1]), 30, Retirement, Usual, THREE, (6, 5), &[on::APPROVED_AT_ONCE, on::ENTERED]),
    plot(("34", &[5]), 19, TermExceeded, Written, FOUR, NONE, &[on::APPROVED]),
    // Under review.
    plot(("18.71", &[0]), 25, Retirement, Usual, ONE, NONE, &[on::IN_REVIEW]),
    plot(("kemenag", &[0]), 16, OtherPost, Usual, TWO, NONE, &[on::TALKED_OF]),
    plot(("61", &[2]), 12, NewPost, Usual, ONE, NONE, &[on::CORRECTED]),
    plot(("35.10", &[2]), 5, Retirement, Usual, TWO, NONE, &[on::IN_REVIEW]),
    plot(("95.01", &[1]), 33, NewPost, Usual, FOUR, NONE, &[on::IN_REVIEW]),
    plot(("74.71", &[3]), 6, OtherPost, Presentation, ONE, NONE, &[on::RECOMMENDED]),
    plot(("bpom", &[2]), 7, Retirement, Usual, SELF, NONE, &[on::RECOMMENDED]),
    plot(("33.72", &[4]), 14, TermExceeded, Usual, ONE, NONE, &[on::CORRECTION]),
    plot(("ombudsman", &[0]), 21, NewPost, Usual, TWO, NONE, &[on::CORRECTION_TWICE]),
    // New.
    plot(("82", &[1]), 18, Retirement, Usual, ONE, NONE, &[on::SENT]),
    plot(("53.07", &[0, 1]), 2, OtherPost, Usual, ONE, NONE, &[on::SENT]),
    // Drafts.
    plot(("63.71", &[2]), 11, NewPost, Usual, ONE, NONE, &[]),
    plot(("kemensos", &[1]), 6, Retirement, Written, ONE, NONE, &[]),
];
