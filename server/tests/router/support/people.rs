//! People the demo does not have.

use domain::identity::Role;
use server::{demo::PASSWORD, start::clock};
use store::identity::{self, NewUser};

use super::{Server, database::quickly_hashed};

impl Server {
    /// Somebody with this role, in the institution of somebody else (none for the commission's roles).
    pub async fn add(&self, username: &str, role: Role, colleague: &str) {
        let password_hash = quickly_hashed(PASSWORD);
        let mut tx = self.db.begin().await.unwrap();
        let colleague = identity::find_by_username(&mut tx, colleague).await.unwrap().unwrap();
        let institution = colleague.institution.map(|institution| institution.id);
        let (username, name) = (username.to_owned(), format!("{} {username}", role.label()));
        let new = NewUser {
            username,
            name,
            role,
            institution,
            password_hash,
            email: String::new(),
            job_title: None,
            must_change_password: false,
            at: clock(),
        };
        identity::insert(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Closes somebody's account, as an Admin does.
    pub async fn close_account(&self, username: &str) {
        let mut tx = self.db.begin().await.unwrap();
        let user = identity::find_by_username(&mut tx, username).await.unwrap().unwrap();
        identity::set_active(&mut tx, user.id, user.version, false).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Gives somebody a password that they must change, the same as before; their sessions end.
    pub async fn force_change(&self, username: &str) {
        let mut tx = self.db.begin().await.unwrap();
        let user = identity::find_by_username(&mut tx, username).await.unwrap().unwrap();
        identity::set_password(&mut tx, user.id, &user.password_hash, true, None, clock()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Asks a second factor of a role.
    pub async fn require_second_factor(&self, role: Role) {
        let mut tx = self.db.begin().await.unwrap();
        let key = domain::identity::duty::second_factor_setting(role);
        store::setting::set(&mut tx, &key, "1", 0).await.unwrap();
        tx.commit().await.unwrap();
    }
}
