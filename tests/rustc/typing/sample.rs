//! The sample: beginnings of two declarations in a trait with two others, and the program
//! that uses these.

use connectpay_typing::closed;

/// What it takes of the macros: a method, a path, every place of an argument, both return
/// types.
const DECLARATIONS: [&str; 2] = [
    r#"#[connectpay::endpoint(method = PUT, path = "/users/{id}/{kind}", idempotent)]
    async fn change(&self, id: &str, kind: u8, #[query(rename = "pageSize")] size: Option<u32>, #[body] new: &NewUser) -> Result<Created>;"#,
    r#"#[connectpay::endpoint(path = "/last", once)]
    fn last(&self, #[header("X-Reason")] reason: Option<&str>, #[form] form: (&str, u8)) -> connectpay::Call<()>;"#,
];

const API: &str =
    r#"#[connectpay::api(base = "/baas-sca/user-management/partner", auth = partner)]"#;

const CREATE: &str = r#"#[connectpay::endpoint(path = "/users")]
    async fn create(&self, #[body] user: &NewUser) -> Result<Created>;"#;

/// A file of the crate, by the name of its module.
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Module {
    fn new(name: String, attribute: &str, first: &str, typed: &str) -> Self {
        let uses =
            include_str!("../../ui/uses.rs").replace("use crate::Users;", "use super::Users;");
        let text = format!(
            "use connectpay::Result;
use uses::{{Created, NewUser}};

{attribute}
trait Users {{
    {first}

    {typed}

    #[connectpay::endpoint(path = \"/users/{{id}}\")]
    async fn user(&self, id: &str) -> Result<Created>;
}}

{USES}
{uses}
}}
"
        );
        Self { name, text }
    }

    /// The line on which the uses of the trait begin.
    pub(crate) fn first_use(&self) -> usize {
        let line = self.text.lines().position(|line| line == USES);
        line.unwrap() + 1
    }
}

const USES: &str = "mod uses {";

/// What an author has typed so far, with its string and its brackets closed, as editors
/// close them.
pub(crate) struct Beginning {
    place: usize,
    pub(crate) typed: String,
}

impl Beginning {
    pub(crate) fn module(&self) -> Module {
        Module::new(format!("typed_{}", self.place), API, CREATE, &self.typed)
    }

    /// The same for rustc's parser alone: it reads what is not compiled all the same.
    pub(crate) fn module_without_macros(&self) -> Module {
        let Module { text, .. } = self.module();
        Module {
            name: format!("read_{}", self.place),
            text: format!("#[cfg(any())] mod never {{ {text} }}"),
        }
    }
}

pub(crate) fn beginnings() -> Vec<Beginning> {
    let declarations = DECLARATIONS.iter();
    let typed = declarations.flat_map(|text| {
        let ends = text.char_indices().map(|(at, _)| at).skip(1);
        let beginnings = ends.map(|end| text[..end].to_owned());
        beginnings.filter(|typed| !typed.ends_with(char::is_whitespace))
    });
    let closed = typed.map(|typed| closed(&typed));
    let places = closed.enumerate();
    places
        .map(|(place, typed)| Beginning { place, typed })
        .collect()
}

/// A trait without the endpoint that the program uses most.
pub(crate) fn broken_use() -> Module {
    Module::new("broken_use".to_owned(), API, "", "")
}

/// A trait without a mistake.
pub(crate) fn whole() -> Module {
    let typed = DECLARATIONS.join("\n\n");
    Module::new("whole".to_owned(), API, CREATE, &typed)
}
