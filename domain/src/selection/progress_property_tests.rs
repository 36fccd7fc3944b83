use proptest::prelude::*;

use super::{tests::decision, *};
use crate::{
    number::{Score, Weight},
    selection::stage::{OwnStage, PlannedStage},
};

/// What may be asked of an applicant's progress.
#[derive(Clone, Debug)]
enum Command {
    Advance,
    StepBack,
    /// A score or result for the stage at a place, reached or not, whichever of both belongs there.
    Score(usize, Outcome, Option<String>),
    /// What belongs there for the stage reached last, so that long runs get somewhere.
    ScoreHere(Score, Verdict),
    Decide(bool),
    Revoke,
}

fn any_score() -> impl Strategy<Value = Score> {
    prop_oneof![Just(750), 100u16..=1000].prop_map(|hundredths| Score::from_hundredths(hundredths).unwrap())
}

/// Now and then somebody fails; were it as often as not, nobody would get far.
fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![6 => Just(Verdict::Passed), 1 => Just(Verdict::Failed)]
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![any_score().prop_map(Outcome::from), any_verdict().prop_map(Outcome::from)]
}

/// One to eight stages in any order, some with names of their own, of which some are passed or failed.
fn any_scheme() -> impl Strategy<Value = Scheme> {
    let own = (0..4).filter_map(OwnStage::at).map(Stage::Own);
    let all: Vec<_> = Stage::USUAL.into_iter().chain(own).collect();
    let bare = prop::array::uniform8(any::<bool>());
    (Just(all).prop_shuffle(), 1usize..=8, prop::array::uniform8(0u8..=20), bare).prop_map(
        |(stages, count, more, bare)| {
            let chosen = &stages[..count];
            let mut weighted: Vec<bool> = chosen
                .iter()
                .zip(bare)
                .map(|(stage, bare)| !(bare && matches!(stage, Stage::Own(_))))
                .collect();
            if !weighted.contains(&true) {
                weighted[0] = true;
            }
            let mut left = 100 - 10 * weighted.iter().filter(|weighted| **weighted).count();
            let first = weighted.iter().position(|weighted| *weighted).unwrap();
            let mut percents: Vec<usize> = Vec::new();
            for (weighted, more) in weighted.iter().zip(more) {
                let more = if *weighted { left.min(usize::from(more)) } else { 0 };
                left -= more;
                percents.push(10 + more);
            }
            percents[first] += left;
            let planned = chosen.iter().zip(percents).zip(weighted).map(|((stage, percent), weighted)| {
                let weight = Weight::new(u8::try_from(percent).unwrap()).unwrap();
                match *stage {
                    Stage::Own(own) => {
                        PlannedStage::own(own, format!("Uji {}", own.row()), weighted.then_some(weight))
                    }
                    usual => PlannedStage::usual(usual, weight),
                }
            });
            Scheme::new(planned.collect()).unwrap()
        },
    )
}

fn any_command() -> impl Strategy<Value = Command> {
    let reason = prop_oneof![Just(None), Just(Some(" ".to_owned())), Just(Some("keliru".to_owned()))];
    prop_oneof![
        5 => Just(Command::Advance),
        1 => Just(Command::StepBack),
        4 => (0usize..8, any_outcome(), reason).prop_map(|(at, outcome, reason)| Command::Score(at, outcome, reason)),
        4 => (any_score(), any_verdict()).prop_map(|(score, verdict)| Command::ScoreHere(score, verdict)),
        2 => any::<bool>().prop_map(Command::Decide),
        1 => Just(Command::Revoke),
    ]
}

/// Whether a command should be taken, told from the bare data.
fn should_be_taken(command: &Command, before: &Progress, scheme: &Scheme) -> bool {
    let (reached, outcomes, decided) = (before.reached(), before.outcomes(), before.decision().is_some());
    let (stages, here_is_done) = (scheme.stages().len(), reached > 0 && outcomes.len() == reached);
    let failed_before = |at: usize| outcomes.iter().take(at).any(is_failed);
    match command {
        Command::Advance => reached == 0 || reached < stages && here_is_done && !failed_before(reached),
        Command::StepBack => reached > 0 && !here_is_done,
        Command::ScoreHere(..) => reached > 0 && !here_is_done && !decided && !failed_before(reached),
        Command::Score(at, new, reason) => {
            let reasoned = reason.as_ref().is_some_and(|r| !r.trim().is_empty());
            let belongs = matches!(new, Outcome::Score(_)) == scheme.stages()[*at].weight().is_some();
            let open = *at < reached && !decided && belongs && !failed_before(*at);
            open && outcomes.get(*at).is_none_or(|old| old != new && reasoned)
        }
        Command::Decide(_) => outcomes.len() == stages && !decided && !failed_before(stages),
        Command::Revoke => decided,
    }
}

fn is_failed(outcome: &Outcome) -> bool {
    *outcome == Outcome::Verdict(Verdict::Failed)
}

fn check_invariants(progress: &Progress, scheme: &Scheme) -> Result<(), TestCaseError> {
    let (reached, outcomes, stages) = (progress.reached(), progress.outcomes(), scheme.stages().len());
    prop_assert!(reached <= stages);
    prop_assert!(outcomes.len() <= reached && outcomes.len() + 1 >= reached);
    prop_assert!(progress.decision().is_none() || outcomes.len() == stages);
    prop_assert!(progress.decision().is_none() || !outcomes.iter().any(is_failed));
    let products =
        scheme.stages().iter().zip(outcomes).map(|(stage, outcome)| match (stage.weight(), outcome) {
            (Some(weight), Outcome::Score(score)) => {
                Some(u32::from(score.hundredths()) * u32::from(weight.get()))
            }
            (None, Outcome::Verdict(_)) => Some(0),
            _ => None,
        });
    let products: Vec<u32> = products.collect::<Option<_>>().expect("every stage holds what belongs there");
    let ranked = outcomes.len() == stages && !outcomes.iter().any(is_failed);
    let total = ranked.then(|| products.iter().sum());
    prop_assert_eq!(progress.total(scheme).map(Mark::hundredths), total);
    let stored: Vec<_> =
        scheme.stages().iter().map(|planned| progress.outcome(scheme, planned.stage())).collect();
    let restored = Progress::restore(reached, &stored, progress.decision().cloned());
    prop_assert_eq!(restored.as_ref(), Ok(progress));
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_of_commands_breaks_an_applicants_progress(
        scheme in any_scheme(),
        commands in prop::collection::vec(any_command(), 0..80),
    ) {
        let mut progress = Progress::eligible();
        for command in commands {
            let before = progress.clone();
            let mut saved = None;
            let here = scheme.stage(before.reached().saturating_sub(1)).unwrap();
            let answer = match command.clone() {
                Command::Advance => progress.clone().advance(&scheme),
                Command::StepBack => progress.clone().step_back(),
                Command::Score(at, outcome, reason) => {
                    let stage = scheme.stage(at % scheme.stages().len()).unwrap();
                    progress.clone().save_score(&scheme, stage, outcome, reason).map(|(p, change)| { saved = Some(change); p })
                }
                Command::ScoreHere(score, verdict) => {
                    let weighted = scheme.find(here).unwrap().weight().is_some();
                    let outcome = if weighted { Outcome::from(score) } else { verdict.into() };
                    progress.clone().save_score(&scheme, here, outcome, None).map(|(p, change)| { saved = Some(change); p })
                }
                Command::Decide(accepted) => progress.clone().decide(&scheme, decision(accepted, None)),
                Command::Revoke => progress.clone().revoke(),
            };
            let command = match command {
                Command::Score(at, score, reason) => Command::Score(at % scheme.stages().len(), score, reason),
                other => other,
            };
            let taken = should_be_taken(&command, &before, &scheme);
            prop_assert_eq!(answer.is_ok(), taken, "{:?} on {:?}", command, before);
            match answer {
                Ok(next) => progress = next,
                Err(_) => prop_assert_eq!(&progress, &before),
            }
            if let Some(change) = saved {
                prop_assert_eq!(before.outcome(&scheme, change.stage), change.before);
                prop_assert_eq!(progress.outcome(&scheme, change.stage), Some(change.after));
                prop_assert_eq!(change.before.is_some(), change.reason.is_some());
            } else {
                prop_assert_eq!(before.outcomes(), progress.outcomes(), "only saving a score changes scores");
            }
            check_invariants(&progress, &scheme)?;
        }
    }

    #[test]
    fn any_row_is_restored_or_refused_and_never_half_taken(
        reached in 0usize..10,
        outcomes in prop::collection::vec(prop::option::of(any_outcome()), 1..=8),
        decided in any::<bool>(),
    ) {
        let decided = decided.then(|| decision(false, Some("usia")));
        let outcomes = outcomes.as_slice();
        let sound = reached <= outcomes.len()
            && outcomes.iter().take(reached.saturating_sub(1)).all(Option::is_some)
            && outcomes.iter().skip(reached).all(Option::is_none)
            && (decided.is_none() || outcomes.iter().all(|one| one.as_ref().is_some_and(|one| !is_failed(one))));
        match Progress::restore(reached, outcomes, decided.clone()) {
            Ok(progress) => {
                prop_assert!(sound);
                let known: Vec<_> = outcomes.iter().flatten().copied().collect();
                prop_assert_eq!((progress.reached(), progress.outcomes()), (reached, &*known));
                prop_assert_eq!(progress.decision(), decided.as_ref());
            }
            Err(_) => prop_assert!(!sound),
        }
    }
}
