//! Two ways to do the same, timed in turns, so that whatever else the machine does slows both.

use std::time::Instant;

/// How often each of the two has its turn.
const TURNS: usize = 101;
/// How long a turn takes about, in seconds.
const TURN: f64 = 0.002;

/// The head of the table that [`compare`] prints.
pub(crate) fn head(title: &str, ours: &str, other: &str) {
    println!("\n{title:<58} {ours:>11} {other:>11}    ratio");
}

/// Times both, prints microseconds and their ratio, each the median of all turns.
pub(crate) fn compare(what: &str, ours: &mut dyn FnMut(), other: &mut dyn FnMut()) {
    let runs = (TURN / seconds(ours, 1).max(seconds(ours, 10) / 10.0)).ceil().clamp(1.0, 1e6) as u32;
    let turns: Vec<[f64; 2]> = (0..TURNS).map(|_| [seconds(ours, runs), seconds(other, runs)]).collect();
    let median = |figure: &dyn Fn(&[f64; 2]) -> f64| {
        let mut figures: Vec<f64> = turns.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures[TURNS / 2]
    };
    let micros = |which: usize| median(&|turn| turn[which] / f64::from(runs) * 1e6);
    let ratio = median(&|turn| turn[0] / turn[1]);
    println!("{what:<58} {:>8.2} µs {:>8.2} µs {ratio:>7.2}×", micros(0), micros(1));
}

fn seconds(work: &mut dyn FnMut(), runs: u32) -> f64 {
    let start = Instant::now();
    (0..runs).for_each(|_| work());
    start.elapsed().as_secs_f64()
}
