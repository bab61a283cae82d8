//! Tables in plain text.

use comfy_table::{CellAlignment, ContentArrangement, Table};

/// Columns side by side, two spaces between them, as wide as they must be.
pub fn aligned(rows: Vec<Vec<String>>) -> String {
    finished(&mut plain(rows))
}

/// The same with a heading; the columns named in `numbers` are aligned to the right.
pub fn headed(heading: &[&str], rows: Vec<Vec<String>>, numbers: &[&str]) -> String {
    let mut all = vec![heading.iter().map(|word| (*word).to_owned()).collect()];
    all.extend(rows);
    let mut table = plain(all);
    for (column, name) in table.column_iter_mut().zip(heading) {
        if numbers.contains(name) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    finished(&mut table)
}

/// `1 type`, `2 types`.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn plain(rows: Vec<Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.add_rows(rows);
    table.column_iter_mut().for_each(|column| {
        column.set_padding((0, 2));
    });
    table
}

fn finished(table: &mut Table) -> String {
    table.lines().map(|line| format!("  {}\n", line.trim_end())).collect()
}
