//! Everything that a program does with its trait `Users`, so that a mistake in a
//! declaration of it has every chance of being reported twice.
#![allow(dead_code, reason = "it is compiled and not run")]

use std::sync::Arc;

use connectpay::endpoints::Operation;
use connectpay::{Call, Caller, Client, Partner, Result};
use serde::{Deserialize, Serialize};

use crate::Users;

#[derive(Serialize)]
pub struct NewUser {
    pub email: String,
}

#[derive(Deserialize)]
pub struct Created {
    pub id: String,
}

async fn called(client: Client, new: NewUser) -> Result<String> {
    let created = client.create(&new).await?;
    let user = client.user("ada").await?;
    Ok(created.id + &user.id)
}

async fn called_on_a_partner_caller(
    partner: Arc<dyn Caller<Partner>>,
    new: NewUser,
) -> Result<String> {
    Ok(partner.create(&new).await?.id)
}

struct State {
    users: Arc<dyn Users + Send + Sync>,
}

impl State {
    fn new(client: Client) -> Self {
        Self {
            users: Arc::new(client),
        }
    }

    async fn create(&self, new: &NewUser) -> Result<Created> {
        self.users.create(new).await
    }
}

async fn generic(users: &impl Users, new: &NewUser) -> Result<usize> {
    Ok(users.create(new).await?.id.len())
}

struct Fake;

impl Caller<Partner> for Fake {}

impl Users for Fake {
    fn create(&self, new: &NewUser) -> Call<Created> {
        Call::ready(Ok(Created {
            id: new.email.clone(),
        }))
    }
}

fn spawned(client: Client, new: NewUser) -> impl Future<Output = Option<String>> + Send {
    async move { client.create(&new).await.ok().map(|created| created.id) }
}

fn endpoints() -> usize {
    Users.operations().len()
}

const FIRST: &Operation = &Users.operations()[0];
