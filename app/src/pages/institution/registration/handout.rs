//! The passwords for the first login, as a sheet to print and cut.

use domain::{id::RegistrationId, institution::registration::Handout};
use leptos::prelude::*;

use crate::{
    api::institution::registration::ForgetPasswords,
    components::{DataTable, Form, Hidden, Section, SubmitButton, Variant},
};

pub(super) fn handout(id: RegistrationId, passwords: Option<Vec<Handout>>, reload: Callback<()>) -> AnyView {
    let Some(passwords) = passwords else {
        return view! {
            <Section title="Password sekali pakai">
                <p>
                    "Daftar password hanya dapat dilihat oleh yang membuatnya, pada sesi yang sama, dan tidak disimpan di mana pun. Daftar ini sudah dihapus, sudah lewat waktunya, atau dibuat pada sesi lain."
                </p>
            </Section>
        }
        .into_any();
    };
    let forget = ServerAction::<ForgetPasswords>::new();
    let rows = passwords
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row" data-label="Nama Institusi">{one.institution}</th>
                    <td data-label="Jenis">{one.kind}</td>
                    <td data-label="Username">{one.username}</td>
                    <td data-label="Password"><code>{one.password}</code></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Password sekali pakai">
            <p>
                "Cetak daftar ini sekarang dan bagikan kepada setiap institusi. Password berlaku 72 jam dan harus diganti saat pertama kali masuk. Daftar ini tidak disimpan: setelah Anda menghapusnya, keluar, atau paling lama 24 jam, daftar tidak dapat ditampilkan lagi."
            </p>
            <div class="actions">
                <button type="button" class=Variant::Primary.class() on:click=|_| _ = window().print()>"Cetak"</button>
                <Form action=forget on_done=move |_| reload.run(())>
                    <Hidden name="registration" value=id.to_string()/>
                    <SubmitButton variant=Variant::Danger>"Hapus daftar password"</SubmitButton>
                </Form>
            </div>
            <DataTable caption="Akun pertama setiap institusi" stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col">"Nama Institusi"</th>
                        <th scope="col">"Jenis"</th>
                        <th scope="col">"Username"</th>
                        <th scope="col">"Password"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </Section>
    }
    .into_any()
}
