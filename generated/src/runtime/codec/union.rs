//! Unions: choosing the branch (`oneOf`, `anyOf`) that matches a value.

use std::any::Any;

use super::tagging::branch_named;
use super::trial::{Loss, Lost, Session, address};
use super::{
    Buffered, CodecError, Input, StructDescriptor, Tree, Union, ValueKind, View, Wire, is_number_held, serde_bridge,
    tree_json,
};

/// Decodes a union: into the branch that the discriminator names; without a discriminator into the branch that loses the
/// least of the value, the first of several equal ones. A value that matches no branch is kept as it is.
///
/// # Errors
/// The discriminator names a branch that does not match the value.
pub fn decode_union(union: &mut dyn Union, input: Input<'_>) -> Result<(), CodecError> {
    match input {
        Input::Tag(_) => union.branch_mut().decode_from(input),
        Input::Tree(value) => decode_tree(union, value),
        Input::Json(json) => {
            if !json.in_union {
                let value = tree_json::string_member(json.text, union.discriminator())?;
                let named = value.as_deref().and_then(|text| branch_named(union, text));
                if let Some(index) = named {
                    // The branch is known, so the value need not be buffered.
                    return serde_bridge::decode_text(json.text, union.select_branch(index));
                }
            }
            decode_root(union, &tree_json::parse(json.text)?)
        }
        other => {
            let mut tree = Tree::Null;
            tree.decode_from(other)?;
            decode_root(union, &tree)
        }
    }
}

fn decode_root(union: &mut dyn Union, tree: &Tree<'_>) -> Result<(), CodecError> {
    let session = Session::default();
    decode_tree(union, Buffered { tree, session: &session })
}

fn decode_tree(union: &mut dyn Union, value: Buffered<'_>) -> Result<(), CodecError> {
    let Buffered { tree, session } = value;
    let count = union.discriminator_values().len();
    if let Some(index) = discriminator(union, tree).and_then(|text| branch_named(union, text)) {
        let result = value.decode_into(union.select_branch(index));
        session.matched(true);
        return result;
    }
    let any: &dyn Any = union;
    let key = (address(tree), any.type_id());
    if session.is_trial() {
        let chosen = session.once(key, || choose_within(union, value))?;
        session.matched(chosen.is_some());
        return Ok(());
    }
    let index = match session.chosen(key) {
        Some(index) => index,
        None => match choose(union, value) {
            Choice { is_decoded: true, .. } => return Ok(()),
            Choice { index, .. } => index,
        },
    };
    value.decode_into(union.select_branch(index.unwrap_or(count)))
}

/// The text that names the branch of a value.
fn discriminator<'a>(union: &dyn Union, tree: &'a Tree<'_>) -> Option<&'a str> {
    match tree.get(union.discriminator()) {
        Some(Tree::Text(text) | Tree::UntypedText(text)) => Some(text),
        _ => None,
    }
}

/// Whether a value whose discriminator names no branch is not to be looked at any closer: each branch is named by other texts,
/// or one is there for such values.
fn is_unnamed(union: &dyn Union, tree: &Tree<'_>) -> bool {
    let names_all = || union.discriminator_values().iter().all(|values| !values.is_empty());
    union.default_branch().is_some() || (discriminator(union, tree).is_some() && names_all())
}

/// The default branch of such a value, or the base of a family if it keeps all of it.
fn choose_unnamed(union: &mut dyn Union, value: Buffered<'_>) -> Choice {
    let unmatched = Choice { index: None, loss: Loss::default(), is_decoded: false };
    let default = union.default_branch();
    let Some(index) = default.or(union.base_branch()) else { return unmatched };
    if !may_match(union.branch_kind(index), value.tree) {
        return unmatched;
    }
    let branch = union.select_branch(index);
    let (result, loss, is_decoded) = value.session.trial(|| value.decode_into(branch));
    match result {
        Ok(()) if default.is_some() || loss.is_none() => Choice { index: Some(index), loss, is_decoded },
        _ => unmatched,
    }
}

/// The choice for a value within a trial, and its loss.
fn choose_within(union: &mut dyn Union, value: Buffered<'_>) -> (Result<Option<usize>, CodecError>, Loss) {
    let Choice { index, loss, is_decoded } = choose(union, value);
    if !is_decoded {
        value.session.skip();
    }
    let unmatched = Loss { unknown: 1, ..Loss::default() };
    (Ok(index), if index.is_some() { loss } else { unmatched })
}

/// The chosen branch.
struct Choice {
    /// None if no branch matches.
    index: Option<usize>,
    loss: Loss,
    /// Whether the union holds the decoded value already.
    is_decoded: bool,
}

/// The best branch, if it loses nothing that another one would keep.
fn choose(union: &mut dyn Union, value: Buffered<'_>) -> Choice {
    if is_unnamed(union, value.tree) {
        return choose_unnamed(union, value);
    }
    let mut best: Option<Choice> = None;
    // The lost members of each branch but those that match nothing at all.
    let mut all_lost = Vec::new();
    for index in 0..union.discriminator_values().len() {
        let kind = union.branch_kind(index);
        if !may_match(kind, value.tree) {
            continue;
        }
        let branch = union.select_branch(index);
        let (result, mut loss, is_decoded) = value.session.trial(|| value.decode_into(branch));
        if let Some(best) = &mut best {
            best.is_decoded = false;
        }
        if result.is_err() {
            all_lost.push(undeclared_members(kind, value));
        } else if loss.constants > 0 || is_rewritten(kind, value, branch.as_view()) {
            // What contradicts a branch is kept whole if no other one takes it, and so is a value of no branch of a union within.
            all_lost.push(Vec::new());
        } else if loss.is_none() {
            return Choice { index: Some(index), loss, is_decoded };
        } else if loss.known > 0 || !matches!(value.tree, Tree::Object(members) if !members.is_empty()) {
            loss.lost.sort_unstable();
            all_lost.push(loss.lost.clone());
            if best.as_ref().is_none_or(|best| loss.key() < best.loss.key()) {
                best = Some(Choice { index: Some(index), loss, is_decoded });
            }
        }
    }
    let unmatched = Choice { index: None, loss: Loss::default(), is_decoded: false };
    let is_best = |best: &Choice| all_lost.iter().all(|other| is_subset(&best.loss.lost, other, value.session));
    best.filter(is_best).unwrap_or(unmatched)
}

/// Whether each of `lost` is in `others`; both are sorted.
fn is_subset(lost: &[Lost], others: &[Lost], session: &Session) -> bool {
    session.step(lost.len() + others.len());
    let mut others = others.iter();
    lost.iter().all(|lost| others.by_ref().find(|other| *other >= lost) == Some(lost))
}

/// The members that a branch which does not match would not have kept either.
fn undeclared_members(kind: ValueKind, value: Buffered<'_>) -> Vec<Lost> {
    let Tree::Object(members) = value.tree else { return Vec::new() };
    value.session.step(members.len());
    let mut next = 0;
    let mut is_kept = |key: &str| match kind {
        ValueKind::Struct(descriptor) => {
            let found = descriptor.find(key, next);
            next = found.map_or(next, |index| index + 1);
            descriptor.additional || found.is_some()
        }
        ValueKind::Map | ValueKind::Union | ValueKind::Any => true,
        ValueKind::Scalar | ValueKind::Integer | ValueKind::Number | ValueKind::List => false,
    };
    members.iter().filter(|(key, _)| !is_kept(key)).map(|(_, member)| Lost::Member(address(member))).collect()
}

/// Whether a value can be of this kind, judged from its outermost level.
fn may_match(kind: ValueKind, tree: &Tree<'_>) -> bool {
    match (kind, tree) {
        (ValueKind::Any | ValueKind::Union, _) | (_, Tree::UntypedText(_)) => true,
        (ValueKind::Struct(descriptor), Tree::Object(_)) => has_required(descriptor, tree),
        (ValueKind::Map, Tree::Object(_)) | (ValueKind::List, Tree::List(_)) => true,
        (_, Tree::List(_) | Tree::Object(_)) => false,
        _ => kind.is_scalar(),
    }
}

fn has_required(descriptor: &StructDescriptor, tree: &Tree<'_>) -> bool {
    let mut required = descriptor.fields.iter().filter(|field| field.required && !field.write_only);
    required.all(|field| tree.get(field.name).is_some())
}

/// Whether a branch has taken a value that it would write in another way: `1.0` as `1`. A value that matches no branch of a
/// union within the union has not been taken at all.
fn is_rewritten(kind: ValueKind, value: Buffered<'_>, view: View<'_>) -> bool {
    match (value.tree, view) {
        _ if kind == ValueKind::Union => value.session.is_unmatched(),
        (Tree::Number(digits), View::Int(value)) => *digits != value.to_string(),
        (Tree::Number(digits), View::Uint(value)) => *digits != value.to_string(),
        (Tree::Number(digits), View::Float(_)) => !is_number_held(digits),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super as runtime;
    use super::super::{Buffered, CodecError, Input, View, Wire, from_json, tree_json};
    use super::{Session, decode_tree};
    use runtime::Json;
    use runtime::codec::macros::{impl_model, impl_union};

    /// Declares a model whose member `kids` is a list of unions and whose other member is its own.
    macro_rules! models {
        ($($Model:ident has $name:literal),*) => {$(
            #[derive(Clone, Default)]
            struct $Model {
                kids: Option<Vec<Rec>>,
                own: Option<String>,
            }

            impl_model! { $Model as "Model" { 0 kids: "kids", 1 own: $name, } }
        )*};
    }

    models!(R0 has "p0", R1 has "p1", R2 has "p2", R3 has "p3", R4 has "p4", R5 has "p5", R6 has "p6", R7 has "p7");

    /// A model that is recursive without a union.
    #[derive(Clone, Default)]
    struct Plain {
        kids: Option<Vec<Plain>>,
    }

    impl_model! { Plain as "Plain" { 0 kids: "kids", } }

    #[derive(Clone)]
    enum Rec {
        R0(Box<R0>),
        R1(Box<R1>),
        R2(Box<R2>),
        R3(Box<R3>),
        R4(Box<R4>),
        R5(Box<R5>),
        R6(Box<R6>),
        R7(Box<R7>),
        Plain(Plain),
        Other(Json),
    }

    impl_union! {
        Rec {
            0 R0(Box<R0>), 1 R1(Box<R1>), 2 R2(Box<R2>), 3 R3(Box<R3>), 4 R4(Box<R4>), 5 R5(Box<R5>), 6 R6(Box<R6>),
            7 R7(Box<R7>), 8 Plain(Plain),
        }
    }

    /// The steps of decoding a text, per byte.
    fn steps_per_byte(text: &str) -> usize {
        let (mut value, session) = (Rec::default(), Session::default());
        let tree = tree_json::parse(text).expect("JSON");
        decode_tree(&mut value, Buffered { tree: &tree, session: &session }).expect("a union takes anything");
        assert_eq!(serde_json::to_string(&value).expect("JSON"), text, "nothing is lost");
        session.steps.get() / text.len()
    }

    fn nested(depth: usize, innermost: &str) -> String {
        format!("{}{innermost}{}", r#"{"kids":["#.repeat(depth), "]}".repeat(depth))
    }

    /// Ten branches; each member of a value is looked at a few times for each of them.
    const MOST_STEPS: usize = 8;

    #[test]
    fn r77_the_work_of_a_recursive_union_is_in_proportion_to_its_bytes() {
        for depth in [1, 2, 4, 8, 16, 30, 60] {
            for innermost in ["{}", r#"{"p7":"a"}"#, r#"{"p0":"a","p7":"b"}"#, r#"{"p8":"a"}"#, r#"{"kids":5}"#, "[]"] {
                let text = nested(depth, innermost);
                assert!(steps_per_byte(&text) <= MOST_STEPS, "depth {depth}: {}", steps_per_byte(&text));
            }
        }
        for width in [1, 10, 100, 1_000] {
            let kids = vec![r#"{"p3":"a","p4":"b"}"#; width].join(",");
            for depth in [1, 10, 30] {
                let text = nested(depth, &kids);
                assert!(steps_per_byte(&text) <= MOST_STEPS, "width {width}: {}", steps_per_byte(&text));
            }
        }
    }

    #[test]
    fn r78_the_work_of_unknown_members_is_in_proportion_to_their_bytes() {
        for count in [10, 100, 1_000, 100_000] {
            let members: Vec<String> = (0..count).map(|index| format!(r#""u{index:06}":1"#)).collect();
            for depth in [0, 3, 30] {
                let text = nested(depth, &format!("{{{}}}", members.join(",")));
                assert!(steps_per_byte(&text) <= MOST_STEPS, "{count} members: {}", steps_per_byte(&text));
            }
        }
    }

    #[test]
    fn the_branch_that_loses_least_is_chosen_at_every_level() {
        let mut value = Rec::default();
        let text = r#"{"kids":[{"p1":"a"},{"kids":[{"p2":"b"}],"p3":"c"},{"p8":1}],"p4":"d"}"#;
        from_json(text.as_bytes(), &mut value).expect("JSON");
        let Rec::R4(model) = &value else { panic!("{value:?}") };
        let kids = model.kids.as_deref().unwrap_or_default();
        assert!(matches!(kids, [Rec::R1(_), Rec::R3(_), Rec::Other(_)]), "{kids:?}");
        assert!(matches!(&kids[1], Rec::R3(inner) if matches!(inner.kids.as_deref(), Some([Rec::R2(_)]))));
    }

    /// A value whose decoding panics.
    #[derive(Clone, Default)]
    struct Panics;

    impl Wire for Panics {
        fn as_view(&self) -> View<'_> {
            View::Null
        }

        fn decode_from(&mut self, _: Input<'_>) -> Result<(), CodecError> {
            panic!("as planned");
        }
    }

    #[derive(Clone)]
    enum Fragile {
        Panics(Panics),
        Text(String),
        Other(Json),
    }

    impl_union! { Fragile { 0 Panics(Panics), 1 Text(String), } }

    #[test]
    fn a_caught_panic_does_not_change_later_choices() {
        for _ in 0..4 {
            let panicked = std::panic::catch_unwind(|| from_json(b"\"a\"", &mut Fragile::default()));
            assert!(panicked.is_err());
        }
        let mut value = Rec::default();
        from_json(br#"{"p3":"a"}"#, &mut value).expect("JSON");
        assert!(matches!(value, Rec::R3(_)), "{value:?}");
    }
}
