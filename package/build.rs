//! Says which calculators the engine has: all, or the one whose id `SUANPAN_ONLY` names, so that who needs one loads no other.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use suanpan::calculators;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SUANPAN_ONLY");
    let wanted = env::var("SUANPAN_ONLY").unwrap_or_default();
    let here = calculators::places_of(&wanted);
    if here.is_empty() {
        return Err(format!("SUANPAN_ONLY names {wanted}: there is no such calculator").into());
    }
    // All are those that the engine is compiled with, a toy for tests among them.
    let list: String = here.iter().map(|(index, _)| format!("suanpan::calculators::ALL[{index}], ")).collect();
    let list = if wanted.is_empty() { "suanpan::calculators::ALL".to_owned() } else { format!("&[{list}]") };
    let rules = here.iter().any(|(_, calculator)| calculator.has_rules());
    let code = format!(
        "/// The calculators of this engine.\npub const HERE: &[&dyn suanpan::schema::Calculator] = {list};\n\
         /// Whether one of them asks rules.\npub const RULES: bool = {rules};\n"
    );
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("here.rs"), code)?;
    Ok(())
}
