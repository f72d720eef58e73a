//! The rules, each with its stable name, its status and its title.

use std::fmt;

use http::StatusCode;

/// The rule that a refused request broke.
///
/// Its [`name`](Rule::name) is the `rule` member of the answer's problem document.
/// Names are stable; statuses and wording may improve.
///
/// ```
/// use connectpay_sandbox::Rule;
///
/// assert_eq!(Rule::TokenExpired.to_string(), "token-expired");
/// assert_eq!(Rule::TokenExpired.status(), 401);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The path has neither a `partner` nor a `client` segment.
    NotAnApiPath,
    /// The path has a `partner` and a `client` segment.
    ContradictoryPath,
    /// An escape or a dot segment of the path could change which segments it has.
    DisguisedPath,

    /// A `partner` path without `x-connectpay-api-key`.
    ApiKeyMissing,
    /// More than one `x-connectpay-api-key`.
    ApiKeyRepeated,
    /// `x-connectpay-api-key` is not the base64 of two texts with a colon between them.
    ApiKeyMalformed,
    /// `x-connectpay-api-key` holds credentials that are not this sandbox's.
    ApiKeyWrong,
    /// A user's access token on a `partner` path, where it must never be sent.
    UserTokenOnPartnerPath,

    /// A `client` path without `Authorization`.
    TokenMissing,
    /// More than one `Authorization`.
    AuthorizationRepeated,
    /// `Authorization` is not `Bearer` and a token (RFC 6750, section 2.1).
    TokenMalformed,
    /// The sandbox did not issue this token.
    TokenUnknown,
    /// The token's life is over.
    TokenExpired,
    /// The token was revoked, for example by a logout.
    TokenRevoked,
    /// The API key on a `client` path instead of a user's access token.
    ApiKeyOnUserPath,

    /// A `client` path without `PSU-IP-Address`.
    PsuIpAddressMissing,
    /// More than one `PSU-IP-Address`.
    PsuIpAddressRepeated,
    /// `PSU-IP-Address` is not one IPv4 or IPv6 address.
    PsuIpAddressMalformed,

    /// The sandbox did not issue this refresh token.
    RefreshTokenUnknown,
    /// The refresh token's life is over.
    RefreshTokenExpired,
    /// The refresh token's session has ended, for example by a logout.
    RefreshTokenRevoked,
    /// The refresh token was used before, which ended its session.
    RefreshTokenReused,

    /// No endpoint of the sandbox has this path.
    UnknownPath,
    /// The path has no endpoint with this method.
    MethodNotAllowed,
    /// The body is not declared to be JSON.
    UnsupportedMediaType,
    /// The body is larger than [`MAX_BODY_BYTES`](crate::MAX_BODY_BYTES).
    BodyTooLarge,
    /// The body is not JSON, or a member is missing or not usable.
    InvalidBody,
    /// No user has this email and this password.
    LoginRefused,
    /// The user has not validated the email yet.
    UserNotValidated,
    /// The sandbox did not start this authorisation event, or not for this user.
    UnknownEvent,
    /// A login's authorisation event on a `client` path, or another on a `partner` path.
    EventOfOtherScheme,
    /// The authorisation event was not authorised in time.
    EventExpired,
    /// A code is to be sent for an authorisation event that is finalised.
    EventFinalised,
    /// The one-time password is not the one that was sent last.
    OtpWrong,
    /// The one-time password's life is over.
    OtpExpired,
    /// The one-time password was used before.
    OtpUsed,
    /// Too many wrong one-time passwords were given for the authorisation event.
    OtpAttemptsExceeded,
    /// A one-time password was never sent for the authorisation event.
    OtpNotSent,
    /// The user has no payment with this number.
    UnknownPayment,
    /// The user has no account with this identifier.
    UnknownAccount,
    /// The account has no entry with this identifier.
    UnknownEntry,
    /// The users or the payments take [`CAPACITY_BYTES`](crate::CAPACITY_BYTES).
    CapacityReached,
}

impl Rule {
    /// The stable name, in kebab-case.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// The status of the refusal.
    #[must_use]
    pub fn status(self) -> StatusCode {
        self.row().1
    }

    /// The title of the problem: the same for every request that breaks the rule.
    pub(crate) fn title(self) -> &'static str {
        self.row().2
    }

    #[rustfmt::skip] // A table is read by its columns.
    fn row(self) -> (&'static str, StatusCode, &'static str) {
        use StatusCode as S;
        match self {
            Self::NotAnApiPath => ("not-an-api-path", S::NOT_FOUND, "Not a path of the API"),
            Self::ContradictoryPath => ("contradictory-path", S::BAD_REQUEST, "The path names both schemes"),
            Self::DisguisedPath => ("disguised-path", S::BAD_REQUEST, "The path can be read in two ways"),
            Self::ApiKeyMissing => ("api-key-missing", S::UNAUTHORIZED, "The API key is missing"),
            Self::ApiKeyRepeated => ("api-key-repeated", S::BAD_REQUEST, "The API key is there more than once"),
            Self::ApiKeyMalformed => ("api-key-malformed", S::UNAUTHORIZED, "The API key is malformed"),
            Self::ApiKeyWrong => ("api-key-wrong", S::UNAUTHORIZED, "The API key is wrong"),
            Self::UserTokenOnPartnerPath => ("user-token-on-partner-path", S::FORBIDDEN, "A user's token was sent to a partner path"),
            Self::TokenMissing => ("token-missing", S::UNAUTHORIZED, "The access token is missing"),
            Self::AuthorizationRepeated => ("authorization-repeated", S::BAD_REQUEST, "Authorization is there more than once"),
            Self::TokenMalformed => ("token-malformed", S::UNAUTHORIZED, "The access token is malformed"),
            Self::TokenUnknown => ("token-unknown", S::UNAUTHORIZED, "The access token is unknown"),
            Self::TokenExpired => ("token-expired", S::UNAUTHORIZED, "The access token has expired"),
            Self::TokenRevoked => ("token-revoked", S::UNAUTHORIZED, "The access token was revoked"),
            Self::ApiKeyOnUserPath => ("api-key-on-user-path", S::FORBIDDEN, "The API key was sent in place of a user's token"),
            Self::PsuIpAddressMissing => ("psu-ip-address-missing", S::BAD_REQUEST, "The user's IP address is missing"),
            Self::PsuIpAddressRepeated => ("psu-ip-address-repeated", S::BAD_REQUEST, "The user's IP address is there more than once"),
            Self::PsuIpAddressMalformed => ("psu-ip-address-malformed", S::BAD_REQUEST, "The user's IP address is malformed"),
            // As `invalid_grant` (RFC 6749, section 5.2).
            Self::RefreshTokenUnknown => ("refresh-token-unknown", S::BAD_REQUEST, "The refresh token is unknown"),
            Self::RefreshTokenExpired => ("refresh-token-expired", S::BAD_REQUEST, "The refresh token has expired"),
            Self::RefreshTokenRevoked => ("refresh-token-revoked", S::BAD_REQUEST, "The refresh token was revoked"),
            Self::RefreshTokenReused => ("refresh-token-reused", S::BAD_REQUEST, "The refresh token was used before"),
            Self::UnknownPath => ("unknown-path", S::NOT_FOUND, "No endpoint has this path"),
            Self::MethodNotAllowed => ("method-not-allowed", S::METHOD_NOT_ALLOWED, "The endpoint does not take this method"),
            Self::UnsupportedMediaType => ("unsupported-media-type", S::UNSUPPORTED_MEDIA_TYPE, "The body is not declared to be JSON"),
            Self::BodyTooLarge => ("body-too-large", S::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::InvalidBody => ("invalid-body", S::BAD_REQUEST, "The body is not usable"),
            Self::LoginRefused => ("login-refused", S::FORBIDDEN, "The email or the password is wrong"),
            Self::UserNotValidated => ("user-not-validated", S::FORBIDDEN, "The user's email is not validated"),
            Self::EventOfOtherScheme => ("event-of-other-scheme", S::FORBIDDEN, "The authorisation event is of the other scheme"),
            Self::EventExpired => ("event-expired", S::GONE, "The authorisation event has expired"),
            Self::EventFinalised => ("event-finalised", S::CONFLICT, "The authorisation event is finalised"),
            // This is not a 401: the access token is valid, and a client must not get
            // another one and send the code again.
            Self::OtpWrong => ("otp-wrong", S::FORBIDDEN, "The one-time password is wrong"),
            Self::OtpExpired => ("otp-expired", S::GONE, "The one-time password has expired"),
            Self::OtpUsed => ("otp-used", S::CONFLICT, "The one-time password was used before"),
            Self::OtpAttemptsExceeded => ("otp-attempts-exceeded", S::FORBIDDEN, "Too many wrong one-time passwords"),
            Self::OtpNotSent => ("otp-not-sent", S::CONFLICT, "No one-time password was sent"),
            Self::UnknownPayment => ("unknown-payment", S::NOT_FOUND, "The payment is unknown"),
            Self::UnknownAccount => ("unknown-account", S::NOT_FOUND, "The account is unknown"),
            Self::UnknownEntry => ("unknown-entry", S::NOT_FOUND, "The entry is unknown"),
            Self::CapacityReached => ("capacity-reached", S::SERVICE_UNAVAILABLE, "The sandbox has no room left"),
            Self::UnknownEvent => ("unknown-event", S::NOT_FOUND, "The authorisation event is unknown"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
