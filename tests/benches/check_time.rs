//! What a client costs its user's compiler: `cargo check` of the same structs in several forms, what is emitted among them.
//!
//! ```text
//! cargo bench -p tests --bench check_time                        # 1,000 structs of 17 members
//! cargo bench -p tests --bench check_time -- --structs 2000    # the derives then take more than 6 GB
//! ```
//!
//! Each form is a crate of its own in a temporary workspace with a target folder of its own. The dependencies are built
//! before; then each crate is checked three times, alone and not incrementally, of which the least counts. Seconds are
//! those of the processor, in rustc alone. They differ from machine to machine, the ratios hardly do. It needs Linux,
//! whose `/proc` says what rustc used.

mod check_time_forms;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;
use std::{env, fs, process, thread};

use check_time_forms::{Form, forms};

/// Where the program, called in rustc's place, writes what rustc has used.
const REPORT: &str = "CHECK_TIME_REPORT";

/// How often each form is checked.
const TIMES: usize = 3;

fn main() -> ExitCode {
    if let Some(report) = env::var_os(REPORT) {
        return observe_rustc(&PathBuf::from(report));
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        // `cargo test --benches` wants to know that it runs, not how fast rustc is.
        return ExitCode::SUCCESS;
    }
    let given = arguments.iter().position(|argument| argument == "--structs").and_then(|at| arguments.get(at + 1));
    let structs = given.map_or(1_000, |number| number.parse().expect("--structs takes a number"));
    if !Path::new("/proc/self/stat").exists() {
        eprintln!("check_time needs /proc, which this system does not have");
        return ExitCode::SUCCESS;
    }
    let forms = forms(structs);
    let workspace = Workspace::new(&forms);
    println!(
        "\ncargo check of {structs} structs of 16 or 17 members, 3 of them required, with an enum and mostly a union each, not incremental, that crate alone\n"
    );
    println!("{:<58} {:>7} {:>8} {:>8} {:>9}", "form", "lines", "CPU s", "peak MB", "to floor");
    let mut all: Vec<Used> = Vec::new();
    for form in &forms {
        let used = workspace.check_often(form);
        let to_floor = used.cpu / all.first().unwrap_or(&used).cpu;
        let lines: usize = form.files.values().map(|text| text.lines().count()).sum();
        println!("{:<58} {lines:>7} {:>8.2} {:>8} {to_floor:>8.2}×", form.what, used.cpu, used.peak_mb);
        all.push(used);
    }
    let [traits, derived, runtime, received, sent] = [1, 2, 3, 4, 5].map(|form: usize| all[form].cpu);
    let added = |form: f64| (form - traits) / (derived - traits);
    println!(
        "\nCPU s that are added to the traits, to those that serde's derives add, whose own runtime is another crate:"
    );
    println!("{:.3}× for a response, {:.3}× with our runtime", added(received - runtime), added(received));
    println!(
        "{:.3}× for a request, {:.3}× with our runtime; the derives have no setters",
        added(sent - runtime),
        added(sent)
    );
    println!("CPU s of the whole crate, to that of the derives: {:.3}× and {:.3}×", received / derived, sent / derived);
    ExitCode::SUCCESS
}

/// What rustc has used for one crate.
struct Used {
    cpu: f64,
    peak_mb: u64,
}

/// A crate for each form, beside each other.
struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    /// Writes the crates without their code and builds what they depend on.
    fn new(forms: &[Form]) -> Self {
        let workspace = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let root = workspace.folder.path();
        let names: Vec<&str> = forms.iter().map(|form| form.name).collect();
        write(&root.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n"));
        // The versions of this very repository: they are on this machine already.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, root.join("Cargo.lock")).expect("a copy of Cargo.lock");
        for form in forms {
            write(&root.join(form.name).join("Cargo.toml"), &form.files["Cargo.toml"]);
            write(&root.join(form.name).join("src/lib.rs"), "");
        }
        for form in forms {
            workspace.cargo_check(form);
        }
        workspace
    }

    /// Writes the form's code and checks it.
    fn check(&self, form: &Form) -> Used {
        for (path, text) in &form.files {
            write(&self.folder.path().join(form.name).join(path), text);
        }
        self.cargo_check(form);
        let report = fs::read_to_string(self.report(form)).expect("rustc has been observed");
        let (cpu, peak_kb) = report.split_once(' ').expect("two numbers");
        Used { cpu: cpu.parse().expect("seconds"), peak_mb: peak_kb.parse::<u64>().expect("kilobytes") / 1024 }
    }

    /// The least of several times: what else the machine does only ever adds to it.
    fn check_often(&self, form: &Form) -> Used {
        let first = self.check(form);
        (1..TIMES).map(|_| self.check(form)).fold(first, |least, next| if next.cpu < least.cpu { next } else { least })
    }

    fn report(&self, form: &Form) -> PathBuf {
        self.folder.path().join(form.name).with_extension("used")
    }

    fn cargo_check(&self, form: &Form) {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--offline", "--quiet", "--no-default-features", "--package", form.name])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", self.folder.path().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe().expect("the path of this program"))
            .env(REPORT, self.report(form))
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo can be started");
        assert!(output.status.success(), "{}:\n{}", form.name, String::from_utf8_lossy(&output.stderr));
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// Runs rustc as cargo wants it run, and writes down its seconds and its largest size in kilobytes.
fn observe_rustc(report: &Path) -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next().expect("cargo names the compiler first");
    let mut child = Command::new(rustc).args(arguments).spawn().expect("rustc can be started");
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("rustc can be waited for") {
            break status;
        }
        peak = peak.max(largest_size(child.id()));
        thread::sleep(Duration::from_millis(2));
    };
    fs::write(report, format!("{} {peak}", seconds_of_children())).expect("the report can be written");
    process::exit(status.code().unwrap_or(1))
}

/// The most memory a process has had so far (`VmHWM`), in kilobytes.
fn largest_size(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

/// User and system time of the processes that this one has waited for.
fn seconds_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("/proc is there");
    // The program's name, in parentheses, may hold anything; `cutime` and `cstime` are the 14th and 15th field after it.
    let (_, fields) = stat.rsplit_once(')').expect("a name in parentheses");
    let ticks: u64 = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    ticks as f64 / rustix::param::clock_ticks_per_second() as f64
}
