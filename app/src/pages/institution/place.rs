//! Jenis, Provinsi and Kabupaten (Gambar 5). The last follows the other two; without JavaScript a button
//! shows the form again with what there is to choose.

use std::collections::HashMap;

use domain::{
    institution::{InstitutionKind, form::InstitutionForm},
    region::regency_kind,
};
use leptos::{prelude::*, task::spawn_local};

use super::list::kinds;
use crate::{
    api::{Choice, institution::list_regencies, pairs},
    components::{Button, Select, use_alive, use_toast},
    forms::FormState,
};

#[component]
pub(super) fn PlaceFields(
    form: InstitutionForm,
    provinces: Vec<Choice>,
    /// Those of the Provinsi that is chosen first.
    regencies: Vec<Choice>,
) -> impl IntoView {
    let [kind, province, regency] = [(); 3].map(|()| RwSignal::new(String::new()));
    let regencies = RwSignal::new(regencies);
    let state = FormState::current();
    let first = state.returned_value("form[province]").unwrap_or_else(|| form.province.clone());
    follow(first, province, regencies);
    let choices = Memo::new(move |_| fitting(&kind.get(), regencies.get()));
    // What is no longer among the choices is chosen no longer.
    Effect::watch(
        move || choices.get(),
        move |choices, _, _| {
            if !choices.iter().any(|(code, _)| regency.with_untracked(|chosen| chosen == code)) {
                regency.set(String::new());
            }
        },
        false,
    );
    let alive = use_alive();
    let show = move || {
        (!alive.get()).then(|| {
            view! {
                <Button kind="submit" name="intent" value="regencies" small=true>"Tampilkan Kabupaten/Kota"</Button>
            }
        })
    };
    view! {
        <Select name="form[kind]" label="Jenis" options=kinds() value=form.kind chosen=kind required=true/>
        <Select
            name="form[province]"
            label="Provinsi"
            options=pairs(provinces)
            value=form.province
            chosen=province
            hint="Diisi untuk Provinsi, Kabupaten, dan Kota."
        />
        {show}
        <Select
            name="form[regency]"
            label="Kabupaten"
            options=choices
            value=form.regency
            chosen=regency
            placeholder="-- Pilih Kabupaten/Kota --"
            hint="Diisi untuk Kabupaten dan Kota, setelah Jenis dan Provinsi dipilih."
        />
    }
}

/// Those that the kind asks for.
fn fitting(kind: &str, regencies: Vec<Choice>) -> Vec<(String, String)> {
    let wanted = InstitutionKind::from_code(kind).and_then(InstitutionKind::regency_kind);
    let mut choices = pairs(regencies);
    choices.retain(|(code, _)| wanted.is_some() && regency_kind(code) == wanted);
    choices
}

/// Fetches the Kabupaten and Kota of each Provinsi once.
fn follow(first: String, province: RwSignal<String>, regencies: RwSignal<Vec<Choice>>) {
    let known = StoredValue::new(HashMap::from([(first, regencies.get_untracked())]));
    let toast = use_toast();
    Effect::watch(
        move || province.get(),
        move |code, _, _| {
            let there = known.with_value(|known| known.get(code).cloned());
            if code.is_empty() || there.is_some() {
                regencies.set(there.unwrap_or_default());
                return;
            }
            let code = code.clone();
            spawn_local(async move {
                match list_regencies(code.clone()).await {
                    Ok(found) => {
                        _ = known.try_update_value(|known| known.insert(code.clone(), found.clone()));
                        // Another one may have been chosen meanwhile, or the page left.
                        if province.try_get_untracked().is_some_and(|chosen| chosen == code) {
                            regencies.set(found);
                        }
                    }
                    Err(error) => toast.error(error.sentence()),
                }
            });
        },
        false,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_of_the_kind() {
        let all = vec![
            Choice::new("31.01", "Kabupaten Kepulauan Seribu"),
            Choice::new("31.74", "Kota Jakarta Selatan"),
        ];
        let codes = |kind: &str| -> Vec<String> {
            fitting(kind, all.clone()).into_iter().map(|(code, _)| code).collect()
        };
        assert_eq!(codes("regency"), ["31.01"]);
        assert_eq!(codes("city"), ["31.74"]);
        assert!(codes("province").is_empty() && codes("").is_empty());
    }
}
