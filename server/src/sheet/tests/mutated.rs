//! Files with a few bytes changed: nothing may get out but a sheet or a refusal.

use std::panic::catch_unwind;

use proptest::{prelude::*, test_runner::Config};

use super::{
    hostile::{pack, parts},
    xls::SAMPLE,
    *,
};

const ROWS: &str = concat!(
    r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>42592</v></c></row>"#,
    r#"<row r="3"><c r="A3" t="inlineStr"><is><t>x &amp; y</t></is></c><c r="C3"><f>A1&amp;"x"</f><v>8.5</v></c></row>"#,
    r#"<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f t="shared" ref="C4:C9" si="0">B1</f><v>1</v></c></row>"#,
);
const STYLES: &str = concat!(
    r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>"#,
    r#"<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
);

/// Changes bytes at places given as shares of the length; most changes are to bytes that mean something.
fn changed(mut bytes: Vec<u8>, changes: &[(f64, u8)]) -> Vec<u8> {
    const TELLING: &[u8] = b"<>\"'/&=#09AZ\x00\x01\x7f\x80\xff";
    for (share, byte) in changes {
        let at = (share * bytes.len() as f64) as usize;
        let byte = TELLING.get(usize::from(*byte)).copied().unwrap_or(*byte);
        if let Some(old) = bytes.get_mut(at) {
            *old = byte;
        }
    }
    bytes
}

fn survives(bytes: &[u8]) {
    let limits = Limits { unpacked: 1024 * 1024, ..Limits::default() };
    assert!(catch_unwind(|| read(bytes, limits)).is_ok(), "{bytes:?}");
}

fn changes() -> impl Strategy<Value = Vec<(f64, u8)>> {
    proptest::collection::vec((0.0..1.0, any::<u8>()), 1..6)
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(2000) })]

    #[test]
    fn a_zip(changes in changes()) {
        survives(&changed(pack(&parts(ROWS)), &changes));
    }

    #[test]
    fn a_part(at in 0_usize..6, changes in changes()) {
        let mut parts = parts(ROWS);
        parts[3].1 = STYLES.to_owned();
        let part = changed(parts[at].1.clone().into_bytes(), &changes);
        parts[at].1 = String::from_utf8_lossy(&part).into_owned();
        survives(&pack(&parts));
    }

    #[test]
    fn an_old_file(changes in changes()) {
        survives(&changed(SAMPLE.to_vec(), &changes));
    }

    #[test]
    fn the_beginning_of_a_file(share in 0.0..1.0) {
        for whole in [pack(&parts(ROWS)), SAMPLE.to_vec()] {
            survives(&whole[..(share * whole.len() as f64) as usize]);
        }
    }

    #[test]
    fn text(bytes in proptest::collection::vec(proptest::sample::select(b";,\t\"\r\n aE+1\xe9\xff".to_vec()), 0..80)) {
        survives(&bytes);
    }
}
