//! A Partner Center with one user, and a token endpoint beside it, on the loopback interface.
//!
//! The token endpoint gives a new refresh token with each access token, and takes each refresh token once. The first access token is
//! refused by the API, as one is that was revoked.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde_json::{Map, Value, json};

/// The customer that the user belongs to.
pub(crate) const CUSTOMER: &str = "eebd1b55-5360-4438-a11d-5c06918c3014";
/// The user.
pub(crate) const USER: &str = "4b10bf41-ab11-40e3-8c53-cd67849b50de";
/// The refresh token of the consent.
pub(crate) const REFRESH_TOKEN: &str = "refresh-0";

/// What no log may show.
const SECRETS: [&str; 2] = ["client_secret", "refresh_token"];

/// A running server.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) url: String,
    /// Each request without its secrets, and what came of it.
    pub(crate) steps: Receiver<String>,
}

/// What all connections share.
struct Service {
    user: Map<String, Value>,
    /// How many access tokens there have been.
    logins: u32,
}

/// Starts the server on a free port; it ends with the program.
pub(crate) fn start() -> io::Result<Server> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let (sender, steps) = channel();
    let service = Arc::new(Mutex::new(Service { user: user(), logins: 0 }));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (service, sender) = (Arc::clone(&service), sender.clone());
            thread::spawn(move || serve(stream, &service, &sender));
        }
    });
    Ok(Server { url, steps })
}

fn serve(mut stream: TcpStream, service: &Mutex<Service>, steps: &Sender<String>) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(request) = Request::read(&mut reader)? {
        let mut service = service.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = service.answer(&request)?;
        // The other end may have what it wants already.
        drop(steps.send(format!("{}\n   -> {}", request.shown(), answer.status)));
        stream.write_all(&answer.bytes(&request))?;
    }
    Ok(())
}

impl Service {
    fn answer(&mut self, request: &Request) -> io::Result<Answer> {
        if request.line.starts_with("POST /token ") {
            return Ok(self.log_in(request));
        }
        let token = format!("Bearer access-{}", self.logins);
        if self.logins < 2 || request.header("authorization") != token {
            let body = json!({"code": 401, "description": "Access denied", "data": [], "source": "PartnerFD"});
            return Ok(Answer { status: "401 Unauthorized", body });
        }
        // As the real service does: a null leaves the member as it is.
        let sent: Map<String, Value> = serde_json::from_slice(&request.body)?;
        self.user.extend(sent.into_iter().filter(|(_, value)| !value.is_null()));
        Ok(Answer { status: "200 OK", body: Value::Object(self.user.clone()) })
    }

    /// Takes the last refresh token, and no other.
    fn log_in(&mut self, request: &Request) -> Answer {
        let (token, known) = (request.field("refresh_token"), format!("refresh-{}", self.logins));
        if request.field("grant_type") != "refresh_token" || token != known {
            return Answer { status: "400 Bad Request", body: json!({"error": "invalid_grant"}) };
        }
        self.logins += 1;
        let (access, refresh) = (format!("access-{}", self.logins), format!("refresh-{}", self.logins));
        // The seconds are a text, as Microsoft Entra writes them.
        let body = json!({
            "token_type": "Bearer",
            "scope": "user_impersonation",
            "expires_in": "3600",
            "resource": request.field("resource"),
            "access_token": access,
            "refresh_token": refresh,
        });
        Answer { status: "200 OK", body }
    }
}

fn user() -> Map<String, Value> {
    let user = json!({
        "usageLocation": "US",
        "id": USER,
        "userPrincipalName": "daniel.tsai@contoso.example",
        "firstName": "Daniel",
        "lastName": "Tsai",
        "displayName": "Daniel Tsai",
        "userDomainType": "none",
        "state": "active",
        "links": {"self": {"uri": format!("/customers/{CUSTOMER}/users/{USER}"), "method": "GET", "headers": []}},
        "attributes": {"objectType": "CustomerUser"},
    });
    user.as_object().cloned().unwrap_or_default()
}

/// A response as Partner Center words it, with a byte order mark before the JSON.
struct Answer {
    status: &'static str,
    body: Value,
}

impl Answer {
    fn bytes(&self, request: &Request) -> Vec<u8> {
        let body = format!("\u{feff}{}", self.body);
        let head = [
            format!("HTTP/1.1 {}", self.status),
            "Content-Type: application/json; charset=utf-8".to_owned(),
            format!("Content-Length: {}", body.len()),
            format!("MS-RequestId: {}", request.header("ms-requestid")),
            format!("MS-CorrelationId: {}", request.header("ms-correlationid")),
            "MS-CV: ZTeBriO7mEaiM13+.0".to_owned(),
        ];
        format!("{}\r\n\r\n{body}", head.join("\r\n")).into_bytes()
    }
}

/// A request as it came.
struct Request {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// The next request of a connection, if there is one.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let Some((line, fields)) = lines.split_first() else { return Ok(None) };
        let headers = fields.iter().filter_map(|field| field.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
        let mut request = Self { line: line.clone(), headers, body: Vec::new() };
        request.body = vec![0; request.header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut request.body)?;
        Ok(Some(request))
    }

    /// A header's value; nothing if it is not there.
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The fields of a form, as they are encoded.
    fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let form = std::str::from_utf8(&self.body).unwrap_or_default();
        form.split('&').filter_map(|pair| pair.split_once('='))
    }

    /// A field of a form; nothing if it is not there.
    fn field(&self, name: &str) -> &str {
        self.fields().find(|(own, _)| *own == name).map_or("", |(_, value)| value)
    }

    /// The request for a reader's eyes.
    fn shown(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| match name.as_str() {
            "authorization" => format!("   {name}: Bearer [redacted]\n"),
            _ => format!("   {name}: {value}\n"),
        });
        let headers: String = headers.collect();
        let body = match self.header("content-type") {
            "application/x-www-form-urlencoded" => {
                let fields = self.fields().map(|(name, value)| {
                    let value = if SECRETS.contains(&name) { "[redacted]" } else { value };
                    format!("{name}={value}")
                });
                fields.collect::<Vec<_>>().join("&")
            }
            _ => String::from_utf8_lossy(&self.body).into_owned(),
        };
        format!("{}\n{headers}\n   {body}", self.line)
    }
}
