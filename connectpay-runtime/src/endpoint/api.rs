//! A trait's endpoints as data, for tools that build on declarations.

use crate::endpoint::Endpoint;

/// The endpoints of one trait, as data.
///
/// `#[connectpay::api]` puts a constant of this type beside the trait. It has the
/// trait's own name, so every `use` of the trait imports it too:
///
/// ```
/// use connectpay::Result;
///
/// #[connectpay::api]
/// pub trait UserManagement {
///     /// Ends the user's session.
///     #[connectpay::endpoint(
///         method = POST,
///         path = "/baas-sca/user-management/client/users/logout",
///         auth = user
///     )]
///     async fn logout(&self) -> Result<()>;
/// }
///
/// let [logout] = UserManagement.operations() else { panic!() };
/// assert_eq!(logout.endpoint().name(), "logout");
/// assert_eq!(logout.endpoint().auth().as_str(), "user");
/// assert_eq!(logout.docs(), "Ends the user's session.");
/// assert_eq!(logout.answer(), "()");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Api {
    name: &'static str,
    operations: &'static [Operation],
}

impl Api {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, operations: &'static [Operation]) -> Self {
        Self { name, operations }
    }

    /// The name of the trait.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The endpoints of the trait, in the order of their declaration.
    #[must_use]
    pub const fn operations(&self) -> &'static [Operation] {
        self.operations
    }

    /// The endpoint that was declared at this place of the trait, if it is compiled. A
    /// `#[cfg]` leaves entries out, so that an endpoint may be before its place, and never
    /// behind it.
    pub(crate) fn declared_at(&self, place: usize) -> Option<&'static Endpoint> {
        let until = self.operations.len().min(place.saturating_add(1));
        let mut operations = self.operations.get(..until)?.iter();
        let operation = operations.rfind(|operation| operation.place == place)?;
        Some(&operation.endpoint)
    }
}

/// One endpoint as its trait declares it: its wire form, and what a reader of the trait
/// sees. OpenAPI calls this an operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    place: usize,
    endpoint: Endpoint,
    docs: &'static str,
    parameters: &'static [Parameter],
    answer: &'static str,
    hidden: bool,
}

impl Operation {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        place: usize,
        endpoint: Endpoint,
        docs: &'static str,
        parameters: &'static [Parameter],
        answer: &'static str,
    ) -> Self {
        Self {
            place,
            endpoint,
            docs,
            parameters,
            answer,
            hidden: false,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Method, path and credentials.
    #[must_use]
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The doc comment of the method, without what the macro adds.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Whether the method is `#[doc(hidden)]`, so that a tool which renders the endpoints
    /// leaves it out too. One under a `#[cfg_attr]` does not count.
    ///
    /// ```
    /// use connectpay::Result;
    ///
    /// #[connectpay::api(base = "/example/partner", auth = partner)]
    /// pub trait Diagnostics {
    ///     /// For our own support alone.
    ///     #[doc(hidden)]
    ///     #[connectpay::endpoint(path = "/diagnostics")]
    ///     async fn diagnostics(&self) -> Result<String>;
    /// }
    ///
    /// assert!(Diagnostics.operations()[0].is_hidden());
    /// ```
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// What the method takes besides `&self`, in the order of its declaration.
    #[must_use]
    pub const fn parameters(&self) -> &'static [Parameter] {
        self.parameters
    }

    /// The type of the endpoint's answer, as the author wrote it.
    #[must_use]
    pub const fn answer(&self) -> &'static str {
        self.answer
    }
}

/// One argument of an endpoint's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    argument: &'static str,
    location: Location,
    type_name: &'static str,
}

/// Where an argument goes in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Location {
    /// A segment of the path: the placeholder of this name, as the path spells it.
    Path(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A query parameter of this name, whose list is one value with commas.
    QueryList(&'static str),
    /// A struct or map whose entries are query parameters.
    QueryFlatten,
    /// The header of this name, in lower case.
    Header(&'static str),
    /// The body, as JSON.
    Body,
    /// The body, with this content type: serialized if it is a JSON type, such as
    /// `application/merge-patch+json`, and else as it is.
    Content(&'static str),
    /// The body, as `application/x-www-form-urlencoded`.
    Form,
}

impl Parameter {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(argument: &'static str, location: Location, type_name: &'static str) -> Self {
        Self {
            argument,
            location,
            type_name,
        }
    }

    /// The name of the argument.
    #[must_use]
    pub const fn argument(&self) -> &'static str {
        self.argument
    }

    /// Where it goes in the request.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// Its type, as the author wrote it.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        self.type_name
    }
}
