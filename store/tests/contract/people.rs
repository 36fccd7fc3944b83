use domain::identity::access::last_admin;
use domain::{
    attachment::FileType,
    id::{AttachmentId, UserId},
    identity::Role,
};
use store::{
    StoreError, Tx,
    attachment::{self, NewFile},
    identity::{self, AccountChange, NewUser, PeopleQuery, Side, User},
    session::{self, Holder},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    an_account_is_changed_from_its_version,
    an_email_is_taken_once_but_may_be_missing,
    job_titles_are_named_once,
    people_are_listed_by_name_and_filtered,
    people_page_there_and_back,
    closing_an_account_ends_its_sessions,
    a_new_password_ends_the_other_sessions,
    two_admins_do_not_close_each_other,
    a_photo_is_neither_swept_nor_claimed,
    a_photo_must_be_free,
);

fn new(world: &World, username: &str, role: Role) -> NewUser {
    NewUser {
        username: username.into(),
        name: format!("Nama {username}"),
        role,
        institution: (!role.is_commission()).then_some(world.jaksel.id),
        password_hash: "$argon2id$x".into(),
        email: format!("{username}@X.go.id"),
        job_title: None,
        must_change_password: true,
        at: world.now,
    }
}

async fn load(tx: &mut Tx, id: UserId) -> User {
    identity::find(tx, id).await.unwrap().unwrap()
}

fn change(user: &User) -> AccountChange {
    AccountChange {
        id: user.id,
        version: user.version,
        username: user.username.clone(),
        name: user.name.clone(),
        role: user.role,
        email: user.email.clone(),
        job_title: user.job_title.as_ref().map(|title| title.id),
    }
}

async fn an_account_is_changed_from_its_version(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let title = identity::insert_job_title(&mut tx, "Kepala Bidang").await.unwrap();
    let id = identity::insert(&mut tx, &new(&world, "siti", Role::Assistant)).await.unwrap();
    let before = load(&mut tx, id).await;
    assert_eq!((before.email.as_str(), before.must_change_password), ("siti@x.go.id", true));
    assert_eq!((before.version, before.second_factor, before.photo), (1, false, None));
    let change = AccountChange {
        username: "Siti.Aminah".into(),
        name: "Siti Aminah".into(),
        role: Role::Commissioner,
        email: "S.Aminah@x.go.id".into(),
        job_title: Some(title),
        ..change(&before)
    };
    identity::update(&mut tx, &change).await.unwrap();
    let after = load(&mut tx, id).await;
    assert_eq!((after.username.as_str(), after.name.as_str()), ("siti.aminah", "Siti Aminah"));
    assert_eq!((after.role, after.email.as_str()), (Role::Commissioner, "s.aminah@x.go.id"));
    assert_eq!((after.job_title.unwrap().name.as_str(), after.version), ("Kepala Bidang", 2));
    assert!(matches!(identity::update(&mut tx, &change).await, Err(StoreError::Stale)));
}

async fn an_email_is_taken_once_but_may_be_missing(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for name in ["a_one", "a_two"] {
        let nobody = NewUser { email: String::new(), ..new(&world, name, Role::Operator) };
        identity::insert(&mut tx, &nobody).await.unwrap();
    }
    identity::insert(&mut tx, &new(&world, "siti", Role::Operator)).await.unwrap();
    let twice = NewUser { email: "SITI@x.go.id".into(), ..new(&world, "other", Role::Operator) };
    let error = identity::insert(&mut tx, &twice).await.unwrap_err();
    assert!(error.is_unique("account_email_key"), "{error:?}");
}

async fn job_titles_are_named_once(site: Site) {
    let world = world(&site).await;
    drop(world);
    let mut tx = site.db.begin().await.unwrap();
    let id = identity::insert_job_title(&mut tx, " Sekretaris ").await.unwrap();
    assert_eq!(identity::job_title(&mut tx, id).await.unwrap().unwrap().name, "Sekretaris");
    assert_eq!(identity::job_title(&mut tx, 9999.into()).await.unwrap(), None);
    let names: Vec<String> =
        identity::job_titles(&mut tx).await.unwrap().into_iter().map(|title| title.name).collect();
    assert_eq!(names, ["Administrator Sistem", "Asisten Komisioner", "Komisioner", "Sekretaris"]);
    let error = identity::insert_job_title(&mut tx, "SEKRETARIS").await.unwrap_err();
    assert!(error.is_unique("job_title_name_key"), "{error:?}");
}

async fn names(tx: &mut Tx, query: PeopleQuery) -> Vec<String> {
    let page = identity::people(tx, &PeopleQuery { limit: 50, ..query }).await.unwrap();
    page.rows.into_iter().map(|user| user.username).collect()
}

async fn people_are_listed_by_name_and_filtered(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    identity::set_active(&mut tx, world.officer.id, 1, false).await.unwrap();
    let all = PeopleQuery::default;
    assert_eq!(names(&mut tx, all()).await.len(), 7);
    let commission = PeopleQuery { side: Side::Commission, ..all() };
    assert_eq!(names(&mut tx, commission.clone()).await, ["admin", "asisten1", "asisten2", "komisioner"]);
    let active = PeopleQuery { active: Some(true), role: Some(Role::Assistant), ..commission.clone() };
    assert_eq!(names(&mut tx, active).await, ["asisten2"]);
    let closed = PeopleQuery { active: Some(false), ..all() };
    assert_eq!(names(&mut tx, closed).await, ["asisten1"]);
    let own = PeopleQuery { side: Side::Institution(world.jaksel.id), ..all() };
    assert_eq!(names(&mut tx, own.clone()).await, ["adminjaksel", "jaksel"]);
    for (text, found) in [("SELATAN", 2), ("adminjak", 1), ("jaksel@contoh", 2), ("%", 0), ("bandung", 0)] {
        let query = PeopleQuery { text: text.into(), ..own.clone() };
        assert_eq!(names(&mut tx, query).await.len(), found, "{text}");
    }
}

async fn people_page_there_and_back(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut whole = Vec::new();
    // Names that agree, with signs that mean something elsewhere.
    for (index, name) in
        ["Ani", "Ani", "Ani", "Ani", "Ani", "É", "O'Neil/%&", "Z.1", "Z.1", "Z.1", "a", "b", "c"]
            .into_iter()
            .enumerate()
    {
        let person = NewUser { name: name.into(), ..new(&world, &format!("p{index}"), Role::Operator) };
        let person = NewUser { institution: Some(world.bandung.id), ..person };
        whole.push((name, identity::insert(&mut tx, &person).await.unwrap()));
    }
    whole.push(("Bandung", world.stranger.id));
    whole.sort_by_key(|(name, id)| (domain::fold::fold(name), *id));
    let whole: Vec<UserId> = whole.into_iter().map(|(_, id)| id).collect();
    let query = PeopleQuery { side: Side::Institution(world.bandung.id), limit: 4, ..PeopleQuery::default() };
    crate::paging::walk!(&mut tx, identity::people, query, whole);
}

async fn open(tx: &mut Tx, world: &World, id: &str, account: UserId) {
    session::insert(tx, id, "{}", world.later(3600)).await.unwrap();
    let holder = Holder { account, address: "10.0.0.7", agent: "Firefox" };
    session::assign(tx, id, &holder, world.now).await.unwrap();
}

async fn ids(tx: &mut Tx, world: &World, account: UserId) -> Vec<String> {
    let sessions = session::sessions_of(tx, account, world.now).await.unwrap();
    sessions.into_iter().map(|session| session.id).collect()
}

async fn closing_an_account_ends_its_sessions(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    open(&mut tx, &world, "a", world.operator.id).await;
    open(&mut tx, &world, "b", world.stranger.id).await;
    identity::set_active(&mut tx, world.operator.id, 1, true).await.unwrap();
    assert_eq!(ids(&mut tx, &world, world.operator.id).await, ["a"]);
    identity::set_active(&mut tx, world.operator.id, 2, false).await.unwrap();
    assert!(session::load(&mut tx, "a", world.now).await.unwrap().is_none());
    assert_eq!(ids(&mut tx, &world, world.stranger.id).await, ["b"]);
    assert_eq!(load(&mut tx, world.operator.id).await.version, 3);
}

async fn a_new_password_ends_the_other_sessions(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for id in ["a", "b", "c"] {
        open(&mut tx, &world, id, world.operator.id).await;
    }
    let (id, at) = (world.operator.id, world.later(5));
    identity::set_password(&mut tx, id, "$new", false, Some("b"), at).await.unwrap();
    assert_eq!(ids(&mut tx, &world, id).await, ["b"]);
    let user = load(&mut tx, id).await;
    assert_eq!((user.password_hash.as_str(), user.must_change_password), ("$new", false));
    assert_eq!(user.password_changed_at, Some(at));
    identity::set_password(&mut tx, id, "$reset", true, None, at).await.unwrap();
    assert!(ids(&mut tx, &world, id).await.is_empty());
    assert!(load(&mut tx, id).await.must_change_password);
    let nobody = identity::set_password(&mut tx, 9999.into(), "$x", true, None, at).await;
    assert!(matches!(nobody, Err(StoreError::Stale)));
}

async fn two_admins_do_not_close_each_other(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let second = identity::insert(&mut tx, &new(&world, "admin2", Role::Admin)).await.unwrap();
    let admins = identity::active_admins(&mut tx).await.unwrap();
    assert_eq!((admins.len(), admins[1]), (2, second));
    tx.commit().await.unwrap();
    let (first, second) = (admins[0], admins[1]);
    // Forced: one has looked when the other comes.
    let mut tx = site.db.begin().await.unwrap();
    let seen = identity::active_admins(&mut tx).await.unwrap();
    let db = site.db.clone();
    let other = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        let seen = identity::active_admins(&mut tx).await.unwrap();
        close(tx, &seen, second).await;
    });
    site.until_it_waits(&other).await;
    close(tx, &seen, first).await;
    other.await.unwrap();
    assert_eq!(identity::active_admins(&mut site.db.read().await.unwrap()).await.unwrap(), [second]);
}

/// Closes an Admin's account, unless it is the last of those who were seen.
async fn close(mut tx: Tx, seen: &[UserId], id: UserId) {
    if last_admin(seen, id, false).is_ok() {
        identity::set_active(&mut tx, id, 1, false).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn picture(tx: &mut Tx, world: &World, owner: UserId) -> AttachmentId {
    let file = NewFile {
        owner,
        institution: None,
        name: "foto.png".into(),
        kind: FileType::Png,
        size: 1000,
        sha256: "ab".repeat(32),
        key: "2016/08/foto.png".into(),
        at: world.now,
    };
    attachment::insert(tx, &file).await.unwrap()
}

async fn a_photo_is_neither_swept_nor_claimed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let (owner, whose) = (world.operator.id, world.officer.id);
    let photo = picture(&mut tx, &world, owner).await;
    assert!(identity::set_photo(&mut tx, whose, Some(photo), owner, world.now).await.unwrap());
    assert_eq!(load(&mut tx, whose).await.photo, Some(photo));
    assert_eq!(attachment::photo(&mut tx, whose).await.unwrap().map(|file| file.id), Some(photo));
    assert_eq!(attachment::own(&mut tx, photo, owner).await.unwrap(), None);
    assert!(!attachment::claim(&mut tx, &[photo], plan, "files", owner).await.unwrap());
    assert!(attachment::take_abandoned(&mut tx, world.later(9), 9).await.unwrap().is_empty());
    // Kept once more, by somebody else; then replaced, and the old one goes.
    assert!(
        identity::set_photo(&mut tx, whose, Some(photo), world.commissioner.id, world.now).await.unwrap()
    );
    let other = picture(&mut tx, &world, owner).await;
    assert!(identity::set_photo(&mut tx, whose, Some(other), owner, world.now).await.unwrap());
    let swept = attachment::take_abandoned(&mut tx, world.later(9), 9).await.unwrap();
    assert_eq!(swept.iter().map(|file| file.id).collect::<Vec<_>>(), [photo]);
    assert!(identity::set_photo(&mut tx, whose, None, owner, world.now).await.unwrap());
    assert_eq!(load(&mut tx, whose).await.photo, None);
    assert_eq!(attachment::take_abandoned(&mut tx, world.later(9), 9).await.unwrap().len(), 1);
}

async fn a_photo_must_be_free(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let named = picture(&mut tx, &world, world.operator.id).await;
    assert!(attachment::claim(&mut tx, &[named], plan, "files", world.operator.id).await.unwrap());
    let theirs = picture(&mut tx, &world, world.stranger.id).await;
    let taken = picture(&mut tx, &world, world.operator.id).await;
    assert!(
        identity::set_photo(&mut tx, world.stranger.id, Some(taken), world.operator.id, world.now)
            .await
            .unwrap()
    );
    for photo in [named, theirs, taken, 9999.into()] {
        let set =
            identity::set_photo(&mut tx, world.officer.id, Some(photo), world.operator.id, world.now).await;
        assert!(!set.unwrap(), "{photo}");
    }
    assert_eq!(load(&mut tx, world.officer.id).await.photo, None);
}
