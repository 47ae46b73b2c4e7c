//! The JSON Schemas of what programs read, made from the types that write it: of the whole report, and of a line of
//! `extract --format jsonl`. What the types say in their comments stands in the schema as descriptions.

use super::{Record, Report, SCHEMA};
use schemars::{Schema, SchemaGenerator};
use serde_json::json;

/// The schema of a [`Report`], in JSON Schema 2020-12.
pub fn report() -> Schema {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<Report>();
    if let Some(form) = schema.pointer_mut("/properties/schema").and_then(|form| form.as_object_mut()) {
        form.insert("const".to_owned(), json!(SCHEMA));
    }
    schema
}

/// The schema of a [`Record`], in JSON Schema 2020-12.
pub fn record() -> Schema {
    SchemaGenerator::default().into_root_schema_for::<Record>()
}
