//! The stories under `fixtures/stories`: what `fixtures/stories.toml` says of them is there.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;

#[derive(Deserialize)]
struct Stories {
    story: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    name: String,
    planted: Vec<Planted>,
}

#[derive(Deserialize)]
struct Planted {
    what: String,
    passages: BTreeMap<String, String>,
}

#[test]
fn planted_passages_stand_in_their_articles() {
    let stories: Stories = toml::from_str(&fs::read_to_string("fixtures/stories.toml").unwrap()).unwrap();
    for story in stories.story {
        let articles = articles(&story.name);
        for planted in story.planted {
            for (outlet, words) in planted.passages {
                let text = articles.get(&outlet).unwrap_or_else(|| panic!("{}: no article {outlet}", story.name));
                assert!(text.contains(&words), "{}, {}: {outlet} does not say {words:?}", story.name, planted.what);
            }
        }
    }
}

/// Every article of a story: a file by its stem, a record by its id.
fn articles(story: &str) -> BTreeMap<String, String> {
    let mut articles = BTreeMap::new();
    for entry in fs::read_dir(format!("fixtures/stories/{story}")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|e| e == "jsonl") {
            articles.extend(text.lines().map(record));
        } else {
            articles.insert(path.file_stem().unwrap().to_str().unwrap().into(), text);
        }
    }
    articles
}

fn record(line: &str) -> (String, String) {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    let [id, text] = ["id", "text"].map(|key| value[key].as_str().unwrap().to_owned());
    (id, text)
}
