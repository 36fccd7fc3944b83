//! Somebody at a terminal, who is asked and types.

use std::io::{Read, Write};

use domain::identity::Role;
use portable_pty::{CommandBuilder, ExitStatus, PtySize, native_pty_system};
use store::identity;

use crate::{house::House, serving::Server};

const PASSWORD: &str = "kuda-terbang-biru-42";
/// Of a terminal that shows what is typed.
const ECHO: u32 = 0o10;

/// Runs the program at a terminal, and answers each question once it was asked; how it ended, and all that the
/// terminal showed.
fn at_a_terminal(house: &House, words: &[&str], answers: &[(&str, &str)]) -> (ExitStatus, String) {
    let command = house.sijapti(words);
    let mut same = CommandBuilder::new(command.get_program());
    same.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => same.env(name, value),
            None => same.env_remove(name),
        }
    }
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut program = pty.slave.spawn_command(same).unwrap();
    drop(pty.slave);
    let mut screen = pty.master.try_clone_reader().unwrap();
    let mut keyboard = pty.master.take_writer().unwrap();
    let mut shown = String::new();
    for (question, answer) in answers {
        let seen = shown.len();
        while !shown[seen..].contains(question) {
            assert!(read(&mut *screen, &mut shown) > 0, "{question} was not asked: {shown}");
        }
        // It asks first and hides what is typed a moment later, before anybody's fingers are there.
        let hidden = question.starts_with("Password");
        while hidden && pty.master.get_termios().unwrap().local_flags.bits() & ECHO != 0 {
            std::thread::yield_now();
        }
        writeln!(keyboard, "{answer}").unwrap();
    }
    while read(&mut *screen, &mut shown) > 0 {}
    (program.wait().unwrap(), shown)
}

/// Reads on; at the end a terminal has an error instead of nothing.
fn read(screen: &mut dyn Read, shown: &mut String) -> usize {
    let mut bytes = [0; 1024];
    let count = screen.read(&mut bytes).unwrap_or_default();
    shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
    count
}

const CREATE: [&str; 2] = ["admin", "create"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_admin_is_asked_for_and_the_password_is_not_shown() {
    let house = House::new();
    let answers = [
        ("Username: ", "rina"),
        ("Name: ", "Rina Wulandari"),
        ("E-mail: ", "rina@bkn.go.id"),
        ("Job title (Jabatan): ", "Pranata Komputer"),
        ("Password: ", PASSWORD),
        ("Password, once more: ", PASSWORD),
    ];
    let (status, shown) = at_a_terminal(&house, &CREATE, &answers);
    assert!(status.success(), "{shown}");
    assert!(shown.contains("The Admin rina can log in now."), "{shown}");
    assert!(!shown.contains(PASSWORD), "{shown}");
    let server = Server::start(&house).await;
    server.log_in("rina", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_that_differ_make_no_admin() {
    let house = House::new();
    let words =
        [&CREATE[..], &["--username", "rina", "--name", "Rina", "--email", "rina@bkn.go.id"]].concat();
    let answers = [
        ("Job title (Jabatan): ", "Pranata Komputer"),
        ("Password: ", PASSWORD),
        ("Password, once more: ", "kuda-terbang-biru-43"),
    ];
    let (status, shown) = at_a_terminal(&house, &words, &answers);
    assert_eq!(status.exit_code(), 1, "{shown}");
    assert!(shown.contains("confirmation: "), "{shown}");
    assert!(!house.database.exists(), "nothing was made");

    // Then with one that is typed alike, and reset the same way.
    let answers =
        [("Job title", "Pranata Komputer"), ("Password: ", PASSWORD), ("Password, once more: ", PASSWORD)];
    assert!(at_a_terminal(&house, &words, &answers).0.success());
    let again = "sepeda-hijau-ke-kantor";
    let answers = [("Password: ", again), ("Password, once more: ", again)];
    let (status, shown) = at_a_terminal(&house, &["user", "reset-password", "rina"], &answers);
    assert!(status.success() && !shown.contains(again), "{shown}");
    let db = house.db().await;
    let rina = identity::find_by_username(&mut db.read().await.unwrap(), "rina").await.unwrap().unwrap();
    assert_eq!((rina.role, rina.must_change_password), (Role::Admin, true));
    db.close().await;
    Server::start(&house).await.log_in("rina", again).await.unwrap();
}
