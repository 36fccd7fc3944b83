//! What a new plan begins with, so that nobody types what every plan has: the weights of the rule in force, the usual
//! lines of Jadwal, and what an earlier plan of the institution had.

use chrono::{Days, NaiveDate};

use super::plan::{MemberForm, PlanForm, ScheduleForm, WeightsForm};
use crate::calendar::short_date;

/// Why these weights are proposed.
pub const WEIGHTS_BASIS: &str = "Diusulkan menurut PermenPANRB 15/2019: kompetensi manajerial 20–25, makalah 15–20, \
                                 wawancara 30–35, rekam jejak 15–20; hanya susunan ini yang berjumlah 100.";

/// The days of application, both ends counted: fifteen days lie between the first and the last (PermenPANRB 15/2019,
/// PP 11/2017: paling singkat 15 hari kalender sebelum batas akhir pelamaran).
const APPLICATION: u64 = 15;

/// From the assessment to the interview: a result takes about ten days.
const ASSESSED: u64 = 10;

/// The only weights that fit the ranges of PermenPANRB 15/2019 and come to 100.
#[must_use]
pub fn proposed_weights() -> WeightsForm {
    WeightsForm {
        managerial: "25".into(),
        paper: "20".into(),
        interview: "35".into(),
        track_record: "20".into(),
    }
}

/// The usual lines of Jadwal from the first day of the announcement on. Applications are taken on calendar days; every
/// other line begins on a working day, and its days are working days.
#[must_use]
pub fn usual_schedule(first: NaiveDate, works: impl Fn(NaiveDate) -> bool) -> Vec<ScheduleForm> {
    let mut lines = Lines { works, all: Vec::new() };
    let closing = lines.until("Pengumuman dan penerimaan lamaran", first, later(first, APPLICATION));
    let checked = lines.days("Seleksi administrasi", later(closing, 1), 3);
    let told = lines.days("Pengumuman hasil seleksi administrasi", later(checked, 1), 1);
    let traced = lines.days("Penelusuran rekam jejak", later(told, 1), 5);
    // While records are looked into.
    let paper = lines.days("Penulisan makalah", later(told, 1), 1);
    let assessed = lines.days("Penilaian kompetensi manajerial", later(paper, 1), 3);
    let heard = lines.days("Wawancara", later(assessed, ASSESSED).max(later(traced, 1)), 2);
    let end = lines.days("Pengumuman hasil akhir seleksi", later(heard, 1), 1);
    lines.days("Penyampaian laporan hasil seleksi", later(end, 1), 5);
    lines.all
}

struct Lines<W> {
    works: W,
    all: Vec<ScheduleForm>,
}

impl<W: Fn(NaiveDate) -> bool> Lines<W> {
    /// So many working days, from this day or the next on which somebody works; the last of them.
    fn days(&mut self, activity: &str, from: NaiveDate, count: usize) -> NaiveDate {
        // Nobody rests for a year; whatever calendar says so is not waited for.
        let mut working = from.iter_days().take(366).filter(|day| (self.works)(*day)).take(count);
        let first = working.next().unwrap_or(from);
        let last = working.last().unwrap_or(first);
        self.until(activity, first, last)
    }

    fn until(&mut self, activity: &str, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        self.all.push(ScheduleForm {
            activity: activity.to_owned(),
            start: short_date(first),
            end: short_date(last),
        });
        last
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

impl PlanForm {
    /// What a new plan takes over from an earlier one: how it fills its posts, its stages, its committee and what its
    /// schedule holds. Posts, letter, reason, days and files are each plan's own.
    #[must_use]
    pub fn template(&self) -> Self {
        let member = |member: &MemberForm| MemberForm { file: Vec::new(), ..member.clone() };
        let line = |line: &ScheduleForm| ScheduleForm { activity: line.activity.clone(), ..<_>::default() };
        Self {
            filling_method: self.filling_method.clone(),
            methods: self.methods.clone(),
            weights: self.weights.clone(),
            order: self.order.clone(),
            stages: self.stages.clone(),
            committee: self.committee.iter().map(member).collect(),
            schedule: self.schedule.iter().map(line).collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;
    use crate::{calendar::parse_date, field::Checker, selection::plan::tests::good};

    fn weekday(day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    #[test]
    fn the_proposed_weights_are_taken() {
        let proposed = PlanForm { weights: proposed_weights(), ..good() };
        let mut check = Checker::new();
        assert!(proposed.parse_scheme(&mut check).is_some());
    }

    #[test]
    fn the_usual_schedule_is_one_that_may_be_sent() {
        let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let schedule = usual_schedule(first, weekday);
        let told: Vec<_> =
            schedule.iter().map(|line| format!("{} {}-{}", line.activity, line.start, line.end)).collect();
        assert_eq!(
            told,
            [
                "Pengumuman dan penerimaan lamaran 01/12/2026-16/12/2026",
                "Seleksi administrasi 17/12/2026-21/12/2026",
                "Pengumuman hasil seleksi administrasi 22/12/2026-22/12/2026",
                "Penelusuran rekam jejak 23/12/2026-29/12/2026",
                "Penulisan makalah 23/12/2026-23/12/2026",
                "Penilaian kompetensi manajerial 24/12/2026-28/12/2026",
                "Wawancara 07/01/2027-08/01/2027",
                "Pengumuman hasil akhir seleksi 11/01/2027-11/01/2027",
                "Penyampaian laporan hasil seleksi 12/01/2027-18/01/2027",
            ]
        );
        let plan = PlanForm { schedule, ..good() };
        assert!(plan.validate().is_ok());
    }

    #[test]
    fn a_year_without_working_days_and_the_end_of_time_are_no_trouble() {
        let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        assert_eq!(usual_schedule(first, |_| false).len(), 9);
        assert_eq!(usual_schedule(NaiveDate::MAX, weekday).len(), 9);
    }

    #[test]
    fn a_template_leaves_to_each_plan_what_is_its_own() {
        let earlier = good();
        let new = earlier.template();
        assert_eq!(new.weights, earlier.weights);
        assert_eq!(new.committee.len(), earlier.committee.len());
        assert!(new.positions.is_empty() && new.letter_number.is_empty() && new.reason.is_empty());
        assert_eq!(new.attachments().count(), 0);
        assert!(new.schedule.iter().all(|line| parse_date("Tanggal", &line.start).is_err()));
        assert!(new.schedule.iter().zip(&earlier.schedule).all(|(new, old)| new.activity == old.activity));
    }
}
