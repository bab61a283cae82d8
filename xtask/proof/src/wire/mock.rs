//! A mock of one document, as a process on a port of this machine.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a mock may take until it listens.
const START: Duration = Duration::from_secs(120);
/// How much of its last words is shown.
const SHOWN: usize = 300;

/// A running mock, which ends when it is dropped.
pub(super) struct Mock {
    process: Child,
    port: u16,
}

impl Mock {
    /// Starts a mock of a document. What it says goes to a file in `folder`.
    pub(super) fn start(program: &Path, document: &Path, folder: &Path) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("the mock does not start: {error}");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).map_err(failed)?.port();
        let words = folder.join("mock.txt");
        let log = File::create(&words).map_err(failed)?;
        let mut command = Command::new("node");
        command.arg(program).args(["mock", "--errors", "--host", "127.0.0.1", "--port"]).arg(port.to_string());
        command.arg(document).stdin(Stdio::null()).stdout(log.try_clone().map_err(failed)?).stderr(log);
        let mut mock = Self { process: command.spawn().map_err(failed)?, port };
        let begun = Instant::now();
        loop {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(mock);
            }
            let has_ended = mock.process.try_wait().map_err(failed)?.is_some();
            if has_ended || begun.elapsed() > START {
                let words = std::fs::read_to_string(&words).unwrap_or_default();
                let last: String =
                    words.lines().rev().take(3).collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
                return Err(format!("the mock does not take the document: {last}"));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Whether it has died.
    pub(super) fn has_ended(&mut self) -> bool {
        self.process.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Its base URL.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It has no more to do; if it has ended already, that is what was wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
