//! A bucket behind TLS: whose certificate is believed.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use server::{config::Bucket, state::Files};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

use crate::{fake_bucket::FakeBucket, support::named};

fn sample(name: &str) -> PathBuf {
    Path::new("tests/samples").join(name)
}

/// A bucket with a certificate that nobody else has signed.
async fn sealed() -> FakeBucket {
    let certificate = CertificateDer::from_pem_file(sample("bucket-certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(sample("bucket-key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    FakeBucket::open_sealed(TlsAcceptor::from(Arc::new(config))).await
}

#[tokio::test]
async fn the_certificates_that_are_named_are_believed_and_no_others() {
    let fake = sealed().await;
    let at = |host: &str, certificates: Option<&str>| Bucket {
        endpoint: Some(format!("https://{host}:{}", fake.address.port())),
        certificates: certificates.map(sample),
        ..named(&fake)
    };
    for host in ["127.0.0.1", "localhost"] {
        Files::bucket(&at(host, Some("bucket-certificate.pem"))).unwrap().check().await.unwrap();
    }
    assert_eq!(fake.shelf.count(), 0, "what was tried stays behind");
    let error = Files::bucket(&at("127.0.0.1", None)).unwrap().check().await.unwrap_err();
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    // Under another name, whoever it is.
    let error = Files::bucket(&at("127.0.0.2", Some("bucket-certificate.pem"))).unwrap().check().await;
    assert!(error.is_err());
    for (file, words) in
        [("pejabat.xls", "no certificate"), ("bucket-key.pem", "no certificate"), ("none.pem", "")]
    {
        let fault = Files::bucket(&at("127.0.0.1", Some(file))).map(drop).unwrap_err().to_string();
        assert!(
            fault.starts_with("AWS_CA_BUNDLE") && fault.contains(file) && fault.contains(words),
            "{fault}"
        );
    }
}
