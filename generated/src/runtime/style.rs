//! How the value of a parameter becomes text: OpenAPI's styles (OAS 3.0.4, Style Values) on the rules of RFC 6570.

use std::borrow::Cow;

use super::codec::{Fault, View, json_text};
use super::url_path::{Keep, push_encoded};

/// A style, and whether each item of an array or object is expanded on its own.
///
/// What OpenAPI leaves open: an array or object inside of another one is its JSON, except under `deepObject`, where keys
/// are nested (`a[b][c]=1`), single items have empty brackets (`a[b][]=1`) and other items are numbered (`a[b][0][c]=1`).
/// Null and what is absent is left out, and so is an array or object with nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: bool,
    reserved: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Segments,
    Form,
    /// Like `Form`, with this between items.
    Delimited(&'static str),
    DeepObject,
    Json,
    QueryString,
}

impl Style {
    /// `a,b`, in paths and headers.
    pub const SIMPLE: Self = Self::new(Kind::Simple);
    /// `.a,b`, in paths.
    pub const LABEL: Self = Self::new(Kind::Label);
    /// `;name=a,b`, in paths.
    pub const MATRIX: Self = Self::new(Kind::Matrix);
    /// A text with the slashes in it, in paths: any number of segments.
    pub const SEGMENTS: Self = Self::new(Kind::Segments);
    /// `name=a&name=b`, in queries and cookies.
    pub const FORM: Self = Self::new(Kind::Form).exploded();
    /// `name=a%20b`, in queries.
    pub const SPACE_DELIMITED: Self = Self::new(Kind::Delimited("%20"));
    /// `name=a%7Cb`, in queries.
    pub const PIPE_DELIMITED: Self = Self::new(Kind::Delimited("%7C"));
    /// `name=a%09b`, in queries: the `tsv` of Swagger 2.0.
    pub const TAB_DELIMITED: Self = Self::new(Kind::Delimited("%09"));
    /// `name[key]=a`, in queries.
    pub const DEEP_OBJECT: Self = Self::new(Kind::DeepObject);
    /// `name={"key":"a"}`: a parameter whose `content` is JSON.
    pub const JSON: Self = Self::new(Kind::Json);
    /// The whole query: a text as it is, anything else as JSON.
    pub const QUERY_STRING: Self = Self::new(Kind::QueryString);

    const fn new(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false }
    }

    /// Each item of an array or object on its own (`explode: true`).
    pub const fn exploded(mut self) -> Self {
        self.explode = true;
        self
    }

    /// All items in one (`explode: false`).
    pub const fn joined(mut self) -> Self {
        self.explode = false;
        self
    }

    /// Reserved characters stay as they are (`allowReserved: true`), but for those that would end the value.
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// The value as a part of a path. It is empty if there is nothing to send.
    ///
    /// # Errors
    /// The value has no text, or a control character in it.
    pub(super) fn path(self, name: &str, view: View<'_>) -> Result<String, Fault> {
        let Some(parts) = self.parts(view)? else { return Ok(String::new()) };
        parts.check_path()?;
        let keep = if self.kind == Kind::Segments { Keep::Segments } else { Keep::Unreserved };
        let item = |text: &str| encoded(text, keep);
        let start = |rest: String| match self.kind {
            Kind::Label => format!(".{rest}"),
            Kind::Matrix if rest.is_empty() => format!(";{}", item(name)),
            Kind::Matrix => format!(";{}={rest}", item(name)),
            _ => rest,
        };
        let separator = match self.kind {
            Kind::Label => ".",
            Kind::Matrix => ";",
            _ => ",",
        };
        let named = |key: &str, text: &str| match (self.kind, text) {
            (Kind::Matrix, "") => item(key),
            _ => format!("{}={}", item(key), item(text)),
        };
        let several = |all: Vec<String>| match separator {
            "," => all.join(","),
            other => all.iter().map(|one| format!("{other}{one}")).collect(),
        };
        Ok(match (parts, self.explode) {
            (Parts::One(text), _) => start(item(&text)),
            (Parts::List(items), true) if self.kind == Kind::Matrix => {
                several(items.iter().map(|text| named(name, text)).collect())
            }
            (Parts::List(items), true) => several(items.iter().map(|text| item(text)).collect()),
            (Parts::List(items), false) => start(joined(&items, ",", &item)),
            (Parts::Pairs(pairs), true) => several(pairs.iter().map(|(key, text)| named(key, text)).collect()),
            (Parts::Pairs(pairs), false) => start(joined(&flat(pairs), ",", &item)),
        })
    }

    /// The value as `name=value` pairs, encoded for a query.
    ///
    /// # Errors
    /// The value has no text.
    pub(super) fn query(self, name: &str, view: View<'_>) -> Result<Vec<String>, Fault> {
        let mut pairs = Vec::new();
        match self.kind {
            Kind::DeepObject => self.deep(&mut pairs, encoded(name, Keep::Unreserved), view)?,
            Kind::QueryString => pairs.extend(self.single(view)?.map(|text| self.encoded(&text))),
            _ => self.form(&mut pairs, name, view)?,
        }
        Ok(pairs)
    }

    /// The value of a header. Nothing is encoded there, so an item must not hold what separates items.
    ///
    /// # Errors
    /// The value has no text, or an item has a comma in it.
    pub(super) fn header(self, view: View<'_>) -> Result<Option<String>, Fault> {
        let Some(parts) = self.parts(view)? else { return Ok(None) };
        let items = match parts {
            Parts::One(text) => return Ok(Some(text.into_owned())),
            Parts::List(items) => items,
            Parts::Pairs(pairs) if self.explode => {
                if let Some((key, _)) = pairs.iter().find(|(key, _)| key.contains('=')) {
                    return Err(Fault::new(format_args!("the key `{}` holds an equals sign", key.escape_debug())));
                }
                pairs.into_iter().map(|(key, text)| format!("{key}={text}").into()).collect()
            }
            Parts::Pairs(pairs) => flat(pairs),
        };
        if items.iter().any(|text| text.contains(',')) {
            return Err(Fault::new("an item holds a comma, which separates items in a header"));
        }
        Ok(Some(items.join(",")))
    }

    fn form(self, pairs: &mut Vec<String>, name: &str, view: View<'_>) -> Result<(), Fault> {
        let Some(parts) = self.parts(view)? else { return Ok(()) };
        let pair = |name: &str, text: &str| format!("{}={}", encoded(name, Keep::Unreserved), self.encoded(text));
        let separator = if let Kind::Delimited(separator) = self.kind { separator } else { "," };
        let in_one = |items: &[Cow<'_, str>]| {
            let value = joined(items, separator, &|text| self.encoded(text));
            format!("{}={value}", encoded(name, Keep::Unreserved))
        };
        match parts {
            Parts::One(text) => pairs.push(pair(name, &text)),
            Parts::List(items) if self.explode => pairs.extend(items.iter().map(|text| pair(name, text))),
            Parts::List(items) => pairs.push(in_one(&items)),
            Parts::Pairs(all) if self.explode => pairs.extend(all.iter().map(|(key, text)| pair(key, text))),
            Parts::Pairs(all) => pairs.push(in_one(&flat(all))),
        }
        Ok(())
    }

    fn deep(self, pairs: &mut Vec<String>, name: String, view: View<'_>) -> Result<(), Fault> {
        let view = view.plain();
        if let View::List(list) = view {
            for index in 0..list.len() {
                let item = list.item(index).view().plain();
                let nested = item.entries().is_some() || matches!(item, View::List(_));
                let step = if nested { index.to_string() } else { String::new() };
                self.deep(pairs, format!("{name}%5B{step}%5D"), item)?;
            }
            return Ok(());
        }
        match view.entries() {
            Some(entries) => {
                for (key, value) in entries {
                    self.deep(pairs, format!("{name}%5B{}%5D", encoded(key, Keep::Unreserved)), value)?;
                }
            }
            None => pairs.extend(self.single(view)?.map(|text| format!("{name}={}", self.encoded(&text)))),
        }
        Ok(())
    }

    fn encoded(self, text: &str) -> String {
        encoded(text, if self.reserved { Keep::Reserved } else { Keep::Unreserved })
    }

    /// The texts that a value is made of; `None` if there is nothing to send.
    fn parts(self, view: View<'_>) -> Result<Option<Parts<'_>>, Fault> {
        if self.kind == Kind::Json {
            let text = (!matches!(view, View::Absent)).then(|| json_text(view)).transpose()?;
            return Ok(text.map(|text| Parts::One(text.into())));
        }
        let (view, repeats) = (view.plain(), self.kind == Kind::Form && self.explode);
        if let View::List(list) = view {
            let texts = (0..list.len()).filter_map(|index| self.single(list.item(index).view()).transpose());
            let texts: Vec<_> = texts.collect::<Result<_, _>>()?;
            return Ok((!texts.is_empty()).then_some(Parts::List(texts)));
        }
        let Some(entries) = view.entries() else { return Ok(self.single(view)?.map(Parts::One)) };
        let mut pairs = Vec::new();
        for (key, value) in entries {
            match value {
                View::List(list) if repeats => {
                    for index in 0..list.len() {
                        pairs.extend(self.single(list.item(index).view())?.map(|text| (key.into(), text)));
                    }
                }
                one => pairs.extend(self.single(one)?.map(|text| (key.into(), text))),
            }
        }
        Ok((!pairs.is_empty()).then_some(Parts::Pairs(pairs)))
    }

    /// The text of a single value, the JSON of anything else; `None` for null.
    fn single(self, view: View<'_>) -> Result<Option<Cow<'_, str>>, Fault> {
        match view.plain() {
            View::Absent | View::Null => Ok(None),
            view => Ok(Some(match view.lexical()? {
                Some(text) => text,
                None => json_text(view)?.into(),
            })),
        }
    }
}

/// What a value is made of.
enum Parts<'a> {
    One(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Pairs(Vec<(Cow<'a, str>, Cow<'a, str>)>),
}

impl Parts<'_> {
    /// Control characters have no business in a path, and neither have segments that go up.
    fn check_path(&self) -> Result<(), Fault> {
        let is_odd = |text: &Cow<'_, str>| text.chars().any(char::is_control);
        let is_refused = match self {
            Self::One(text) => is_odd(text),
            Self::List(items) => items.iter().any(is_odd),
            Self::Pairs(pairs) => pairs.iter().any(|(key, text)| is_odd(key) || is_odd(text)),
        };
        if is_refused { Err(Fault::new("it holds a control character")) } else { Ok(()) }
    }
}

fn flat<'a>(pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>) -> Vec<Cow<'a, str>> {
    pairs.into_iter().flat_map(|(key, text)| [key, text]).collect()
}

fn joined(items: &[Cow<'_, str>], separator: &str, item: &dyn Fn(&str) -> String) -> String {
    items.iter().map(|text| item(text)).collect::<Vec<_>>().join(separator)
}
fn encoded(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    push_encoded(&mut out, text, keep);
    out
}
