//! The tag of a union: it is written from the variant, whoever made the value, and never left out or another's.

use compiled::base_lists_its_heirs::models::{Account, CompanyAccount, Noun, PersonAccount, Verb, Word};
use compiled::discriminator_default_3_2::models::{Beast, Cat as DefaultCat, Pet as DefaultPet};
use compiled::inheritance::models::{Animal, AnimalBase};
use compiled::tags_on_sending::models::*;

use crate::{kept, read, written};

#[test]
fn a_variant_says_its_tag_however_it_was_made() {
    assert_eq!(written(&Vehicle::from(Bike::default())), r#"{"$type":"Bike"}"#);
    assert_eq!(written(&Vehicle::Bike(Box::default())), r#"{"$type":"Bike"}"#);
    assert!(matches!(Vehicle::from(Bike::default()), Vehicle::Bike(bike) if bike.type_ == "Bike"));
    assert_eq!(written(&Pet::from(Cat::new("Tom"))), r#"{"kind":"cat","name":"Tom"}"#);
    assert_eq!(written(&Pet::from(Dog::new("Rex"))), r#"{"kind":"dog","name":"Rex"}"#);
    assert_eq!(
        written(&Pet::Cat(Box::new(Cat { kind: None, name: "Tom".to_owned() }))),
        r#"{"kind":"cat","name":"Tom"}"#
    );
    assert_eq!(serde_json::to_string(&Pet::Dog(Box::default())).expect("JSON"), r#"{"kind":"dog","name":""}"#);
    assert_eq!(written(&Side::from(Right::new().way("a"))), r#"{"way":"a","side":"Right"}"#);
    let left: Left = read(r#"{"way":"a","number":1}"#);
    assert_eq!(written(&Side::from(left)), r#"{"way":"a","side":"Left","number":1}"#);
}

#[test]
fn a_variant_that_is_sent_alone_says_its_tag() {
    assert_eq!(written(&Cat::new("Tom")), r#"{"kind":"cat","name":"Tom"}"#);
    assert_eq!(written(&Cat { name: "Tom".to_owned(), ..Cat::default() }), r#"{"kind":"cat","name":"Tom"}"#);
    assert_eq!(written(&Bike::default()), r#"{"$type":"Bike"}"#);
    // It may be a type that the document does not know yet.
    let trike: Bike = read(r#"{"$type":"Trike"}"#);
    assert_eq!(written(&trike), r#"{"$type":"Trike"}"#);
}

#[test]
fn the_tag_of_another_variant_is_never_sent() {
    let mut bike = Bike::new();
    bike.type_ = "Volvo".to_owned();
    assert_eq!(written(&Vehicle::from(bike.clone())), r#"{"$type":"Bike"}"#);
    assert_eq!(written(&Vehicle::Bike(Box::new(bike))), r#"{"$type":"Bike"}"#);
    let event = Event::WithReason(Box::new(EventWithReason::new("created").reason("a")));
    assert_eq!(written(&event), r#"{"type":"deleted","reason":"a"}"#);
    assert_eq!(written(&Event::from(EventWithReason::new("purged"))), r#"{"type":"purged"}"#);
    let pet: DefaultPet = Beast::new().kind("cat").into();
    assert_eq!(written(&pet), r#"{"kind":"Beast"}"#);
}

#[test]
fn the_innermost_of_unions_within_unions_decides() {
    assert_eq!(written(&Vehicle::Car(Car::from(Volvo::new(5)))), r#"{"$type":"Volvo","seats":5}"#);
    assert_eq!(written(&Vehicle::Car(Car::from(CarBase::default()))), r#"{"$type":"Car"}"#);
    assert_eq!(written(&Vehicle::from(Car::Volvo(Box::default()))), r#"{"$type":"Volvo","seats":0}"#);
    let kept_whole: Vehicle = Car::Other(serde_json::json!({"$type": "Lada"}).into()).into();
    assert_eq!(written(&kept_whole), r#"{"$type":"Lada"}"#);
}

#[test]
fn variants_that_differ_by_their_tag_alone_stay_apart() {
    assert!(matches!(kept(r#"{"id":"a","number":"one","text":"b"}"#), Same::One(_)));
    assert!(matches!(kept(r#"{"id":"a","number":"two","text":"b"}"#), Same::Two(_)));
    assert!(matches!(kept(r#"{"id":"a","number":"three","text":"b"}"#), Same::Other(_)));
}

#[test]
fn an_unknown_tag_is_the_base_of_a_family_if_that_loses_nothing() {
    assert!(matches!(kept(r#"{"$type":"Sled","wheels":0}"#), Vehicle::Base(_)));
    assert!(matches!(kept(r#"{"$type":"Sled","runners":2}"#), Vehicle::Other(_)));
    assert!(matches!(kept(r#"{"$type":"Sled","wheels":"two"}"#), Vehicle::Other(_)));
    assert!(matches!(kept(r#"{"$type":"Sled"}"#), Car::Base(_)));
    assert!(matches!(kept(r#"{"kind":"bird","name":"a"}"#), Animal::Base(_)));
    assert!(matches!(kept(r#"{"kind":"bird"}"#), Animal::Other(_)));
    assert_eq!(written(&Animal::from(AnimalBase::new("bird", "a"))), r#"{"kind":"bird","name":"a"}"#);
    assert_eq!(written(&Animal::from(AnimalBase::default())), r#"{"kind":"Animal","name":""}"#);
}

#[test]
fn what_no_tag_names_is_the_default() {
    assert!(matches!(kept(r#"{"kind":"cat","name":"a"}"#), DefaultPet::Cat(_)));
    assert!(matches!(kept(r#"{"name":"a"}"#), DefaultPet::Beast(_)));
    assert!(matches!(kept(r#"{"kind":"fish","name":"a"}"#), DefaultPet::Beast(_)));
    assert!(matches!(kept(r#"{"kind":"Beast"}"#), DefaultPet::Beast(_)));
    assert!(matches!(kept(r#"{"kind":5,"name":"a"}"#), DefaultPet::Other(_)));
    assert_eq!(written(&DefaultPet::from(Beast::default())), "{}");
    assert_eq!(written(&DefaultPet::from(DefaultCat::default())), r#"{"kind":"cat"}"#);
}

#[test]
fn a_base_that_lists_its_heirs_is_one_of_them() {
    let person =
        r#"{"name":"a","accountType":"PERSON","born":"2000","friends":[{"name":"b","accountType":"COMPANY"}]}"#;
    let Account::PersonAccount(account) = kept(person) else { panic!("it is a person") };
    assert!(matches!(account.friends.as_deref(), Some([Account::CompanyAccount(_)])));
    assert!(matches!(kept(r#"{"name":"b","accountType":"CLUB"}"#), Account::Other(_)));
    let person = Account::from(PersonAccount::new("2000", "a"));
    assert_eq!(written(&person), r#"{"name":"a","accountType":"PERSON","born":"2000"}"#);
    assert_eq!(written(&CompanyAccount::new("b").vat("1")), r#"{"name":"b","accountType":"COMPANY","vat":"1"}"#);
    assert!(matches!(kept(r#"{"text":"go","tense":"past"}"#), Word::Verb(_)));
    assert!(matches!(kept(r#"{"text":"house"}"#), Word::Noun(_)));
    assert_eq!(written(&Word::from(Noun::new("house"))), r#"{"text":"house"}"#);
    assert_eq!(written(&Word::from(Verb::new("past", "go"))), r#"{"text":"go","tense":"past"}"#);
}

#[test]
fn debug_names_the_variant() {
    assert_eq!(format!("{:?}", Vehicle::from(Bike::new())), r#"Bike(Bike { type_: "Bike" })"#);
    assert_eq!(format!("{:?}", Vehicle::Car(Car::from(CarBase::new("Car")))), r#"Car(Base(CarBase { type_: "Car" }))"#);
    assert_eq!(format!("{:?}", Vehicle::Other(5.into())), "5");
    let all = All::new().event(EventCreated::new("a"));
    assert_eq!(format!("{all:?}"), r#"All { event: Created(EventCreated { type_: "created", id: "a" }) }"#);
}
