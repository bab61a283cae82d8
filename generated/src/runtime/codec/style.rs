//! Parameter styles: how the value of a parameter becomes text (OAS 3.0.4, Style Values; RFC 6570).

use std::borrow::Cow;

use super::super::url_path::Keep;
use super::escape::{Escape, ascii_json, ascii_xml, percent_encoded};
use super::form_fields::usual_form;
use super::json_writer::json_text;
use super::{CodecError, View, excerpt};

/// A parameter style and its `explode` and `allowReserved` flags.
///
/// Where OpenAPI is silent: an array or object within another one is written as JSON, except for arrays with a delimiter of
/// their own (`collectionFormat` of Swagger 2.0), and except under `deepObject`, where keys are nested (`a[b][c]=1`), scalar items have empty brackets (`a[b][]=1`) and other items are numbered (`a[b][0][c]=1`).
/// Null and absent values are left out, and so are empty arrays and objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: bool,
    reserved: bool,
    /// What stands between the items of an array in an array.
    nested: Option<char>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Segments,
    Form,
    /// Like `Form`, or `Simple` in paths and headers, with this between items.
    Delimited(char),
    DeepObject,
    Cookie,
    Content(Content),
    /// A string verbatim, anything else in this media type.
    QueryString(Content),
}

/// The media types of parameters that have one (`content`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Json,
    Xml,
    Form,
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
    /// `name=a%20b`, in queries; in paths and headers the `ssv` of Swagger 2.0.
    pub const SPACE_DELIMITED: Self = Self::new(Kind::Delimited(' '));
    /// `name=a%7Cb`, in queries; in paths and headers the `pipes` of Swagger 2.0.
    pub const PIPE_DELIMITED: Self = Self::new(Kind::Delimited('|'));
    /// `name=a%09b`: the `tsv` of Swagger 2.0.
    pub const TAB_DELIMITED: Self = Self::new(Kind::Delimited('\t'));
    /// `name[key]=a`, in queries.
    pub const DEEP_OBJECT: Self = Self::new(Kind::DeepObject);
    /// `name=a; name=b`, in cookies, without any encoding.
    pub const COOKIE: Self = Self::new(Kind::Cookie).exploded();
    /// `name={"key":"a"}`: a parameter whose `content` is JSON.
    pub const JSON: Self = Self::new(Kind::Content(Content::Json));
    /// `name=<Model><key>a</key></Model>`: a parameter whose `content` is XML.
    pub const XML: Self = Self::new(Kind::Content(Content::Xml));
    /// `name=key%3Da`: a parameter whose `content` is a form.
    pub const FORM_CONTENT: Self = Self::new(Kind::Content(Content::Form));
    /// The whole query: a string verbatim, any other value as JSON.
    pub const QUERY_STRING: Self = Self::new(Kind::QueryString(Content::Json));
    /// The whole query: a string verbatim, any other value as XML.
    pub const QUERY_STRING_XML: Self = Self::new(Kind::QueryString(Content::Xml));

    const fn new(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false, nested: None }
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

    /// An array in an array is written with this between its items.
    pub const fn nested(mut self, delimiter: char) -> Self {
        self.nested = Some(delimiter);
        self
    }

    /// Whether each value is a pair of its own, with nothing but its name and text.
    pub(super) fn is_exploded_form(self) -> bool {
        self.kind == Kind::Form && self.explode && !self.reserved
    }

    /// The value as a part of a path; empty if there is nothing to send.
    ///
    /// # Errors
    /// The value cannot be sent or contains a control character.
    pub(in super::super) fn path(self, name: &str, view: View<'_>) -> Result<String, CodecError> {
        let Some(parts) = self.parts(view)? else { return Ok(String::new()) };
        parts.check_path()?;
        let keep = match self.kind {
            Kind::Segments => Keep::Segments,
            _ if self.reserved => Keep::ReservedSegment,
            _ => Keep::Segment,
        };
        let item = |text: &str| percent_encoded(text, keep);
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
        let between = Escape::Percent(keep).delimiter(self.delimiter());
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
            (Parts::List(items), false) => start(joined(&items, &between, item)),
            (Parts::Pairs(pairs), true) => several(pairs.iter().map(|(key, text)| named(key, text)).collect()),
            (Parts::Pairs(pairs), false) => start(joined(&flat(pairs), &between, item)),
        })
    }

    /// The value as `name=value` pairs, encoded for a query.
    ///
    /// # Errors
    /// The value cannot be sent.
    pub(in super::super) fn query(self, name: &str, view: View<'_>) -> Result<Vec<String>, CodecError> {
        let escape = Escape::Percent(if self.reserved { Keep::Reserved } else { Keep::Unreserved });
        if let Kind::QueryString(content) = self.kind {
            let text = match view.resolved() {
                View::Absent | View::Null => return Ok(Vec::new()),
                view => view.scalar_text()?.map_or_else(|| content.text(view), |text| Ok(text.into_owned()))?,
            };
            return Ok(vec![escape.value(&text)?]);
        }
        self.joined_pairs(name, view, escape)
    }

    /// The value as `name=value` pairs of a cookie.
    ///
    /// # Errors
    /// The value cannot be sent, or has a character that a cookie cannot hold and a style that does not encode it.
    pub(in super::super) fn cookie(self, name: &str, view: View<'_>) -> Result<Vec<String>, CodecError> {
        match self.kind {
            Kind::Cookie => self.joined_pairs(name, view, Escape::Cookie),
            _ => self.query(name, view),
        }
    }

    /// The value as names and texts without any encoding.
    ///
    /// # Errors
    /// The value cannot be sent.
    pub(super) fn plain_pairs(self, name: &str, view: View<'_>) -> Result<Vec<Pair>, CodecError> {
        self.pairs(name, view, Escape::Nothing)
    }

    /// The value of a header. Headers are not encoded, so an item must not contain the separator.
    ///
    /// # Errors
    /// The value cannot be sent, or an item contains the separator.
    pub(in super::super) fn header(self, view: View<'_>) -> Result<Option<String>, CodecError> {
        let Some(parts) = self.parts(view)? else { return Ok(None) };
        let items = match parts {
            Parts::One(text) => {
                return Ok(Some(match self.kind {
                    Kind::Content(Content::Json) => ascii_json(&text),
                    Kind::Content(Content::Xml) => ascii_xml(&text),
                    _ => text.into_owned(),
                }));
            }
            Parts::List(items) => items,
            Parts::Pairs(pairs) if self.explode => {
                if let Some((key, _)) = pairs.iter().find(|(key, _)| key.contains('=')) {
                    return Err(CodecError::new(format_args!("the key `{}` contains an equals sign", excerpt(key))));
                }
                pairs.into_iter().map(|(key, text)| format!("{key}={text}").into()).collect()
            }
            Parts::Pairs(pairs) => flat(pairs),
        };
        let separator = self.delimiter();
        if items.iter().any(|text| text.contains(separator)) {
            let name = match separator {
                ' ' => "a space",
                '|' => "a pipe",
                '\t' => "a tab",
                _ => "a comma",
            };
            let message = format_args!("an item contains {name}, which separates items in this header");
            return Err(CodecError::new(message));
        }
        Ok(Some(items.join(separator.encode_utf8(&mut [0; 4]))))
    }

    /// What stands between items that are written in one.
    fn delimiter(self) -> char {
        if let Kind::Delimited(delimiter) = self.kind { delimiter } else { ',' }
    }

    fn joined_pairs(self, name: &str, view: View<'_>, escape: Escape) -> Result<Vec<String>, CodecError> {
        let pairs = self.pairs(name, view, escape)?.into_iter();
        Ok(pairs.map(|(name, text)| [name, text].join("=")).collect())
    }

    fn pairs(self, name: &str, view: View<'_>, escape: Escape) -> Result<Vec<Pair>, CodecError> {
        let mut pairs = Vec::new();
        match self.kind {
            Kind::DeepObject => self.deep(&mut pairs, escape.name(name)?, view, escape)?,
            _ => self.form(&mut pairs, name, view, escape)?,
        }
        Ok(pairs)
    }

    fn form(self, pairs: &mut Vec<Pair>, name: &str, view: View<'_>, escape: Escape) -> Result<(), CodecError> {
        let Some(parts) = self.parts(view)? else { return Ok(()) };
        let mut pair = |name: &str, text: &str| {
            pairs.push((escape.name(name)?, escape.value(text)?));
            Ok(())
        };
        let items = match parts {
            Parts::One(text) => return pair(name, &text),
            Parts::List(items) if self.explode => return items.iter().try_for_each(|text| pair(name, text)),
            Parts::Pairs(all) if self.explode => return all.iter().try_for_each(|(key, text)| pair(key, text)),
            Parts::List(items) => items,
            Parts::Pairs(all) => flat(all),
        };
        let items = items.iter().map(|text| escape.value(text)).collect::<Result<Vec<_>, _>>()?;
        pairs.push((escape.name(name)?, items.join(&escape.delimiter(self.delimiter()))));
        Ok(())
    }

    fn deep(self, pairs: &mut Vec<Pair>, name: String, view: View<'_>, escape: Escape) -> Result<(), CodecError> {
        let view = view.resolved();
        let (open, close) = (escape.delimiter('['), escape.delimiter(']'));
        if let View::List(list) = view {
            for index in 0..list.len() {
                let item = list.item(index).as_view().resolved();
                let nested = item.entries().is_some() || matches!(item, View::List(_));
                let step = if nested { index.to_string() } else { String::new() };
                self.deep(pairs, format!("{name}{open}{step}{close}"), item, escape)?;
            }
            return Ok(());
        }
        let Some(entries) = view.entries() else {
            let text = self.single(view)?.map(|text| escape.value(&text)).transpose()?;
            pairs.extend(text.map(|text| (name, text)));
            return Ok(());
        };
        for (key, value) in entries {
            self.deep(pairs, format!("{name}{open}{}{close}", escape.name(key)?), value, escape)?;
        }
        Ok(())
    }

    /// The texts of a value and its items; `None` if there is nothing to send.
    fn parts(self, view: View<'_>) -> Result<Option<Parts<'_>>, CodecError> {
        if let Kind::Content(content) = self.kind {
            let text = (!matches!(view, View::Absent)).then(|| content.text(view)).transpose()?;
            return Ok(text.map(|text| Parts::One(text.into())));
        }
        let (view, repeats) = (view.resolved(), matches!(self.kind, Kind::Form | Kind::Cookie) && self.explode);
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
        match (view.resolved(), self.nested) {
            (View::Absent | View::Null, _) => Ok(None),
            (View::List(list), Some(delimiter)) => {
                let texts = (0..list.len())
                    .filter_map(|index| Self { nested: None, ..self }.single(list.item(index).as_view()).transpose());
                let texts = texts.collect::<Result<Vec<_>, _>>()?;
                Ok(Some(texts.join(delimiter.encode_utf8(&mut [0; 4])).into()))
            }
            (view, _) => Ok(Some(match view.scalar_text()? {
                Some(text) => text,
                None => json_text(view)?.into(),
            })),
        }
    }
}

impl Content {
    /// The value as a text of the media type.
    fn text(self, view: View<'_>) -> Result<String, CodecError> {
        match self {
            Self::Json => json_text(view),
            Self::Form => usual_form(view),
            #[cfg(feature = "xml")]
            Self::Xml => String::from_utf8(super::xml::xml_of_view(view)?).map_err(CodecError::new),
            #[cfg(not(feature = "xml"))]
            Self::Xml => Err(CodecError::new("the feature `xml` is off")),
        }
    }
}

/// A name and a value, encoded.
pub(super) type Pair = (String, String);

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

fn joined(items: &[Cow<'_, str>], separator: &str, item: impl Fn(&str) -> String) -> String {
    items.iter().map(|text| item(text)).collect::<Vec<_>>().join(separator)
}
