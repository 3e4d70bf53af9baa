//! What was done is never changed.

use diesel::connection::SimpleConnection;
use muster::platform::db::Conn;
use test_macros::test_on_both;

use crate::{
    settings::texts,
    world::{ONE_WRITER, World, fault},
};

const ON_BOTH: [&str; 3] = [
    "UPDATE acts SET door = 'back'",
    "DELETE FROM acts",
    "INSERT INTO acts SELECT * FROM acts WHERE true \
     ON CONFLICT (author, id) DO UPDATE SET door = 'back'",
];

/// Stores one act.
fn insert_act(conn: &mut Conn) -> diesel::QueryResult<()> {
    let (id, hash) = match conn {
        Conn::Sqlite(_) => ("x'01930000000070008000000000000001'", "x'00'"),
        Conn::Postgresql(_) => ("'01930000-0000-7000-8000-000000000001'", r"'\x00'"),
    };
    conn.batch_execute(&format!(
        "INSERT INTO acts (author, id, kind, body_hash, subject, door, at, captured_at, outcome) \
         VALUES ({id}, {id}, 'sign_up', {hash}, {id}, 'front', 0, 0, 'done')"
    ))
}

/// Tries each statement; each must be refused, and leave the act as it was.
async fn refuses(world: &World, statements: &[&'static str]) {
    world.db.write(|tx| Ok(insert_act(tx)?)).await.unwrap();
    for statement in statements {
        let answer = world.db.write(|tx| Ok(tx.batch_execute(statement)?)).await;

        let cause = fault(answer).to_string();
        assert!(cause.contains("acts is append-only"), "{statement}: {cause}");
        let doors = world.look(|conn| texts(conn, "SELECT door AS text FROM acts"));
        assert_eq!(doors, ["front"], "{statement}");
    }
}

#[test_on_both]
async fn an_act_is_never_changed(world: World) {
    refuses(&world, &ON_BOTH).await;
}

#[actix_web::test]
async fn an_act_is_never_replaced_on_sqlite() {
    let replacing = ["REPLACE INTO acts SELECT * FROM acts", "UPDATE OR REPLACE acts SET id = id"];

    refuses(&World::on_sqlite(), &replacing).await;
}

#[actix_web::test]
async fn acts_are_never_emptied_on_postgresql() {
    let Some(world) = World::on_postgresql(ONE_WRITER) else { return };

    refuses(&world, &["TRUNCATE acts", "TRUNCATE acts CASCADE"]).await;
}
