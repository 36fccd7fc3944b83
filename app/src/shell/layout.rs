//! Menu, header and footer.

use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

use super::shortcuts;
use crate::{
    api::identity::Me,
    components::{Count, DialogForm, Icon, Toasts, icon},
    forms::forget_returned,
};

const MENU: &str = "menu-utama";

/// The institution's mark and the system's name.
#[component]
fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <img src="/mark.svg" alt="" width="36" height="36"/>
            <span class="brand-name">"SIJAPTI"</span>
            <span class="brand-long">"Sistem Informasi Jabatan Pimpinan Tinggi"</span>
        </a>
    }
}

/// Every page of somebody who is logged in.
#[component]
pub fn Layout(
    /// Who is logged in.
    #[prop(into)]
    me: Signal<Me>,
    /// Nothing stands around the page.
    #[prop(optional, into)]
    bare: Signal<bool>,
    /// The page.
    children: Children,
) -> impl IntoView {
    leave_behind();
    shortcuts::listen();
    let dressed = move || !bare.get();
    view! {
        <a class="skip-link" href="#isi" rel="external">"Langsung ke isi"</a>
        <div class="frame" class:frame-bare=bare>
            <Show when=dressed>
                <Menu me/>
            </Show>
            <div class="frame-main">
                <Show when=dressed>
                    <Header me/>
                </Show>
                <main id="isi" class="page" tabindex="-1">{children()}</main>
                <Show when=dressed>
                    <Footer/>
                </Show>
            </div>
        </div>
        <DialogForm/>
        <Toasts/>
    }
}

/// Pages before somebody is logged in: no menu.
#[component]
pub fn PlainLayout(
    /// The page.
    children: Children,
) -> impl IntoView {
    leave_behind();
    view! {
        <a class="skip-link" href="#isi" rel="external">"Langsung ke isi"</a>
        <div class="plain">
            <header class="plain-head"><Brand/></header>
            <main id="isi" class="plain-main" tabindex="-1">{children()}</main>
            <Footer/>
        </div>
        <Toasts/>
    }
}

/// On the way to another page: close the menu, and forget the form that was handed back.
fn leave_behind() {
    let path = use_location().pathname;
    Effect::watch(
        move || path.get(),
        |_, _, _| {
            forget_returned();
            close_menu();
        },
        false,
    );
}

fn close_menu() {
    use leptos::{wasm_bindgen::JsCast as _, web_sys::HtmlElement};
    if let Some(menu) = document().get_element_by_id(MENU)
        && menu.matches(":popover-open").unwrap_or(false)
    {
        _ = menu.unchecked_ref::<HtmlElement>().hide_popover();
    }
}

#[component]
fn Menu(me: Signal<Me>) -> impl IntoView {
    // On a phone a popover, which opens without script; on a wide screen always there (main.css).
    view! {
        <div class="sidebar" id=MENU popover="auto">
            <nav aria-label="Menu utama">
                <Brand/>
                <ul class="menu-list" hidden=move || me.get().due.is_some()>
                    <li><A href="/" exact=true attr:class="menu-link">{icon(Icon::Dashboard)} "Dashboard"</A></li>
                    <li>
                        <p class="menu-head">"Pejabat"</p>
                        <ul>
                            <li><A href="/pejabat" exact=true attr:class="menu-link">{icon(Icon::Officials)} "Daftar Pejabat"</A></li>
                        </ul>
                    </li>
                    <li>
                        <p class="menu-head">
                            "Seleksi" <Count value=Signal::derive(move || me.get().waiting) what="seleksi menunggu saya"/>
                        </p>
                        <ul>
                            <li><A href="/seleksi" exact=true attr:class="menu-link">{icon(Icon::Selections)} "Daftar Seleksi"</A></li>
                            <Show when=move || me.get().can_create_plan>
                                <li><A href="/seleksi/tambah" exact=true attr:class="menu-link">{icon(Icon::Add)} "Tambah Seleksi"</A></li>
                            </Show>
                        </ul>
                    </li>
                    <li><A href="/log" exact=true attr:class="menu-link">{icon(Icon::Log)} "Daftar Log Aktivitas"</A></li>
                    <Show when=move || me.get().can_manage_officers>
                        <li><A href="/petugas" attr:class="menu-link">{icon(Icon::Officers)} "Petugas"</A></li>
                    </Show>
                    <Show when=move || me.get().can_list_institutions>
                        <li><A href="/institusi" attr:class="menu-link">{icon(Icon::Institutions)} "Institusi"</A></li>
                    </Show>
                    <Show when=move || me.get().can_manage_members>
                        <li><A href="/akun" attr:class="menu-link">{icon(Icon::Accounts)} "Akun"</A></li>
                    </Show>
                    <Show when=move || me.get().can_manage_settings>
                        <li><A href="/hari-libur" attr:class="menu-link">{icon(Icon::Holidays)} "Hari libur"</A></li>
                        <li><A href="/pengaturan" exact=true attr:class="menu-link">{icon(Icon::Settings)} "Pengaturan"</A></li>
                    </Show>
                </ul>
            </nav>
        </div>
    }
}

#[component]
fn Header(me: Signal<Me>) -> impl IntoView {
    let place = move || {
        let me = me.get();
        match me.institution {
            Some(institution) => format!("{} · {institution}", me.role_label),
            None => me.role_label,
        }
    };
    view! {
        <header class="topbar">
            <button type="button" class="btn btn-ghost menu-button" popovertarget=MENU aria-controls=MENU>
                <span class="menu-icon" aria-hidden="true"></span>
                "Menu"
            </button>
            <form role="search" method="get" action="/cari" class="search" aria-label="Cari di SIJAPTI">
                <label class="sr-only" for="cari">"Cari"</label>
                <input
                    type="search"
                    class="input"
                    id="cari"
                    name="q"
                    maxlength=domain::bounds::NAME
                    placeholder="Cari…"
                    autocomplete="off"
                    data-key="/"
                    title="Cari (tekan /)"
                />
            </form>
            <div class="who">
                <p class="who-name"><A href="/profil" attr:title="Profil">{move || me.get().name}</A></p>
                <p class="who-place">{place}</p>
            </div>
            // A plain form: logging out starts the application anew.
            <form method="post" action="/api/identity/log_out" on:submit=move |_| tell_other_tabs()>
                <button type="submit" class="btn btn-secondary-quiet">"Log Out"</button>
            </form>
        </header>
    }
}

fn tell_other_tabs() {
    #[cfg(feature = "hydrate")]
    {
        crate::kept_here::forget_all();
        crate::farewell::announce();
    }
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="foot">
            <p>"SIJAPTI " {env!("CARGO_PKG_VERSION")}</p>
            <p>"Sistem Informasi Jabatan Pimpinan Tinggi"</p>
            <p>"Semua tanggal dan batas waktu dihitung menurut Waktu Indonesia Barat (WIB)."</p>
        </footer>
    }
}
