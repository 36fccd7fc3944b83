//! A virus scanner that is asked about each attachment.

use app::ports::Settings;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::one;
use crate::support::{Server, samples::PDF};

everywhere!(a_virus_scanner_is_asked_and_believed, a_scanner_that_does_not_answer_lets_nothing_in);

/// A scanner that knows one virus.
async fn scanner() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut line, _) = listener.accept().await.unwrap();
            let mut head = [0; 10];
            line.read_exact(&mut head).await.unwrap();
            assert_eq!(&head, b"zINSTREAM\0");
            let mut content = Vec::new();
            loop {
                let length = line.read_u32().await.unwrap();
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; length as usize];
                line.read_exact(&mut piece).await.unwrap();
                content.extend(piece);
            }
            let found = content.windows(5).any(|window| window == b"EICAR");
            let answer: &[u8] = if found { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
            line.write_all(answer).await.unwrap();
        }
    });
    address
}

async fn a_virus_scanner_is_asked_and_believed(server: Server) {
    let settings = Settings { virus_scanner: Some(scanner().await), ..Settings::default() };
    let guarded = server.beside(settings);
    let person = guarded.client("jaksel").await;
    let large = [PDF, &vec![b' '; 300_000], b"EICAR"].concat();
    let reply = person.upload(one("sakit.pdf", &large)).await;
    assert!(reply.complaint("file").contains("ditolak oleh pemindai virus"), "{}", reply.text);
    assert_eq!(server.stored_files(), 0);
    assert_eq!(person.upload(one("sehat.pdf", &large[..large.len() - 5])).await.status, 200);
}

async fn a_scanner_that_does_not_answer_lets_nothing_in(server: Server) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    // It hangs up on everybody.
    tokio::spawn(async move {
        loop {
            drop(listener.accept().await);
        }
    });
    for address in [address, "/there/is/no/socket".to_owned()] {
        let settings = Settings { virus_scanner: Some(address), ..Settings::default() };
        let reply = server.beside(settings).client("jaksel").await.upload(one("surat.pdf", PDF)).await;
        let sentence = reply.complaint("file");
        assert!(sentence.contains("tidak menjawab") && sentence.contains("Coba lagi"), "{sentence}");
    }
    assert_eq!(server.stored_files(), 0);
}
