//! The look-up and the verification gone again in lines: the same texts go in, and the trail keeps the same of it.

use std::fs;
use std::path::Path;
use std::pin::Pin;

use super::{LINES, finding, looking, stop_payment, verification};

#[tokio::test]
async fn the_village_is_verified_signed_and_accepted_in_lines() {
    in_lines(Box::pin(verification::village())).await;
    keeps_the_same(&["verification_village"]);
}

#[tokio::test]
async fn the_other_ways_of_a_list_are_gone_in_lines() {
    in_lines(Box::pin(verification::two_hands())).await;
    in_lines(Box::pin(verification::late())).await;
    in_lines(Box::pin(verification::two_on_one())).await;
    in_lines(Box::pin(verification::one_by_one())).await;
    in_lines(Box::pin(verification::numbers())).await;
}

#[tokio::test]
async fn the_stop_form_is_filled_signed_and_approved_in_lines() {
    in_lines(Box::pin(stop_payment::six_hands())).await;
    keeps_the_same(&["stop_village", "stop_approved"]);
}

#[tokio::test]
async fn the_other_ways_of_a_form_are_gone_in_lines() {
    in_lines(Box::pin(stop_payment::back())).await;
    in_lines(Box::pin(stop_payment::refused())).await;
    in_lines(Box::pin(stop_payment::proposed())).await;
    in_lines(Box::pin(stop_payment::nil())).await;
    in_lines(Box::pin(stop_payment::months())).await;
    in_lines(Box::pin(stop_payment::resumed())).await;
}

#[tokio::test]
async fn people_are_looked_up_in_lines() {
    in_lines(Box::pin(finding::one_box())).await;
    in_lines(Box::pin(finding::wrong_number())).await;
    in_lines(Box::pin(looking::tabs())).await;
    in_lines(Box::pin(looking::why())).await;
    in_lines(Box::pin(looking::reveal())).await;
    keeps_the_same(&[]);
}

/// Goes a journey in lines.
async fn in_lines(journey: Pin<Box<impl Future<Output = ()>>>) {
    LINES.scope((), journey).await;
}

/// The trail of a journey in lines is that of the journey on a screen.
fn keeps_the_same(names: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/journeys/snapshots");
    let trail = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        text.split_once("== trail").unwrap().1.to_owned()
    };
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some((story, lang)) = name.split_once(".lines.") {
            assert_eq!(trail(&name), trail(&format!("{story}.{lang}")), "{story}");
            seen += 1;
        }
    }
    assert!(seen >= 16, "{seen} journeys are gone in lines");
    for name in names {
        assert!(folder.join(format!("{name}.lines.zh.snap")).exists());
    }
}
