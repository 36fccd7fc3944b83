//! The most that fields take, in characters. The checks of forms and the fields on the screen read the same number.

/// Names: of people, institutions, posts, activities.
pub const NAME: usize = 200;
/// Remarks of a line or two.
pub const NOTE: usize = 500;
/// Numbers of letters and decrees, ranks.
pub const NUMBER: usize = 100;
/// Reasons in plain words.
pub const REASON: usize = 2000;
/// Why a score is corrected.
pub const CORRECTION: usize = 1000;
/// User names, as they are given. [`LOGIN`] is what is read when somebody logs in.
pub const USERNAME: usize = 50;
/// User names, as they are typed.
pub const LOGIN: usize = 100;
/// E-mail addresses.
pub const EMAIL: usize = 254;
/// Figures and days as they are typed.
pub const FIGURE: usize = 20;
/// Codes of options, in a draft that may still name one that is none.
pub const CODE: usize = 50;

#[cfg(test)]
#[path = "bounds_tests.rs"]
mod tests;
