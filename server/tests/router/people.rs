//! Petugas, Institusi and the accounts of institutions.

mod accounts;
mod institutions;
mod officers;
mod pages;
mod together;

use domain::id::UserId;
use store::identity::User;

use crate::{
    call::Call,
    support::{Client, Reply, Server},
};

impl Server {
    /// The account of this user name.
    pub async fn user(&self, username: &str) -> User {
        let mut tx = self.db.read().await.unwrap();
        store::identity::find_by_username(&mut tx, username).await.unwrap().unwrap()
    }

    /// The last lines of the log, whole.
    async fn log(&self) -> String {
        let mut tx = self.db.read().await.unwrap();
        format!("{:?}", store::activity::recent(&mut tx, 100).await.unwrap())
    }
}

async fn switch(client: &Client, path: &'static str, (user, version): (UserId, i64)) -> Reply {
    Call::of(path).with("user", user).with("version", version).by(client).await
}

async fn close(client: &Client, user: &User) -> Reply {
    switch(client, "identity/deactivate_account", (user.id, user.version)).await
}
