//! Every page there is, against everybody there is: a new page without a row here fails.

use std::collections::BTreeSet;

use domain::identity::Role;

use crate::support::Server;

both!(every_page_is_only_for_those_it_is_for);

/// For whoever is logged in, whatever their role.
const ALL: &[Role] = &Role::ALL;
const COMMISSION: &[Role] = &Role::COMMISSION;
const ADMIN: &[Role] = &[Role::Admin];
const MANAGER: &[Role] = &[Role::InstitutionAdmin];
const ENTERS: &[Role] = &[Role::InstitutionAdmin, Role::Operator];
/// No record has the number in the address, so nobody sees anything.
const NOBODY: &[Role] = &[];

/// Anybody may open these; who is logged in already is led on.
const PUBLIC: [&str; 2] = ["/masuk", "/masuk/kode"];

const PAGES: [(&str, &[Role]); 34] = [
    ("/", ALL),
    ("/seleksi", ALL),
    ("/seleksi/tambah", ENTERS),
    ("/seleksi/{plan}", NOBODY),
    ("/seleksi/{plan}/ubah", NOBODY),
    ("/seleksi/{plan}/pelaporan", NOBODY),
    ("/seleksi/{plan}/lowongan/{vacancy}", NOBODY),
    ("/seleksi/{plan}/lowongan/{vacancy}/pelantikan", NOBODY),
    ("/pejabat", ALL),
    // Without a vacancy there is nobody to enter.
    ("/pejabat/tambah", NOBODY),
    ("/cari", ALL),
    ("/log", ALL),
    ("/petugas", ADMIN),
    ("/petugas/tambah", ADMIN),
    ("/petugas/{user}/ubah", NOBODY),
    ("/institusi", COMMISSION),
    ("/institusi/tambah", ADMIN),
    ("/institusi/daftarkan", ADMIN),
    ("/institusi/daftarkan/{registration}", NOBODY),
    ("/institusi/{institution}", NOBODY),
    ("/institusi/{institution}/ubah", NOBODY),
    ("/institusi/{institution}/akun/tambah", NOBODY),
    ("/akun", MANAGER),
    ("/akun/tambah", MANAGER),
    ("/akun/{user}/ubah", NOBODY),
    ("/hari-libur", ADMIN),
    ("/hari-libur/tambah", ADMIN),
    ("/hari-libur/impor", ADMIN),
    ("/hari-libur/{holiday}/ubah", NOBODY),
    ("/profil", ALL),
    ("/profil/password", ALL),
    ("/profil/dua-langkah", ALL),
    ("/profil/kode-pemulihan", ALL),
    ("/pengaturan", ADMIN),
];

/// An address of this page that names no record.
fn address(path: &str) -> String {
    path.split('/')
        .map(|step| if step.starts_with('{') { "999999999" } else { step })
        .collect::<Vec<_>>()
        .join("/")
}

async fn every_page_is_only_for_those_it_is_for(server: Server) {
    let known: BTreeSet<String> =
        leptos_axum::generate_route_list(app::App).into_iter().map(|route| route.path().to_owned()).collect();
    let here: BTreeSet<String> =
        PAGES.iter().map(|(path, _)| *path).chain(PUBLIC).map(str::to_owned).collect();
    assert_eq!(known, here);

    for role in Role::ALL {
        let name = format!("uji_{}", role.code());
        let colleague = if role.is_commission() { "admin" } else { "jaksel" };
        server.add(&name, role, colleague).await;
        let person = server.client(&name).await;
        for (path, who) in PAGES {
            let status = person.page(&address(path)).await.status;
            if who.contains(&role) {
                assert_eq!(status, 200, "{path} for {role:?}");
            } else {
                assert!(matches!(status, 403 | 404), "{path} for {role:?}: {status}");
            }
        }
    }
    let visitor = server.visitor();
    for folder in ["", "pkg/", "vendor/"] {
        let long = format!("/{folder}{}", "a".repeat(300));
        assert_eq!(visitor.page(&long).await.status, 404, "no file has such a name");
    }
    for (path, _) in PAGES {
        let reply = visitor.page(&address(path)).await;
        assert_eq!(reply.status, 303, "{path}");
        assert!(reply.location().starts_with("/masuk"), "{path}: {}", reply.location());
    }
    for path in PUBLIC {
        let status = visitor.page(path).await.status;
        assert!(matches!(status, 200 | 303), "{path}: {status}");
    }
}
