//! The migrations are compiled in; without this, adding one would not rebuild the crate.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
