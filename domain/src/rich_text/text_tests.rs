use proptest::prelude::*;

use super::*;

#[test]
fn signs_and_lines_stand_as_typed() {
    let typed = "Mohon lengkapi <nama instansi> dan <NIP>.\r\nAni <ani@contoh.go.id>\n\nSkor <7 ditolak; >=7 &amp; \"lulus\"";
    let html = from_text(typed);
    assert!(!html.contains("<nama") && html.contains("&lt;nama instansi&gt;"));
    assert_eq!(to_text(&html), typed.replace("\r\n", "\n"));
    assert_eq!(from_text("  \n"), "");
}

#[test]
fn formatted_text_can_be_read() {
    let read = |html: &str| to_text(html);
    assert_eq!(read("<div>Satu<br>dua</div><div>tiga</div>"), "Satu\ndua\ntiga");
    assert_eq!(read("<h1>Judul</h1><p>Isi <strong>tebal</strong></p>"), "Judul\n\nIsi tebal");
    assert_eq!(
        read("<p>Daftar:</p><ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul><p>Akhir</p>"),
        "Daftar:\n\n- a\n- b\n  1. c\n  2. d\n\nAkhir"
    );
    assert_eq!(
        read("<table><tbody>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>1</td><td></td></tr></tbody></table>"),
        "A | B\n1 | ".trim_end()
    );
    assert_eq!(
        read("<p><a href=\"https://a.go.id/?x=1&amp;y\" rel=\"noopener\">laman</a></p>"),
        "laman (https://a.go.id/?x=1&y)"
    );
    assert_eq!(read("<p><a href=\"https://a.go.id\">https://a.go.id</a></p>"), "https://a.go.id");
    assert_eq!(read("<pre>a\n  b</pre>"), "a\n  b");
    assert_eq!(read("<div>a<br><br>b</div>"), "a\n\nb");
    assert_eq!(read("<div>a</div><div><br></div><div>b</div>"), "a\n\nb");
}

#[test]
fn what_is_lost_as_text_is_known_before() {
    assert!(is_plain("<p>a<br>b</p><div>&lt;b&gt;</div>"));
    for html in ["<p><strong>a</strong></p>", "<ul><li>a</li></ul>", "<table></table>", "<a href=\"x\">y</a>"]
    {
        assert!(!is_plain(html), "{html}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn text_survives_the_way_there_and_back(text in "([a-c <>&;\"'/\u{a0}\n\t]|[^\u{0}\r]){0,60}") {
        let text = text.trim();
        let html = from_text(text);
        prop_assert!(is_plain(&html));
        let read = to_text(&html);
        prop_assert_eq!(read.trim(), text);
        // And again, so that saving twice changes nothing.
        prop_assert_eq!(from_text(&to_text(&html)), html);
    }

    #[test]
    fn any_markup_becomes_some_text(html in "(<[a-z]{1,4}( href=\")?[\">]|</[a-z]{1,4}>|<br>|<p>|</p>|<li>|&[a-z]{0,4};?|[a-z <\n]){0,40}") {
        _ = to_text(&html);
    }
}
