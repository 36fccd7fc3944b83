use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-28")
}

fn form() -> RulesForm {
    RulesForm::of(&ClockRules::default(), today())
}

fn complaints(form: &RulesForm) -> Vec<(String, String)> {
    let errors = form.validate().unwrap_err();
    errors.iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect()
}

#[test]
fn as_it_comes_joint_leave_is_free_and_a_day_ends_at_midnight_and_five_days_are_the_limit() {
    let rules = ClockRules::default();
    assert_eq!((rules.joint_leave, rules.closing_hour().as_str()), (true, "24.00"));
    for kind in ClockKind::ALL {
        assert_eq!(rules.limit(kind, day("1990-01-01")), 5);
    }
    assert_eq!(form().validate().unwrap().after(&rules, today()), Ok(rules));
}

#[test]
fn a_limit_holds_from_its_day_until_the_next() {
    let set = |rules: &ClockRules, days: &str, since: &str| {
        let form = RulesForm { plan_review: days.into(), since: since.into(), ..form() };
        form.validate().unwrap().after(rules, today()).unwrap()
    };
    let rules = set(&ClockRules::default(), "7", "2027-01-01");
    let rules = set(&rules, "6", "2026-12-01");
    let of = |rules: &ClockRules, at: &str| rules.limit(ClockKind::PlanReview, day(at));
    let found = ["2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01"].map(|at| of(&rules, at));
    assert_eq!(found, [5, 6, 6, 7]);
    assert_eq!(rules.limit(ClockKind::ReportReview, day("2027-01-01")), 5);
    // What was planned is taken back; what holds already is not written once more.
    let rules = set(&rules, "6", "2027-01-01");
    assert_eq!((of(&rules, "2027-01-01"), rules.limits.len()), (6, 2));
    assert_eq!(set(&rules, "6", "2027-02-01"), rules);
}

#[test]
fn a_limit_that_is_not_changed_keeps_what_is_planned() {
    let planned = Limit { kind: ClockKind::PlanReview, since: day("2027-01-01"), days: 3 };
    let saved = ClockRules { limits: vec![planned.clone()], ..ClockRules::default() };
    let form = RulesForm { report_review: "4".into(), since: "2027-02-01".into(), ..form() };
    let rules = form.validate().unwrap().after(&saved, today()).unwrap();
    let report = Limit { kind: ClockKind::ReportReview, since: day("2027-02-01"), days: 4 };
    assert_eq!(rules.limits, [planned, report]);
}

#[test]
fn a_limit_that_changes_says_since_when() {
    let entry = RulesForm { report_review: "6".into(), ..form() }.validate().unwrap();
    assert!(entry.after(&ClockRules::default(), today()).unwrap_err().get("since").is_some());
}

#[test]
fn a_limit_below_one_and_an_hour_after_midnight_are_refused() {
    for days in ["0", "101", "-1", "1,5", ""] {
        let told = complaints(&RulesForm { plan_review: days.into(), ..form() });
        assert!(told[0].0 == "plan_review" && told[0].1.ends_with('.'), "{days}: {told:?}");
    }
    for hour in ["24.01", "00.00", "7", "16.60", "1630", "+6.30", "99999999999.00", ""] {
        assert_eq!(complaints(&RulesForm { closing: hour.into(), ..form() })[0].0, "closing", "{hour}");
    }
    for (hour, minutes) in [("16.30", 990), ("16:30", 990), ("00.01", 1), ("24.00", 1440)] {
        assert_eq!(parse_hour(hour), Ok(minutes));
    }
}

#[test]
fn both_sides_are_told_field_by_field() {
    let form = RulesForm { joint_leave: String::new(), report_review: "7".into(), ..form() };
    let saved = ClockRules { closing: 990, ..ClockRules::default() };
    let told: Vec<_> = form
        .validate()
        .unwrap()
        .differences(&saved, today())
        .into_iter()
        .map(|change| format!("{}: {} -> {}", change.label, change.before, change.after))
        .collect();
    assert_eq!(
        told,
        [
            "Cuti bersama dihitung libur: Tidak -> Ya",
            "Jam tutup: 24.00 -> 16.30",
            "Batas pemeriksaan laporan: 7 -> 5"
        ]
    );
}
