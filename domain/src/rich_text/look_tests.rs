use std::fmt::Write as _;

use super::*;

fn formatting_in_every_paragraph(elements: usize, paragraphs: usize) -> String {
    let mut html = String::from("<p>");
    for n in 0..elements {
        write!(html, "<b a{n}>").unwrap();
    }
    html.push_str("</p>");
    html.push_str(&"<p>x".repeat(paragraphs));
    html
}

#[test]
fn what_the_editor_writes_is_light() {
    let block = "<div><!--block-->Satu <strong>dua</strong><br>tiga &amp; <a href=\"https://a.go.id/?b='>'\" \
                 target=_blank>tautan</a></div><ul><li>a<ul><li><em><del>b</del></em></li></ul></li></ul>\
                 <h1>Judul</h1><blockquote>Kutipan</blockquote><pre>kode</pre><IMG src='x'/>";
    assert_eq!(look(&block.repeat(400)), Ok(()));
    assert_eq!(look(&"<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>".repeat(1000)), Ok(()));
}

#[test]
fn formatting_that_is_never_ended_is_too_complex() {
    assert_eq!(look(&formatting_in_every_paragraph(1500, 1500)), Err(TooHeavy::Complex));
    assert_eq!(look(&formatting_in_every_paragraph(17, 1)), Err(TooHeavy::Complex));
}

#[test]
fn elements_within_elements_are_too_complex() {
    assert_eq!(look(&"<div>".repeat(120_000)), Err(TooHeavy::Long));
    assert_eq!(look(&"<div>".repeat(50_000)), Err(TooHeavy::Complex));
    assert_eq!(look(&format!("{}x{}", "<div>".repeat(61), "</div>".repeat(61))), Err(TooHeavy::Complex));
    assert_eq!(look(&format!("{}x{}", "<div>".repeat(60), "</div>".repeat(60))), Ok(()));
}

#[test]
fn ends_that_a_parser_ignores_take_nothing_back() {
    for pair in [
        "<b a><textarea></b></textarea>",
        "<b a><!-- --></b>",
        "<b a></i></b>",
        "<div><table></div></table>",
        "<b a><x y=\"></b>\"></x>",
        "<b a><x y=z\"></b>",
        "<b a><x =\"></b>\">",
        "<p><b a></p>",
        "<b a><?x></b>",
        "<b a></ ></b>",
    ] {
        assert_eq!(look(&pair.repeat(100)), Err(TooHeavy::Complex), "{pair}");
    }
}

#[test]
fn scripts_are_passed_over_and_strange_elements_are_not_light() {
    let script = "<p>a<script src=x>if (a<b) '</b>'</script>b<style>p > b {}</STYLE ></p>";
    assert_eq!(look(&script.repeat(200)), Ok(()));
    for strange in [
        "<svg><style><b a></svg>",
        "<select><style></select>",
        "<script><!--<script></script>",
        "<script>",
        "<style></styles>",
        "<!DOCTYPE html>",
    ] {
        assert_eq!(look(strange), Err(TooHeavy::Complex), "{strange}");
    }
}

#[test]
fn each_count_has_its_bound() {
    assert_eq!(look(&"<br>".repeat(10_001)), Err(TooHeavy::Complex));
    assert_eq!(look(&"<br>".repeat(6_000)), Ok(()));
    assert_eq!(look(&"</p>".repeat(10_001)), Err(TooHeavy::Complex));
    assert_eq!(look(&format!("<p {}>", "a ".repeat(21))), Err(TooHeavy::Complex));
    assert_eq!(look(&format!("<p {}></p>", "a=1 ".repeat(20))), Ok(()));
    assert_eq!(look(&"&".repeat(50_001)), Err(TooHeavy::Complex));
    assert_eq!(look(&format!("<p a='{}'>", "&".repeat(50_001))), Err(TooHeavy::Complex));
    assert_eq!(look(&"x".repeat(300_001)), Err(TooHeavy::Long));
}

#[test]
fn less_than_a_tag_is_text() {
    for text in ["a < b <7 <", "<", "</", "<p", "<p a", "<p a='", "</p"] {
        assert_eq!(look(text), Ok(()), "{text}");
    }
}
