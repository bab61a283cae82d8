//! A Partner Center with one user and room for one connection, on the loopback interface.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde_json::{Map, Value, json};

/// The customer that the user belongs to.
pub(crate) const CUSTOMER: &str = "eebd1b55-5360-4438-a11d-5c06918c3014";
/// The user.
pub(crate) const USER: &str = "4b10bf41-ab11-40e3-8c53-cd67849b50de";

/// A running server.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) url: String,
    /// The text of each request, without the token.
    pub(crate) requests: Receiver<String>,
}

/// Starts the server on a free port; it ends with the program.
pub(crate) fn start() -> io::Result<Server> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let (sender, requests) = channel();
    thread::spawn(move || listener.accept().and_then(|(stream, _)| serve(stream, &sender)));
    Ok(Server { url, requests })
}

/// Answers each request with the user, changed as the request says.
fn serve(mut stream: TcpStream, requests: &Sender<String>) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut user = user();
    while let Some(request) = Request::read(&mut reader)? {
        // As the real service does: a null leaves the member as it is.
        let sent: Map<String, Value> = serde_json::from_slice(&request.body)?;
        user.extend(sent.into_iter().filter(|(_, value)| !value.is_null()));
        drop(requests.send(request.shown()));
        stream.write_all(&answer(&request, &Value::Object(user.clone()).to_string()))?;
    }
    Ok(())
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

/// The response as Partner Center words it, with a byte order mark before the JSON.
fn answer(request: &Request, user: &str) -> Vec<u8> {
    let body = format!("\u{feff}{user}");
    let head = [
        "HTTP/1.1 200 OK".to_owned(),
        "Content-Type: application/json; charset=utf-8".to_owned(),
        format!("Content-Length: {}", body.len()),
        format!("MS-RequestId: {}", request.header("ms-requestid")),
        format!("MS-CorrelationId: {}", request.header("ms-correlationid")),
        "MS-CV: ZTeBriO7mEaiM13+.0".to_owned(),
    ];
    format!("{}\r\n\r\n{body}", head.join("\r\n")).into_bytes()
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

    /// The request for a reader's eyes.
    fn shown(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| match name.as_str() {
            "authorization" => format!("{name}: Bearer [redacted]\n"),
            _ => format!("{name}: {value}\n"),
        });
        format!("{}\n{}\n{}", self.line, headers.collect::<String>(), String::from_utf8_lossy(&self.body))
    }
}
