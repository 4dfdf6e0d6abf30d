//! The demonstration county, loaded once for the whole run and copied for each test that works in it.

use chrono::NaiveDate;
use jingban::business::BUSINESSES;
use jingban::business::organisation::sign_in::AsOperator;
use jingban::console::app::App;
use jingban::console::runtime::{Sim, SimOptions, Weather};
use jingban::database::request::AnyChange;
use jingban::database::runner::carry_out;
use jingban::database::{Db, Image};
use jingban::desk::demonstration::{Loader, Source, load};
use jingban::desk::drafts::keep;
use jingban::desk::house;
use jingban::desk::looks::Look;
use jingban::kernel::desk::Desk;
use jingban::kernel::post::Post;
use jingban::kernel::text::Lang;
use tokio::sync::OnceCell;

use crate::stage::at;

/// When every simulation begins: a Thursday morning, two days before the verification closes.
const MORNING: &str = "2012-03-08T01:20:00Z";

static COUNTY: OnceCell<Image> = OnceCell::const_new();

/// A copy of the demonstration county in memory, ready within milliseconds; what is done to it is done to nothing else.
pub(crate) async fn db() -> Db {
    let image = COUNTY.get_or_init(loaded).await;
    Db::open_image(image).await.unwrap()
}

async fn loaded() -> Image {
    let db = Db::open_memory().await.unwrap();
    db.migrate().await.unwrap();
    let by = Loader {
        operator: "sunwenbo".to_owned(),
        client: "test".to_owned(),
        at: at("2012-03-01T00:00:00Z"),
    };
    let silent = &mut |_: &str, _, _| {};
    let read = load(&db, &by, &Source::Carried, BUSINESSES, silent);
    read.await.unwrap();
    db.image().await.unwrap()
}

/// The desk of somebody who has not signed in.
pub(crate) fn guest() -> Desk {
    Desk {
        operator: "guest".to_owned(),
        name: String::new(),
        post: Post::Guest,
        area: "371323000000".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test pts/1".to_owned(),
        at: at(MORNING),
        business_date: NaiveDate::from_ymd_opt(2012, 3, 8).unwrap(),
        demonstration: true,
    }
}

/// The desk of an operator of the demonstration, who sits down; the trail keeps it.
pub(crate) async fn desk_of(db: &Db, operator: &str) -> Desk {
    let sits = AsOperator {
        operator: operator.to_owned(),
    };
    let op = format!("sits-{operator}");
    let signed = carry_out(db, &guest(), &op, &sits).await.unwrap();
    signed.outcome.desk(&guest())
}

/// The console as it is shipped, for a desk.
pub(crate) fn app(desk: Desk, lang: Lang) -> App {
    house::app(desk, house::keymap(&[]).unwrap(), lang, "s".to_owned())
}

/// How a simulation begins that the database answers at once.
pub(crate) fn calm() -> SimOptions {
    SimOptions {
        at: at(MORNING),
        looked: Some(|objects| Box::new(Look { objects }) as Box<dyn AnyChange>),
        keeper: Some(keep),
        weather: Weather::calm(),
    }
}

/// A console at which an operator of the demonstration sits.
pub(crate) async fn sim(operator: &str, lang: Lang) -> Sim {
    let db = db().await;
    let desk = desk_of(&db, operator).await;
    Sim::begin(app(desk, lang), db, calm()).await
}

/// A console before which nobody has signed in.
pub(crate) async fn door(lang: Lang) -> Sim {
    Sim::begin(app(guest(), lang), db().await, calm()).await
}
