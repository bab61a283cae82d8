//! The builder's methods that take credentials: one for each security scheme, or two where its tokens may come from a provider.

use super::identifier::{Case, identifier};
use super::scope::Scope;
use super::spelling::name_all;
use crate::ir::{Api, Flow, LogIn, RustName, SchemeId, SchemeKind, SecurityScheme, Takes};

/// The methods that every builder has.
const BUILDER_METHODS: [&str; 26] = [
    "base_url",
    "below",
    "body_limit",
    "build",
    "connect_timeout",
    "deadline",
    "decoding",
    "first_byte_timeout",
    "give_authorizer",
    "give_grant",
    "give_key",
    "give_provider",
    "give_token",
    "give_user",
    "header",
    "idle_timeout",
    "max_concurrency",
    "middleware",
    "new",
    "query",
    "rate_limit",
    "retry",
    "schemes",
    "timeout",
    "transport",
    "user_agent",
];

/// The only scheme of its kind has a name that every client knows; of several, each has its own.
pub(super) fn run(api: &mut Api) {
    let mut names = Names { scope: Scope::with(BUILDER_METHODS) };
    let bearers = of_kind(api, SchemeKind::is_bearer);
    let shared = (!bearers.is_empty()).then(|| (names.fixed("bearer_token"), names.fixed("token_provider")));
    let keys = names.of_kind(api, |kind| matches!(kind, SchemeKind::Key(..)), "api_key");
    let users = names.of_kind(api, |kind| *kind == SchemeKind::Basic, "basic_auth");
    let others = names.of_kind(api, |kind| matches!(kind, SchemeKind::Other(_)), "");
    api.log_ins.extend(one_each(api, &keys, &Takes::Key));
    api.log_ins.extend(one_each(api, &users, &Takes::User));
    if let Some((token, provider)) = shared {
        let all = |name, takes| LogIn { name, takes, schemes: bearers.clone() };
        api.log_ins.push(all(token.clone(), Takes::Token));
        api.log_ins.push(all(provider, Takes::Provider));
        self::bearers(api, &mut names, (&bearers, token));
    }
    api.log_ins.extend(one_each(api, &others, &Takes::Authorizer));
}

/// Tokens and logins. The only scheme has the token and the provider of all; each of several has its own, too.
fn bearers(api: &mut Api, names: &mut Names<'_>, (bearers, token): (&[SchemeId], RustName)) {
    let (granting, others): (Vec<SchemeId>, Vec<SchemeId>) =
        bearers.iter().partition(|id| gives_tokens(&api.scheme(**id).kind));
    names.each(api, &granting, "oauth2");
    let grants = granting.iter().map(|id| (api.scheme(*id).name.clone(), *id)).collect::<Vec<_>>();
    let mut constants = Scope::default();
    for (name, id) in grants {
        let takes = Takes::Grant(constants.name(name.as_str(), Case::Shouty));
        api.log_ins.push(LogIn { name, takes, schemes: vec![id] });
    }
    if let [only] = bearers {
        api.security_schemes[only.0].name = token;
        return;
    }
    names.each(api, &others, "");
    api.log_ins.extend(one_each(api, &others, &Takes::Token));
    api.log_ins.extend(names.with_suffix(api, &granting, "token", &Takes::Token));
    api.log_ins.extend(names.with_suffix(api, bearers, "provider", &Takes::Provider));
}

/// The schemes of a kind, in the order of the document.
fn of_kind(api: &Api, is_kind: impl Fn(&SchemeKind) -> bool) -> Vec<SchemeId> {
    let all = api.security_schemes.iter().enumerate();
    all.filter(|(_, scheme)| is_kind(&scheme.kind)).map(|(index, _)| SchemeId(index)).collect()
}

fn gives_tokens(kind: &SchemeKind) -> bool {
    matches!(kind, SchemeKind::OAuth2(flows) if flows.iter().any(Flow::gives_tokens))
}

/// A method for each scheme, with its name.
fn one_each(api: &Api, schemes: &[SchemeId], takes: &Takes) -> Vec<LogIn> {
    let one = |id: &SchemeId| LogIn { name: api.scheme(*id).name.clone(), takes: takes.clone(), schemes: vec![*id] };
    schemes.iter().map(one).collect()
}

/// The name of a scheme, with OAuth as one word.
fn spoken(scheme: &SecurityScheme) -> String {
    scheme.wire.as_str().replace("OAuth", "Oauth").replace("oAuth", "oauth")
}

/// The names of the builder's methods.
struct Names<'a> {
    scope: Scope<'a>,
}

impl Names<'_> {
    /// A name of ours, which no scheme has had yet.
    fn fixed(&mut self, name: &str) -> RustName {
        self.scope.name(name, Case::Snake)
    }

    /// Names the schemes of a kind: the only one as given, if that is a name.
    fn of_kind(&mut self, api: &mut Api, is_kind: impl Fn(&SchemeKind) -> bool, only: &str) -> Vec<SchemeId> {
        let schemes = of_kind(api, is_kind);
        self.each(api, &schemes, only);
        schemes
    }

    /// Names schemes of a kind. What a scheme of another kind is called in the document is not taken from it.
    fn each(&mut self, api: &mut Api, schemes: &[SchemeId], only: &str) {
        let wire = |id: &SchemeId| spoken(api.scheme(*id));
        let is_wanted = |id: &SchemeId| identifier(&wire(id), Case::Snake).as_str() == only;
        let mut others = (0..api.security_schemes.len()).map(SchemeId).filter(|id| !schemes.contains(id));
        let texts: Vec<String> = match schemes {
            [_] if !only.is_empty() && !others.any(|id| is_wanted(&id)) => vec![only.to_owned()],
            several => several.iter().map(wire).collect(),
        };
        let names = name_all(&mut self.scope, &texts, Case::Snake);
        for (id, name) in schemes.iter().zip(names) {
            api.security_schemes[id.0].name = name;
        }
    }

    /// A second method for each scheme.
    fn with_suffix(&mut self, api: &Api, schemes: &[SchemeId], suffix: &str, takes: &Takes) -> Vec<LogIn> {
        let name = |scheme: &SecurityScheme| format!("{} {suffix}", scheme.name);
        let texts: Vec<String> = schemes.iter().map(|id| name(api.scheme(*id))).collect();
        let names = name_all(&mut self.scope, &texts, Case::Snake);
        let made = names.into_iter().zip(schemes);
        made.map(|(name, id)| LogIn { name, takes: takes.clone(), schemes: vec![*id] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::BUILDER_METHODS;
    use crate::runtime::FILES;

    #[test]
    fn all_methods_of_the_builder_are_known() {
        let texts = FILES.iter().filter(|(_, text)| text.contains("ClientBuilder<C> {")).map(|(_, text)| text);
        let bodies = texts.flat_map(|text| text.split("ClientBuilder<C> {").skip(1));
        let bodies = bodies.map(|body| body.split("\n}\n").next().unwrap_or_default());
        let lines = bodies.flat_map(str::lines).filter_map(|line| line.trim_start().strip_prefix("pub fn "));
        let mut names: Vec<&str> = lines.filter_map(|line| line.split(['(', '<']).next()).collect();
        names.sort_unstable();
        names.dedup();
        let unknown: Vec<&&str> = names.iter().filter(|name| !BUILDER_METHODS.contains(name)).collect();
        assert!(names.len() > 8 && unknown.is_empty(), "{unknown:?} of {names:?}");
    }
}
