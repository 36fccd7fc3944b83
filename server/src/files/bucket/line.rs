//! The line to a bucket: HTTP/1.1 over hyper and rustls, with a deadline for all that could hang.

use std::{error::Error, io, sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::stream;
use http_body_util::{BodyExt as _, StreamBody};
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use object_store::{
    ClientOptions, Result,
    client::{
        HttpClient, HttpConnector as Connector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody,
        HttpResponse, HttpResponseBody, HttpService,
    },
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio::time::timeout;

use super::{Bucket, Patience};
use crate::{Fault, command::told};

/// Unused lines are closed before the other side, or a firewall between, forgets them.
const IDLE: Duration = Duration::from_secs(15);

/// Lines to one service, kept open for the next request.
#[derive(Clone, Debug)]
pub struct Lines {
    client: Client<HttpsConnector<HttpConnector>, HttpRequestBody>,
    patience: Patience,
}

impl Lines {
    /// Lines to this bucket's service; none is open yet.
    ///
    /// # Errors
    /// When the certificates cannot be read.
    pub fn new(bucket: &Bucket) -> Result<Self, Fault> {
        let patience = bucket.patience;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(patience.connect));
        let tls = HttpsConnectorBuilder::new().with_tls_config(tls(bucket)?);
        let is_plain = bucket.endpoint.as_ref().is_some_and(|url| url.starts_with("http://"));
        let tls = if is_plain { tls.https_or_http() } else { tls.https_only() };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(tls.enable_http1().wrap_connector(tcp));
        Ok(Self { client, patience })
    }
}

/// Who is believed to be the service: whom Mozilla trusts, or those alone whom the installation names.
fn tls(bucket: &Bucket) -> Result<ClientConfig, Fault> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    let Some(file) = &bucket.certificates else {
        return Ok(tls.with_webpki_roots().with_no_client_auth());
    };
    let named = |error: &dyn Error| format!("AWS_CA_BUNDLE={:?}: {error}", file.display().to_string());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| named(&error))? {
        roots.add(certificate.map_err(|error| named(&error))?).map_err(|error| named(&error))?;
    }
    if roots.is_empty() {
        return Err(
            format!("AWS_CA_BUNDLE={:?}: there is no certificate in it", file.display().to_string()).into()
        );
    }
    Ok(tls.with_root_certificates(roots).with_no_client_auth())
}

impl Connector for Lines {
    fn connect(&self, _options: &ClientOptions) -> Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Lines {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let Patience { answer, pace, pause, .. } = self.patience;
        let length = u32::try_from(request.body().content_length()).unwrap_or(u32::MAX);
        let deadline = answer + Duration::from_secs((length / pace).into());
        let answer = timeout(deadline, self.client.request(request)).await.map_err(|_| late())?;
        let (head, body) = answer.map_err(|error| broken(error.is_connect(), &error))?.into_parts();
        // Only what is waited for counts: whoever fetches a file slowly takes their time between the pieces.
        let pieces = stream::try_unfold(body, move |mut body| async move {
            match timeout(pause, body.frame()).await.map_err(|_| late())? {
                Some(piece) => Ok(Some((piece.map_err(|error| broken(false, &error))?, body))),
                None => Ok(None),
            }
        });
        Ok(HttpResponse::from_parts(head, HttpResponseBody::new(StreamBody::new(pieces))))
    }
}

fn late() -> HttpError {
    HttpError::new(
        HttpErrorKind::Timeout,
        io::Error::new(io::ErrorKind::TimedOut, "it does not answer in time"),
    )
}

/// With all its causes in one sentence. What broke off may have been done: it is repeated where that does no harm.
fn broken(connecting: bool, error: &(dyn Error + 'static)) -> HttpError {
    let kind = if connecting { HttpErrorKind::Connect } else { HttpErrorKind::Interrupted };
    HttpError::new(kind, io::Error::other(told(error)))
}
