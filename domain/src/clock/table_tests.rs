//! Cases worked out by hand on the calendars that were decreed for 2024 to 2027.

use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::*;
use crate::holiday::{
    Holiday, HolidayKind, WorkCalendar,
    rules::{ClockRules, Limit},
};

/// Weekdays of the joint decrees on which nobody works, as far as the cases go: `n` national, `j` joint leave, `p` by the
/// President.
const DECREED: &str = "2024-02-08 n Isra Mikraj; 2024-02-09 j Cuti bersama Imlek; 2024-02-14 p Pemilu; \
    2024-03-11 n Nyepi; 2024-03-12 j Cuti bersama Nyepi; 2025-08-18 j Cuti bersama Proklamasi Kemerdekaan; 2025-12-25 n Natal; \
    2026-03-18 j Cuti bersama Nyepi; 2026-03-19 n Nyepi; 2026-03-20 j Cuti bersama Idulfitri; 2026-03-21 n Idulfitri; \
    2026-03-22 n Idulfitri; 2026-03-23 j Cuti bersama Idulfitri; 2026-03-24 j Cuti bersama Idulfitri; \
    2026-08-17 n Proklamasi Kemerdekaan; 2026-08-25 n Maulid; 2026-12-24 j Cuti bersama Natal; 2026-12-25 n Natal; \
    2027-01-01 n Tahun Baru; 2027-01-05 n Isra Mikraj; 2027-12-24 j Cuti bersama Natal";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
}

/// A moment in Jakarta, as `2026-08-14 16.59`.
fn moment(date: &str, time: &str) -> DateTime<Utc> {
    let (hour, minute) = time.split_once('.').unwrap();
    let minutes = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
    day(date).and_hms_opt(0, 0, 0).unwrap().and_utc() + TimeDelta::minutes(minutes - 7 * 60)
}

fn holiday(date: &str, kind: &str, name: &str) -> Holiday {
    let (kind, province) = match kind {
        "n" => (HolidayKind::National, None),
        "j" => (HolidayKind::JointLeave, None),
        "p" => (HolidayKind::Presidential, None),
        province => (HolidayKind::Regional, Some(province.to_owned())),
    };
    Holiday { date: day(date), name: name.to_owned(), kind, decree: "SKB".to_owned(), province }
}

/// The calendar as the case changes it, the province, and whether it is a 3T region.
fn setting(text: &str) -> (WorkDays, Option<String>, bool) {
    let mut holidays = Vec::new();
    let mut rules = ClockRules::default();
    let (mut province, mut is_3t) = (None, false);
    for line in DECREED.split(';') {
        let (date, rest) = line.trim().split_once(' ').unwrap();
        let (kind, name) = rest.split_once(' ').unwrap();
        holidays.push(holiday(date, kind, name));
    }
    for change in text.split(',').map(str::trim).filter(|change| !change.is_empty()) {
        match *change.split(' ').collect::<Vec<_>>() {
            ["tambah", date, kind] => holidays.push(holiday(date, kind, "Baru")),
            ["cabut", date] => holidays.retain(|holiday| holiday.date != day(date)),
            ["tanpa", year] => holidays.retain(|holiday| holiday.date.year().to_string() != year),
            ["cuti", "dihitung"] => rules.joint_leave = false,
            ["tutup", time] => {
                let (hour, minute) = time.split_once('.').unwrap();
                rules.closing = hour.parse::<u32>().unwrap() * 60 + minute.parse::<u32>().unwrap();
            }
            ["batas", days, since] => {
                let limit =
                    Limit { kind: ClockKind::PlanReview, since: day(since), days: days.parse().unwrap() };
                rules.limits.push(limit);
            }
            ["provinsi", code] => province = Some(code.to_owned()),
            ["3T"] => is_3t = true,
            _ => panic!("{change}"),
        }
    }
    let years = holidays.iter().map(|holiday| holiday.date.year()).collect();
    (WorkCalendar { holidays, years, rules }.into(), province, is_3t)
}

fn history(text: &str) -> ClockHistory {
    let mut history = None;
    for step in text.split(',') {
        let [what, date, time] = *step.split_whitespace().collect::<Vec<_>>() else { panic!("{step}") };
        let at = moment(date, time);
        history = Some(match (what, history) {
            ("kirim", None) => ClockHistory::begin(at),
            ("kembali", Some(clock)) => ClockHistory::pause(clock, at, PauseReason::Correction).unwrap(),
            ("lagi", Some(clock)) => ClockHistory::resume(clock, at).unwrap(),
            ("jawab", Some(clock)) => ClockHistory::end(clock, at).unwrap(),
            // Another officer, a message: the clock has no place for them.
            ("petugas" | "pesan", Some(clock)) => clock,
            _ => panic!("{step}"),
        });
    }
    history.unwrap()
}

fn reckon(changes: &str, events: &str, today: &str) -> Reckoning {
    let (days, province, is_3t) = setting(changes);
    Reckoning::of(ClockKind::PlanReview, &history(events), &days, &Place { province, is_3t }, day(today))
}

/// `running 1+4 2026-08-24`: how it stands, days used and left, the due date; `late 7-2 …` with the days beyond.
fn summary(reckoning: &Reckoning) -> String {
    let mut text = reckoning.status().code().to_owned();
    let count = |count: Option<u32>| count.map_or("?".to_owned(), |count| count.to_string());
    write!(text, " {}", count(reckoning.used)).unwrap();
    match reckoning.late() {
        Some(late) if late > 0 => write!(text, "-{late}").unwrap(),
        _ if reckoning.exempt => {}
        _ => write!(text, "+{}", count(reckoning.left())).unwrap(),
    }
    match reckoning.due {
        Some(Due::On(day)) => write!(text, " {day}").unwrap(),
        Some(Due::AwaitsList(year)) => write!(text, " SKB {year}").unwrap(),
        None => {}
    }
    text
}

/// Changes, events, today, what follows.
const CASES: &[(&str, &str, &str, &str)] = &[
    // Where day 0 is.
    ("", "kirim 2026-08-05 10.00", "2026-08-05", "running 0+5 2026-08-12"),
    ("", "kirim 2026-08-07 16.59", "2026-08-07", "running 0+5 2026-08-14"),
    ("", "kirim 2026-08-07 23.59", "2026-08-10", "running 1+4 2026-08-14"),
    ("", "kirim 2026-08-08 09.00", "2026-08-08", "running 0+5 2026-08-14"),
    ("", "kirim 2026-08-09 09.00", "2026-08-10", "running 1+4 2026-08-14"),
    ("", "kirim 2026-08-10 00.00", "2026-08-10", "running 0+5 2026-08-18"),
    ("", "kirim 2026-08-17 10.00", "2026-08-17", "running 0+5 2026-08-24"),
    ("", "kirim 2026-08-14 16.59", "2026-08-18", "running 1+4 2026-08-24"),
    // The closing hour.
    ("tutup 16.00", "kirim 2026-08-05 16.00", "2026-08-06", "running 1+4 2026-08-12"),
    ("tutup 16.00", "kirim 2026-08-05 16.01", "2026-08-06", "running 0+5 2026-08-13"),
    ("tutup 16.00", "kirim 2026-08-07 16.59", "2026-08-07", "running 0+5 2026-08-14"),
    ("tutup 16.00", "kirim 2026-08-09 16.59", "2026-08-10", "running 0+5 2026-08-18"),
    (
        "tutup 16.00",
        "kirim 2026-08-05 10.00, jawab 2026-08-12 20.00",
        "2026-09-01",
        "finished 5+0 2026-08-12",
    ),
    (
        "tutup 16.00",
        "kirim 2026-08-05 16.30, jawab 2026-08-05 17.00",
        "2026-09-01",
        "finished 0+5 2026-08-13",
    ),
    // How it runs out.
    ("", "kirim 2026-08-05 10.00", "2026-08-09", "running 2+3 2026-08-12"),
    ("", "kirim 2026-08-05 10.00", "2026-08-12", "running 5+0 2026-08-12"),
    ("", "kirim 2026-08-05 10.00", "2026-08-13", "late 6-1 2026-08-12"),
    ("", "kirim 2026-08-07 10.00", "2026-08-16", "running 5+0 2026-08-14"),
    ("", "kirim 2026-08-07 10.00", "2026-08-17", "running 5+0 2026-08-14"),
    ("", "kirim 2026-08-07 10.00", "2026-08-18", "late 6-1 2026-08-14"),
    // Answered.
    ("", "kirim 2026-08-05 10.00, jawab 2026-08-05 15.00", "2026-09-01", "finished 0+5 2026-08-12"),
    ("", "kirim 2026-08-05 10.00, jawab 2026-08-10 15.00", "2026-09-01", "finished 3+2 2026-08-12"),
    ("", "kirim 2026-08-07 10.00, jawab 2026-08-15 15.00", "2026-09-01", "finished 5+0 2026-08-14"),
    ("", "kirim 2026-08-05 10.00, jawab 2026-08-14 15.00", "2026-09-01", "finished 7-2 2026-08-12"),
    ("", "kirim 2026-08-08 10.00, jawab 2026-08-09 15.00", "2026-09-01", "finished 0+5 2026-08-14"),
    // Returned and sent again.
    ("", "kirim 2026-08-05 10.00, kembali 2026-08-10 11.00", "2026-08-20", "paused 3+2"),
    ("", "kirim 2026-08-05 10.00, kembali 2026-08-05 11.00", "2026-08-20", "paused 0+5"),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-10 11.00, lagi 2026-08-12 09.00",
        "2026-08-12",
        "running 3+2 2026-08-14",
    ),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-10 11.00, lagi 2026-08-12 09.00, kembali 2026-08-13 09.00, \
         lagi 2026-08-19 09.00",
        "2026-08-20",
        "running 5+0 2026-08-20",
    ),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-05 11.00, lagi 2026-08-07 09.00",
        "2026-08-07",
        "running 0+5 2026-08-14",
    ),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-07 09.00, lagi 2026-08-07 17.00",
        "2026-08-10",
        "running 3+2 2026-08-12",
    ),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-06 09.00, lagi 2026-08-17 09.00",
        "2026-08-18",
        "running 2+3 2026-08-21",
    ),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-06 09.00, lagi 2026-08-15 09.00",
        "2026-08-18",
        "running 2+3 2026-08-21",
    ),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-08 09.00, lagi 2026-08-09 09.00",
        "2026-08-10",
        "running 3+2 2026-08-12",
    ),
    ("", "kirim 2026-08-05 10.00, kembali 2026-08-14 09.00", "2026-08-31", "paused 7-2"),
    (
        "",
        "kirim 2026-08-05 10.00, kembali 2026-08-14 09.00, lagi 2026-08-19 09.00",
        "2026-08-20",
        "late 8-3 2026-08-12",
    ),
    (
        "tutup 16.00",
        "kirim 2026-08-05 10.00, kembali 2026-08-06 09.00, lagi 2026-08-10 16.30",
        "2026-08-11",
        "running 1+4 2026-08-18",
    ),
    (
        "tutup 16.00",
        "kirim 2026-08-05 10.00, kembali 2026-08-06 17.00, lagi 2026-08-06 17.01",
        "2026-08-07",
        "running 2+3 2026-08-12",
    ),
    (
        "tutup 16.00",
        "kirim 2026-08-05 10.00, kembali 2026-08-06 17.00, lagi 2026-08-07 09.00",
        "2026-08-10",
        "running 2+3 2026-08-13",
    ),
    (
        "tutup 16.00",
        "kirim 2026-08-07 17.00, kembali 2026-08-07 18.00, lagi 2026-08-10 09.00",
        "2026-08-10",
        "running 0+5 2026-08-18",
    ),
    // Holidays, joint leave, provinces.
    ("", "kirim 2026-03-17 10.00", "2026-03-25", "running 1+4 2026-03-31"),
    ("cuti dihitung", "kirim 2026-03-17 10.00", "2026-03-25", "running 5+0 2026-03-25"),
    ("tambah 2026-08-18 j", "kirim 2026-08-14 16.59", "2026-08-19", "running 1+4 2026-08-26"),
    ("cabut 2025-08-18", "kirim 2025-08-14 10.00", "2025-08-19", "running 3+2 2025-08-21"),
    ("", "kirim 2025-08-14 10.00", "2025-08-19", "running 2+3 2025-08-22"),
    ("", "kirim 2026-12-23 10.00", "2026-12-28", "running 1+4 2027-01-04"),
    ("cabut 2026-12-24", "kirim 2026-12-23 10.00", "2026-12-28", "running 2+3 2026-12-31"),
    ("tambah 2026-08-10 51, provinsi 51", "kirim 2026-08-05 10.00", "2026-08-11", "running 3+2 2026-08-13"),
    ("tambah 2026-08-10 51, provinsi 52", "kirim 2026-08-05 10.00", "2026-08-11", "running 4+1 2026-08-12"),
    ("tambah 2026-08-10 51", "kirim 2026-08-05 10.00", "2026-08-11", "running 4+1 2026-08-12"),
    ("tambah 2026-08-08 n", "kirim 2026-08-05 10.00", "2026-08-11", "running 4+1 2026-08-12"),
    ("tambah 2026-08-05 n", "kirim 2026-08-05 10.00", "2026-08-11", "running 4+1 2026-08-12"),
    ("", "kirim 2024-02-07 10.00", "2024-02-15", "running 3+2 2024-02-19"),
    // The end of a year, and of February.
    ("", "kirim 2026-12-31 23.00", "2027-01-04", "running 1+4 2027-01-11"),
    ("tanpa 2027", "kirim 2026-12-31 10.00", "2026-12-31", "running 0+5 SKB 2027"),
    ("tanpa 2027", "kirim 2026-12-28 10.00", "2026-12-30", "running 2+3 SKB 2027"),
    ("tanpa 2027", "kirim 2026-12-28 10.00", "2027-01-03", "running ?+? SKB 2027"),
    ("tanpa 2027", "kirim 2026-12-22 10.00", "2026-12-31", "running 5+0 2026-12-31"),
    ("tanpa 2027", "kirim 2026-12-22 10.00", "2027-01-03", "running ?+? 2026-12-31"),
    ("tanpa 2027", "kirim 2026-12-18 10.00", "2027-02-01", "late ?+? 2026-12-29"),
    ("tanpa 2027", "kirim 2026-12-28 10.00, jawab 2027-01-04 10.00", "2027-02-01", "finished ?+? SKB 2027"),
    ("tanpa 2027", "kirim 2026-12-28 10.00, jawab 2026-12-30 10.00", "2027-02-01", "finished 2+3 SKB 2027"),
    ("tanpa 2027", "kirim 2026-12-28 10.00, kembali 2026-12-30 10.00", "2027-02-01", "paused 2+3"),
    ("", "kirim 2027-12-27 10.00", "2027-12-28", "running 1+4 SKB 2028"),
    ("", "kirim 2024-02-28 10.00", "2024-02-29", "running 1+4 2024-03-06"),
    ("", "kirim 2024-02-29 10.00", "2024-03-01", "running 1+4 2024-03-07"),
    // Who handles it does not matter.
    (
        "",
        "kirim 2026-08-05 10.00, petugas 2026-08-11 10.00, pesan 2026-08-11 11.00",
        "2026-08-11",
        "running 4+1 2026-08-12",
    ),
    // Limits with dates.
    ("batas 3 2026-08-06", "kirim 2026-08-05 10.00", "2026-08-05", "running 0+5 2026-08-12"),
    ("batas 3 2026-08-05", "kirim 2026-08-05 10.00", "2026-08-05", "running 0+3 2026-08-10"),
    ("batas 3 2026-08-06, tutup 16.00", "kirim 2026-08-05 17.00", "2026-08-06", "running 0+3 2026-08-11"),
    (
        "batas 1 2026-01-01, batas 10 2026-08-01",
        "kirim 2026-08-05 10.00",
        "2026-08-05",
        "running 0+10 2026-08-20",
    ),
    ("batas 1 2026-01-01", "kirim 2026-08-07 10.00", "2026-08-10", "running 1+0 2026-08-10"),
    // 3T regions.
    ("3T", "kirim 2026-08-05 10.00", "2026-08-20", "exempt 10"),
    ("3T", "kirim 2026-08-05 10.00, kembali 2026-08-14 09.00", "2026-08-31", "paused 7"),
    ("3T", "kirim 2026-08-05 10.00, jawab 2026-08-14 15.00", "2026-09-01", "finished 7"),
    ("3T, tanpa 2027", "kirim 2026-12-28 10.00", "2027-01-04", "exempt ?"),
    // A clock that is looked at before the day on which its request counts as come.
    ("tutup 16.00", "kirim 2026-08-05 17.00", "2026-08-05", "running 0+5 2026-08-13"),
];

#[test]
fn every_case_is_as_worked_out_by_hand() {
    let mut wrong = String::new();
    for (changes, events, today, expected) in CASES {
        let found = summary(&reckon(changes, events, today));
        if found != *expected {
            writeln!(wrong, "{changes} | {events} | {today}: {found}, not {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(CASES.len() >= 40);
}

fn told(changes: &str, events: &str, today: &str) -> Vec<String> {
    let reckoning = reckon(changes, events, today);
    std::iter::once(reckoning.line()).chain(reckoning.days.iter().map(DayRun::text)).collect()
}

#[test]
fn a_clock_that_runs_says_each_day_until_its_due_date() {
    assert_eq!(
        told("", "kirim 2026-08-14 10.00, kembali 2026-08-18 09.00, lagi 2026-08-20 09.00", "2026-08-21"),
        [
            "Berjalan, sisa 3 hari kerja; tenggat Kamis, 27 Agustus 2026",
            "Jumat, 14 Agustus 2026: permohonan lengkap",
            "15 sampai 16 Agustus 2026: akhir pekan",
            "Senin, 17 Agustus 2026: libur nasional, Proklamasi Kemerdekaan",
            "Selasa, 18 Agustus 2026: hari kerja ke-1",
            "19 sampai 20 Agustus 2026: di institusi",
            "Jumat, 21 Agustus 2026: hari kerja ke-2",
            "22 sampai 23 Agustus 2026: akhir pekan",
            "Senin, 24 Agustus 2026: hari kerja ke-3",
            "Selasa, 25 Agustus 2026: libur nasional, Maulid",
            "26 sampai 27 Agustus 2026: hari kerja ke-4 sampai ke-5",
        ]
    );
}

#[test]
fn one_that_is_late_says_by_which_days() {
    assert_eq!(
        told("batas 2 2026-01-01", "kirim 2026-07-28 10.00", "2026-08-03"),
        [
            "Terlambat 2 hari kerja; tenggat Kamis, 30 Juli 2026",
            "Selasa, 28 Juli 2026: permohonan lengkap",
            "29 sampai 30 Juli 2026: hari kerja ke-1 sampai ke-2",
            "Jumat, 31 Juli 2026: terlambat, hari kerja ke-1 setelah tenggat",
            "1 sampai 2 Agustus 2026: akhir pekan",
            "Senin, 3 Agustus 2026: terlambat, hari kerja ke-2 setelah tenggat",
        ]
    );
}

#[test]
fn one_without_a_list_says_which_it_waits_for() {
    assert_eq!(
        told("tanpa 2027", "kirim 2026-12-30 10.00", "2026-12-31"),
        [
            "Berjalan, sisa 4 hari kerja; tenggat menunggu SKB 2027",
            "Rabu, 30 Desember 2026: permohonan lengkap",
            "Kamis, 31 Desember 2026: hari kerja ke-1",
            "Mulai Jumat, 1 Januari 2027: menunggu SKB 2027",
        ]
    );
}

#[test]
fn the_other_lines() {
    let line = |changes, events, today| told(changes, events, today).remove(0);
    let sent = "kirim 2026-08-05 10.00";
    assert_eq!(line("", sent, "2026-08-12"), "Berjalan, jatuh tempo hari ini");
    assert_eq!(line("3T", sent, "2026-08-20"), "Dikecualikan (daerah 3T), sudah 10 hari kerja");
    let returned = "kirim 2026-08-05 10.00, kembali 2026-08-10 11.00";
    assert_eq!(
        line("", returned, "2026-08-31"),
        "Dijeda sejak Senin, 10 Agustus 2026: di institusi, sisa 2 hari kerja"
    );
    assert_eq!(line("3T", returned, "2026-08-31"), "Dijeda sejak Senin, 10 Agustus 2026: di institusi");
    let answered = "kirim 2026-08-05 10.00, jawab 2026-08-14 15.00";
    assert_eq!(line("", answered, "2026-09-01"), "Selesai dalam 7 hari kerja, terlambat 2 hari kerja");
    assert_eq!(line("3T", answered, "2026-09-01"), "Selesai dalam 7 hari kerja");
}

#[test]
fn joint_leave_and_ranges_have_their_words() {
    assert_eq!(
        told("", "kirim 2026-12-23 10.00, jawab 2026-12-29 15.00", "2027-01-01")[1..],
        [
            "Rabu, 23 Desember 2026: permohonan lengkap",
            "Kamis, 24 Desember 2026: Cuti bersama Natal",
            "Jumat, 25 Desember 2026: libur nasional, Natal",
            "26 sampai 27 Desember 2026: akhir pekan",
            "28 sampai 29 Desember 2026: hari kerja ke-1 sampai ke-2",
        ]
    );
    let away =
        told("", "kirim 2026-08-28 10.00, kembali 2026-08-28 11.00, lagi 2026-09-01 09.00", "2026-09-01");
    assert!(away.contains(&"29 Agustus sampai 1 September 2026: di institusi".to_owned()), "{away:?}");
    let away =
        told("", "kirim 2026-12-30 10.00, kembali 2026-12-30 11.00, lagi 2027-01-04 09.00", "2027-01-04");
    assert!(away.contains(&"31 Desember 2026 sampai 4 Januari 2027: di institusi".to_owned()), "{away:?}");
}
