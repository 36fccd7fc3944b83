//! Aturan tenggat: how working days are counted, and how many a step may take.

use domain::{
    calendar::short_date,
    holiday::rules::{ClockKind, Limit, RulesForm, limit_of},
};
use leptos::prelude::*;

use crate::{
    api::holiday::{HolidayYear, SaveClockRules},
    components::{Checkbox, DateField, Form, NumberField, Section, SubmitButton, TextField},
    error::Done,
};

/// The section of the page.
pub(super) fn section(view: Signal<HolidayYear>, done: Callback<Done>) -> impl IntoView {
    let save = ServerAction::<SaveClockRules>::new();
    let value = move |pick: fn(&RulesForm) -> &String| {
        Signal::derive(move || view.with(|view| pick(&view.rules).clone()))
    };
    let limits = move || view.with(|view| view.limits.iter().map(limit).collect_view());
    view! {
        <Section title="Aturan tenggat">
            <ul>{limits}</ul>
            <Form
                action=save
                version=Signal::derive(move || view.with(|view| view.version))
                validate=|call: SaveClockRules| call.form.validate().map(drop)
                on_done=done
            >
                <Checkbox
                    name="form[joint_leave]"
                    label="Cuti bersama dihitung libur"
                    checked=Signal::derive(move || view.with(|view| view.rules.joint_leave == "true"))
                />
                <TextField
                    name="form[closing]"
                    label="Jam tutup (WIB)"
                    value=value(|form| &form.closing)
                    required=true
                    hint="Yang masuk sesudahnya dihitung masuk pada hari berikutnya; hari kerja ke-1 adalah hari kerja sesudah itu. Contoh: 16.30; 24.00 berarti sepanjang hari."
                />
                <NumberField
                    name="form[plan_review]"
                    label=limit_of(ClockKind::PlanReview)
                    value=value(|form| &form.plan_review)
                    required=true
                    whole=true
                    hint="Dalam hari kerja, menurut batas yang berlaku hari ini."
                />
                <NumberField
                    name="form[report_review]"
                    label=limit_of(ClockKind::ReportReview)
                    value=value(|form| &form.report_review)
                    required=true
                    whole=true
                    hint="Dalam hari kerja, menurut batas yang berlaku hari ini."
                />
                <DateField
                    name="form[since]"
                    label="Batas berlaku sejak"
                    value=value(|form| &form.since)
                    hint="Wajib diisi bila batas diubah; berlaku bagi yang dimulai sejak hari itu."
                />
                <div class="actions">
                    <SubmitButton>"Simpan aturan"</SubmitButton>
                </div>
            </Form>
        </Section>
    }
}

fn limit(limit: &Limit) -> impl IntoView + use<> {
    let Limit { kind, since, days } = limit;
    let text = format!("{}: {days} hari kerja sejak {}", limit_of(*kind), short_date(*since));
    view! { <li>{text}</li> }
}
