//! A call is a future like any other, takes options, and can be faked.

use std::sync::Arc;
use std::time::Duration;

use connectpay::{Call, Caller, Error, Outcome, Partner, RequestId, Result, Stage, User};
use http::StatusCode;

use crate::declared::{CreatedUser, Example as _, NewUser, UserManagement};
use crate::recorder::Recorder;

const USER: NewUser = NewUser {
    email: "a@example.com",
};

fn recorder() -> Recorder {
    Recorder::answering(201, r#"{"userId":"u-1"}"#)
}

#[tokio::test]
async fn a_call_is_send_unpin_and_static_whatever_it_answers() {
    fn is_a_future<T, F: Future<Output = Result<T>> + Send + Unpin + 'static>(_: &F) {}
    // Even an argument that cannot cross threads does not bind the call to its thread.
    fn of_any_type<T: 'static>(call: &Call<T>) {
        is_a_future(call);
    }
    is_a_future(&recorder().client().create_user(&USER));
    let _: fn(&Call<std::rc::Rc<u8>>) = of_any_type;
}

#[tokio::test]
async fn calls_can_be_spawned_joined_and_selected() {
    let recorder = recorder();
    let client = recorder.client();
    let spawned = tokio::spawn(client.create_user(&USER))
        .await
        .unwrap()
        .unwrap();
    let (first, second) = tokio::join!(client.create_user(&USER), client.create_user(&USER));
    let selected = tokio::select! {
        user = client.create_user(&USER) => user,
        () = tokio::time::sleep(Duration::from_mins(1)) => panic!("the call did not end"),
    };
    for user in [spawned, first.unwrap(), second.unwrap(), selected.unwrap()] {
        assert_eq!(user.user_id, "u-1");
    }
    assert_eq!(recorder.received().len(), 4);
}

#[tokio::test]
async fn a_call_sends_nothing_until_it_is_polled() {
    let recorder = recorder();
    drop(recorder.client().create_user(&USER));
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn options_change_the_one_call() {
    let recorder = recorder();
    recorder
        .client()
        .create_user(&USER)
        .header("X-Request-ID", "id-1")
        .idempotency_key("key-1")
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-request-id"), Some("id-1"));
    assert_eq!(received.header("idempotency-key"), Some("key-1"));
}

#[tokio::test]
async fn an_option_cannot_set_a_credential_or_break_the_head() {
    for (name, value) in [
        ("Authorization", "Bearer x"),
        ("x-connectpay-api-key", "x"),
        ("PSU-IP-Address", "192.0.2.1"),
        ("Host", "example.com"),
        ("Content-Length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("Cookie", "a=b"),
        ("X-Ok", "a\r\nauthorization: x"),
        ("X-Ok\r\n", "a"),
        ("X Ok", "a"),
        ("", "a"),
    ] {
        let recorder = recorder();
        let error = recorder
            .client()
            .create_user(&USER)
            .header(name, value)
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent),
            "{name}"
        );
        assert_eq!(recorder.received().len(), 0);
    }
}

#[tokio::test]
async fn raw_gives_the_answer_undecoded_and_with_response_gives_both() {
    let client = recorder().client();
    let raw = client.create_user(&USER).raw().await.unwrap();
    assert_eq!(raw.status(), StatusCode::CREATED);
    assert_eq!(raw.body(), r#"{"userId":"u-1"}"#);
    let both = client.create_user(&USER).with_response().await.unwrap();
    assert_eq!(both.status(), StatusCode::CREATED);
    assert_eq!(both.body().user_id, "u-1");
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Head {
    #[connectpay::endpoint(method = HEAD, path = "/things")]
    async fn exists(&self) -> Result<()>;
}

#[tokio::test]
async fn a_head_has_no_value_and_gives_its_status_and_headers_beside_it() {
    let recorder = recorder();
    let answer = recorder.client().exists().with_response().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(recorder.only().method, "HEAD");
}

#[tokio::test]
async fn a_success_has_the_id_that_was_sent_in_its_extensions() {
    let recorder = recorder();
    let client = recorder.client();
    let raw = client.create_user(&USER).raw().await.unwrap();
    let both = client.create_user(&USER).with_response().await.unwrap();
    let own = client
        .create_user(&USER)
        .header("X-Request-ID", "mine")
        .with_response()
        .await
        .unwrap();
    let extensions = [raw.extensions(), both.extensions(), own.extensions()];
    let ids = extensions.map(|it| it.get::<RequestId>().unwrap());
    for (id, received) in ids.iter().zip(recorder.received()) {
        assert_eq!(Some(id.as_str()), received.header("x-request-id"));
    }
    assert_eq!(ids[0].as_str().len(), 36);
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[2].to_string(), "mine");
}

#[test]
fn a_fake_gives_its_error_an_id_the_same_way() {
    let mut answer = http::Response::new("no".into());
    *answer.status_mut() = StatusCode::CONFLICT;
    answer.extensions_mut().insert(RequestId::new("id-1"));
    assert_eq!(Error::from_response(answer).request_id(), Some("id-1"));
}

#[tokio::test]
async fn raw_is_no_way_around_a_refusal() {
    let client = Recorder::answering(422, "no").client();
    let error = client.create_user(&USER).raw().await.unwrap_err();
    assert_eq!(error.service().unwrap().body(), "no");
}

#[tokio::test]
async fn one_caller_in_the_state_calls_every_partner_api() {
    let recorder = Recorder::answering(200, r#"{"userId":"u-1"}"#);
    let state: Arc<dyn Caller<Partner>> = Arc::new(recorder.client());
    state.create_user(&USER).await.unwrap();
    state.optional(None).await.unwrap();
    let borrowed: &dyn Caller<Partner> = &*state;
    borrowed.create_user(&USER).await.unwrap();
    let user: Box<dyn Caller<User>> = Box::new(recorder.session());
    user.logout().await.unwrap();
    assert_eq!(recorder.received().len(), 4);
}

#[connectpay::api]
trait Users: Send + Sync {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/partner/users",
        auth = partner
    )]
    async fn create(&self) -> Result<CreatedUser>;

    #[connectpay::endpoint(path = "/example/partner/users/{id}", auth = partner)]
    async fn get(&self, id: &str) -> Result<CreatedUser>;
}

struct Fake;

impl Caller<Partner> for Fake {}

impl Users for Fake {
    fn get(&self, id: &str) -> Call<CreatedUser> {
        Call::ready(Ok(CreatedUser {
            user_id: id.to_owned(),
        }))
    }
}

#[tokio::test]
async fn a_fake_overrides_one_method_and_the_others_send_nothing() {
    let users: Arc<dyn Users> = Arc::new(Fake);
    assert_eq!(users.get("u-7").await.unwrap().user_id, "u-7");
    let error = users.create().await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert_eq!(error.endpoint().unwrap().name(), "create");
}

#[tokio::test]
async fn a_client_stands_where_a_fake_does() {
    let recorder = recorder();
    let users: Arc<dyn Users> = Arc::new(recorder.client());
    assert_eq!(users.create().await.unwrap().user_id, "u-1");
}

#[tokio::test]
async fn a_ready_call_takes_options_too() {
    let call = || {
        Call::ready(Ok(7_u8))
            .timeout(Duration::ZERO)
            .header("x-a", "b")
    };
    assert_eq!(call().await.unwrap(), 7);
    assert_eq!(*call().with_response().await.unwrap().body(), 7);
    assert_eq!(call().raw().await.unwrap_err().stage(), Stage::Build);
}
