//! Everything the institution entered, and the Rekomendasi.

use domain::{
    attachment::Attachment,
    calendar::{long_date, parse_date},
    selection::{
        CommitteeElement, FillingMethod, Reason, SelectionMethod,
        plan::{MemberForm, PlanForm, ScheduleForm},
    },
};
use leptos::{context::Provider, prelude::*};

use super::files_of;
use crate::{
    api::selection::views::{PlanView, RecommendationView},
    components::{Attachments, Changed, DataTable, Definition, DefinitionList, Empty, RichView, Section},
    zone::moment,
};

#[component]
pub(super) fn Facts(view: Signal<PlanView>) -> impl IntoView {
    let form = Memo::new(move |_| view.with(|view| (view.form.clone(), view.files.clone())));
    let recommendation = Memo::new(move |_| view.with(|view| view.recommendation.clone()));
    let changed = Memo::new(move |_| Changed(view.with(|view| view.changes_since_correction().to_vec())));
    view! {
        {move || recommendation.get().map(recommended)}
        {move || view! { <Provider value=changed.get()>{general(view.get())}</Provider> }}
        {move || {
            let changed = changed.get();
            let methods = form.with(|(form, _)| methods(form, &changed));
            view! { <Provider value=changed>{methods}</Provider> }
        }}
        {move || form.with(|(form, files)| committee(form, files, &changed.get()))}
        {move || form.with(|(form, _)| schedule(form, &changed.get()))}
    }
}

fn recommended(recommendation: RecommendationView) -> AnyView {
    let RecommendationView { by, at, text, files } = recommendation;
    view! {
        <Section title="Rekomendasi">
            <p class="muted">{by} " · " {moment(at)}</p>
            <RichView html=text/>
            <DefinitionList>
                <Definition label="Surat Rekomendasi"><Attachments files/></Definition>
            </DefinitionList>
        </Section>
    }
    .into_any()
}

fn or_dash(text: &str) -> String {
    if text.trim().is_empty() { "-".to_owned() } else { text.trim().to_owned() }
}

fn general(view: PlanView) -> AnyView {
    let form = view.form;
    let posts =
        view.positions.iter().map(|name| view! { <span class="block">{name.clone()}</span> }).collect_view();
    let posts = if view.positions.is_empty() { "-".into_any() } else { posts.into_any() };
    let why = match form.reason_text.as_str() {
        "" => "-".into_any(),
        text => view! { <RichView html=text.to_owned()/> }.into_any(),
    };
    view! {
        <Section title="Data rencana">
            <DefinitionList>
                <Definition label="Institusi">{view.institution}</Definition>
                <Definition label="Nomenklatur">{posts}</Definition>
                <Definition label="No. Surat Pengantar">{or_dash(&form.letter_number)}</Definition>
                <Definition label="Scan Surat Pengantar">
                    <Attachments files=files_of(&form.letter_scan, &view.files)/>
                </Definition>
                <Definition label="Cara Pengisian JPT">
                    {FillingMethod::from_code(&form.filling_method).map_or("-", FillingMethod::label)}
                </Definition>
                <Definition label="Alasan">{Reason::from_code(&form.reason).map_or("-", Reason::label)}</Definition>
                <Definition label="Deskripsi Alasan">{why}</Definition>
                <Definition label="Petugas yang menangani">
                    {view.officer.unwrap_or_else(|| "Belum dipilih".to_owned())}
                </Definition>
                <Definition label="Tanggal dibuat">{moment(view.created_at)}</Definition>
                <Definition label="Terakhir diubah">{moment(view.updated_at)}</Definition>
            </DefinitionList>
        </Section>
    }
    .into_any()
}

fn methods(form: &PlanForm, changed: &Changed) -> AnyView {
    let chosen: Vec<_> = form
        .methods
        .iter()
        .filter_map(|code| SelectionMethod::from_code(code))
        .map(SelectionMethod::label)
        .collect();
    let stages = form.typed_stages();
    // The four alone stand with the places that were typed; among others they are counted.
    let counted = stages.iter().any(|stage| stage.order.is_empty());
    let rows = stages
        .into_iter()
        .enumerate()
        .map(|(at, stage)| {
            let label = format!("Bobot Penilaian {}", stage.label);
            let order = if counted { (at + 1).to_string() } else { stage.order };
            let order = changed.mark(&format!("Urutan {}", stage.label), order.into_any());
            view! {
                <tr>
                    <td data-label="Urutan">{order}</td>
                    <th scope="row">{stage.label}</th>
                    <td data-label="Bobot" class="num">{changed.mark(&label, or_dash(&stage.weight).into_any())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Metode seleksi dan bobot">
            <DefinitionList>
                <Definition label="Metode seleksi">{or_dash(&chosen.join(", "))}</Definition>
            </DefinitionList>
            <DataTable caption="Bobot setiap tahapan" dense=true>
                <thead>
                    <tr>
                        <th scope="col">"Urutan"</th>
                        <th scope="col">"Tahapan"</th>
                        <th scope="col" class="num">"Bobot"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </Section>
    }
    .into_any()
}

fn committee(form: &PlanForm, files: &[Attachment], changed: &Changed) -> AnyView {
    let rows: Vec<_> = form
        .committee
        .iter()
        .filter(|member| !member.is_blank())
        .enumerate()
        .map(|(at, member)| member_row(member, files, (at, changed)))
        .collect();
    if rows.is_empty() {
        return view! { <Section title="Panitia Seleksi"><Empty title="Belum diisi"/></Section> }.into_any();
    }
    view! {
        <Section title="Panitia Seleksi">
            <DataTable caption="Anggota Panitia Seleksi" stack=true>
                <thead>
                    <tr>
                        <th scope="col">"Nama"</th>
                        <th scope="col">"Unsur"</th>
                        <th scope="col">"Keterangan"</th>
                        <th scope="col">"Berkas"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </Section>
    }
    .into_any()
}

fn member_row(member: &MemberForm, files: &[Attachment], (at, changed): (usize, &Changed)) -> AnyView {
    let name = changed.mark(&format!("Panitia Seleksi {}", at + 1), or_dash(&member.name).into_any());
    view! {
        <tr>
            <th scope="row" data-label="Nama">{name}</th>
            <td data-label="Unsur">{CommitteeElement::from_code(&member.element).map_or("-", CommitteeElement::label)}</td>
            <td data-label="Keterangan">{or_dash(&member.note)}</td>
            <td data-label="Berkas"><Attachments files=files_of(&member.file, files) none="-"/></td>
        </tr>
    }
    .into_any()
}

fn schedule(form: &PlanForm, changed: &Changed) -> AnyView {
    let rows: Vec<_> = form
        .schedule
        .iter()
        .filter(|line| !line.is_blank())
        .enumerate()
        .map(|(at, line)| schedule_row(line, at, changed))
        .collect();
    if rows.is_empty() {
        return view! { <Section title="Jadwal"><Empty title="Belum diisi"/></Section> }.into_any();
    }
    view! {
        <Section title="Jadwal">
            <DataTable caption="Kegiatan dalam Jadwal (tanggal menurut WIB)" show_caption=true stack=true>
                <thead>
                    <tr>
                        <th scope="col">"Kegiatan"</th>
                        <th scope="col">"Tanggal mulai"</th>
                        <th scope="col">"Tanggal akhir"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </Section>
    }
    .into_any()
}

fn schedule_row(line: &ScheduleForm, at: usize, changed: &Changed) -> AnyView {
    let activity = changed.mark(&format!("Jadwal {}", at + 1), or_dash(&line.activity).into_any());
    view! {
        <tr>
            <th scope="row" data-label="Kegiatan">{activity}</th>
            <td data-label="Tanggal mulai">{day(&line.start)}</td>
            <td data-label="Tanggal akhir">{day(&line.end)}</td>
        </tr>
    }
    .into_any()
}

/// A draft may hold what is no date yet.
fn day(text: &str) -> String {
    parse_date("Tanggal", text).map_or_else(|_| or_dash(text), long_date)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_written_out() {
        assert_eq!(day("2016-08-10"), "Rabu, 10 Agustus 2016");
        assert_eq!(day("besok"), "besok");
        assert_eq!(day(" "), "-");
    }
}
