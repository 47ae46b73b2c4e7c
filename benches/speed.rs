//! Speed: how fast articles are read, in megabytes a second and as a share of what unicode-segmentation's word iterator
//! does with the same text in the same run, on one core; whether time grows in step with length; and how fast quotations
//! are matched, a few thousand and ten times as many. `cargo bench`.
//!
//! The text is that of `fixtures/`, over and over, its short pieces joined to articles of the usual length: six thousand
//! bytes, the mean of 4,187 articles of a hundred US outlets in 2018. A time is the best of some rounds, in which what is
//! compared takes turns, since timings drift; of the stages, which a busy machine would disturb, the best of every article
//! by itself. Fails below the floors at the top, so that a slip is seen.

use misquote::utterance::Loose;
use misquote::{Document, Model, Options, extract, quotation, sentence};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

/// Least share of the word iterator's speed for whole extraction, speakers and all: .107 to .119 when last measured.
const LEAST_SHARE: f64 = 0.1;
/// Most growth: time is proportional to length to this power. 1 is linear; the rest is for caches and chance.
const MOST_GROWTH: f64 = 1.15;
/// Times everything is measured.
const ROUNDS: usize = 5;
const MEGABYTE: usize = 1 << 20;
/// Bytes of an article, at least.
const ARTICLE: usize = 6_000;

fn main() -> ExitCode {
    let articles = articles(Path::new("fixtures"));
    let share = compare(&articles);
    let growth = grow(&articles);
    load();
    matching(&articles);
    if share < LEAST_SHARE || growth > MOST_GROWTH {
        eprintln!("below the floors: share {LEAST_SHARE}, growth {MOST_GROWTH}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The texts of the fixtures in order of path, joined to articles, until there are a megabyte of them.
fn articles(folder: &Path) -> Vec<Document> {
    let mut paths = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("run in the project's folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let texts: Vec<String> = paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    let mut bytes = 0;
    let enough = |text: &&String| {
        bytes += text.len();
        bytes <= MEGABYTE
    };
    let texts: Vec<&String> = texts.iter().cycle().take_while(enough).collect();
    joined(&texts).into_iter().map(|text| Document::new("a", text)).collect()
}

/// Neighbouring texts in one, until it is as long as an article.
fn joined(texts: &[&String]) -> Vec<String> {
    let mut articles = vec![String::new()];
    for text in texts {
        if articles[articles.len() - 1].len() >= ARTICLE {
            articles.push(String::new());
        }
        let last = articles.len() - 1;
        articles[last] += text;
        articles[last] += "\n\n";
    }
    articles
}

/// A task and the best time it took so far for each article.
struct Task<'t> {
    name: &'static str,
    work: &'t dyn Fn(&Document),
    best: Vec<Duration>,
}

impl Task<'_> {
    fn run(&mut self, articles: &[Document]) {
        for (article, best) in articles.iter().zip(&mut self.best) {
            let start = Instant::now();
            (self.work)(article);
            *best = start.elapsed().min(*best);
        }
    }

    fn seconds(&self) -> f64 {
        self.best.iter().sum::<Duration>().as_secs_f64()
    }
}

/// Prints the speed of every stage; returns that of the whole as a share of the word iterator's.
fn compare(articles: &[Document]) -> f64 {
    let task = |name, work| Task { name, work, best: vec![Duration::MAX; articles.len()] };
    let mut tasks = [
        task("words", &|d| _ = black_box(d.text.unicode_words().count())),
        task("quotations", &|d| _ = black_box(quotation::quotations(&d.text, 0))),
        task("sentences", &|d| _ = black_box(sentence::sentences(&d.text, 0, &quotation::quotations(&d.text, 0)))),
        task("extraction", &|d| _ = black_box(extract(d))),
    ];
    for _ in 0..ROUNDS {
        tasks.iter_mut().for_each(|task| task.run(articles));
    }
    let megabytes = articles.iter().map(|d| d.text.len()).sum::<usize>() as f64 / MEGABYTE as f64;
    let words = tasks[0].seconds();
    println!("{} articles, {megabytes:.2} MB, best of {ROUNDS}", articles.len());
    for task in &tasks {
        let (name, seconds) = (task.name, task.seconds());
        println!("{name:<12}{:>8.2} MB/s{:>8.3} of words", megabytes / seconds, words / seconds);
    }
    words / tasks[3].seconds()
}

/// Prints the time for one document of 1 and of 10 MB; returns the exponent of growth.
fn grow(articles: &[Document]) -> f64 {
    let text: String = articles.iter().map(|d| d.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let seconds = |times: usize| {
        let document = Document::new("long", vec![text.as_str(); times].join("\n\n"));
        let seconds = |_| {
            let start = Instant::now();
            black_box(extract(&document));
            start.elapsed().as_secs_f64()
        };
        let seconds = (0..ROUNDS).map(seconds).fold(f64::MAX, f64::min);
        println!("one document of {:>5.2} MB: {seconds:.2} s", document.text.len() as f64 / MEGABYTE as f64);
        seconds
    };
    let (short, long) = (seconds(1), seconds(10));
    let growth = (long / short).log10();
    println!("growth: length to the power of {growth:.2}");
    growth
}

/// Prints how long a model file takes to read.
fn load() {
    let start = Instant::now();
    let bytes = fs::read("src/attribution/model.bin").expect("run in the project's folder");
    let model = Model::from_bytes(bytes).expect("the model that ships");
    let took = start.elapsed();
    println!("model {} from a file: {:.1} ms", model.name(), took.as_secs_f64() * 1000.0);
}

/// Prints how many quotations a second are grouped on one core, and the exponent of growth to ten times as many.
fn matching(articles: &[Document]) {
    let quoted =
        |d: &Document| quotation::quotations(&d.text, 0).iter().map(|q| q.content.of(&d.text).to_owned()).collect();
    let quotations: Vec<String> = articles.iter().flat_map(|d| -> Vec<String> { quoted(d) }).collect();
    let quotations: Vec<Vec<&str>> = quotations.iter().map(|q| q.split_whitespace().collect()).collect();
    let options = Options { threads: 1, ..Options::default() };
    let seconds = |count: usize| {
        let start = Instant::now();
        let mut loose = Loose::default();
        (0..count).for_each(|at| loose.add(&variant(&quotations[at % quotations.len()], at), None));
        black_box(loose.groups(&options));
        let seconds = start.elapsed().as_secs_f64();
        println!("{count:>6} quotations grouped: {:.0} a second", count as f64 / seconds);
        seconds
    };
    let (few, many) = (seconds(MATCHED), seconds(10 * MATCHED));
    println!("growth: number of quotations to the power of {:.2}", (many / few).log10());
}

/// How many quotations are matched.
const MATCHED: usize = 5_000;

/// A quotation as the `at`th speaker has it: some of its words are the speaker's own, and some reports are cut.
fn variant(words: &[&str], at: usize) -> String {
    let said = at / 4;
    let own = |(place, word): (usize, &&str)| match (place + said) % 3 {
        0 => format!("{word}{said}"),
        _ => (*word).to_owned(),
    };
    words.iter().enumerate().skip(at % 4 / 3).map(own).collect::<Vec<_>>().join(" ")
}
