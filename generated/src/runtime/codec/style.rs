//! Parameter styles: how the value of a parameter becomes text (OAS 3.0.4, Style Values; RFC 6570).

use std::borrow::Cow;

use super::super::url_path::{Keep, push_encoded};
use super::json_writer::json_text;
use super::{CodecError, View, excerpt};

/// A parameter style and its `explode` and `allowReserved` flags.
///
/// Where OpenAPI is silent: an array or object within another one is written as JSON, except under `deepObject`, where keys
/// are nested (`a[b][c]=1`), scalar items have empty brackets (`a[b][]=1`) and other items are numbered (`a[b][0][c]=1`).
/// Null and absent values are left out, and so are empty arrays and objects.
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
    /// A text whose slashes are kept, in paths: any number of segments.
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
    /// The whole query: a string verbatim, any other value as JSON.
    pub const QUERY_STRING: Self = Self::new(Kind::QueryString);

    const fn new(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false }
    }

    /// A parameter for each item of an array or object (`explode: true`).
    pub const fn exploded(mut self) -> Self {
        self.explode = true;
        self
    }

    /// One parameter for all items (`explode: false`).
    pub const fn not_exploded(mut self) -> Self {
        self.explode = false;
        self
    }

    /// Reserved characters are not encoded (`allowReserved: true`), except those that would end the value.
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// The value as a part of a path; empty if there is nothing to send.
    ///
    /// # Errors
    /// The value cannot be sent or contains a control character.
    pub(in super::super) fn path(self, name: &str, view: View<'_>) -> Result<String, CodecError> {
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
    /// The value cannot be sent.
    pub(in super::super) fn query(self, name: &str, view: View<'_>) -> Result<Vec<String>, CodecError> {
        let mut pairs = Vec::new();
        match self.kind {
            Kind::DeepObject => self.deep(&mut pairs, encoded(name, Keep::Unreserved), view)?,
            Kind::QueryString => pairs.extend(self.single(view)?.map(|text| self.encoded(&text))),
            _ => self.form(&mut pairs, name, view)?,
        }
        Ok(pairs)
    }

    /// The value of a header. Headers are not encoded, so an item must not contain the separator.
    ///
    /// # Errors
    /// The value cannot be sent, or an item contains a comma.
    pub(in super::super) fn header(self, view: View<'_>) -> Result<Option<String>, CodecError> {
        let Some(parts) = self.parts(view)? else { return Ok(None) };
        let items = match parts {
            Parts::One(text) => return Ok(Some(text.into_owned())),
            Parts::List(items) => items,
            Parts::Pairs(pairs) if self.explode => {
                if let Some((key, _)) = pairs.iter().find(|(key, _)| key.contains('=')) {
                    return Err(CodecError::new(format_args!("the key `{}` contains an equals sign", excerpt(key))));
                }
                pairs.into_iter().map(|(key, text)| format!("{key}={text}").into()).collect()
            }
            Parts::Pairs(pairs) => flat(pairs),
        };
        if items.iter().any(|text| text.contains(',')) {
            return Err(CodecError::new("an item contains a comma, which separates items in a header"));
        }
        Ok(Some(items.join(",")))
    }

    fn form(self, pairs: &mut Vec<String>, name: &str, view: View<'_>) -> Result<(), CodecError> {
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

    fn deep(self, pairs: &mut Vec<String>, name: String, view: View<'_>) -> Result<(), CodecError> {
        let view = view.resolved();
        if let View::List(list) = view {
            for index in 0..list.len() {
                let item = list.item(index).as_view().resolved();
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

    /// The texts of a value and its items; `None` if there is nothing to send.
    fn parts(self, view: View<'_>) -> Result<Option<Parts<'_>>, CodecError> {
        if self.kind == Kind::Json {
            let text = (!matches!(view, View::Absent)).then(|| json_text(view)).transpose()?;
            return Ok(text.map(|text| Parts::One(text.into())));
        }
        let (view, repeats) = (view.resolved(), self.kind == Kind::Form && self.explode);
        if let View::List(list) = view {
            let texts = (0..list.len()).filter_map(|index| self.single(list.item(index).as_view()).transpose());
            let texts: Vec<_> = texts.collect::<Result<_, _>>()?;
            return Ok((!texts.is_empty()).then_some(Parts::List(texts)));
        }
        let Some(entries) = view.entries() else { return Ok(self.single(view)?.map(Parts::One)) };
        let mut pairs = Vec::new();
        for (key, value) in entries {
            match value {
                View::List(list) if repeats => {
                    for index in 0..list.len() {
                        pairs.extend(self.single(list.item(index).as_view())?.map(|text| (key.into(), text)));
                    }
                }
                one => pairs.extend(self.single(one)?.map(|text| (key.into(), text))),
            }
        }
        Ok((!pairs.is_empty()).then_some(Parts::Pairs(pairs)))
    }

    /// The text of a single value, the JSON of anything else; `None` for null.
    fn single(self, view: View<'_>) -> Result<Option<Cow<'_, str>>, CodecError> {
        match view.resolved() {
            View::Absent | View::Null => Ok(None),
            view => Ok(Some(match view.scalar_text()? {
                Some(text) => text,
                None => json_text(view)?.into(),
            })),
        }
    }
}

/// The texts of a value.
enum Parts<'a> {
    One(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Pairs(Vec<(Cow<'a, str>, Cow<'a, str>)>),
}

impl Parts<'_> {
    /// Refuses control characters.
    fn check_path(&self) -> Result<(), CodecError> {
        let is_odd = |text: &Cow<'_, str>| text.chars().any(char::is_control);
        let is_refused = match self {
            Self::One(text) => is_odd(text),
            Self::List(items) => items.iter().any(is_odd),
            Self::Pairs(pairs) => pairs.iter().any(|(key, text)| is_odd(key) || is_odd(text)),
        };
        if is_refused { Err(CodecError::new("the value contains a control character")) } else { Ok(()) }
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
