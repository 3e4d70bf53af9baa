//! How service time was proven.

use super::words::{Word, words};

words! {
    /// How the minutes of a record were proven, from the strongest to the weakest. Every total can
    /// be split by it: what an administrator typed in never looks like what two people saw.
    pub enum ProofClass {
        /// The person himself and a leader captured it, each for himself.
        TwoParty => "two_party" ("双方确认" / "by both parties"),
        /// The person himself, and his position was within the fence.
        SelfOnsite => "self_onsite" ("本人在现场签到" / "by himself, on site"),
        /// The person himself, and nothing says where he was.
        SelfDeclared => "self_declared" ("本人申报" / "declared by himself"),
        /// A leader who was there marked him.
        LeaderRoster => "leader_roster" ("负责人点名" / "by the leader's roster"),
        /// Somebody copied it from a sheet of paper.
        PaperSheet => "paper_sheet" ("纸质签到表" / "from a paper sheet"),
        /// Somebody typed it in afterwards.
        Backfill => "backfill" ("事后补录" / "entered afterwards"),
        /// It comes from an earlier system.
        CarriedOver => "carried_over" ("历史结转" / "carried over"),
    }
}

impl ProofClass {
    /// The number that cells hold: 0 for the strongest.
    #[must_use]
    pub fn number(self) -> i16 {
        let place = Self::ALL.iter().position(|class| *class == self);
        place.and_then(|place| i16::try_from(place).ok()).unwrap_or(i16::MAX)
    }

    /// The class of a number in a cell.
    #[must_use]
    pub fn of_number(number: i16) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_a_number_of_its_own_and_the_weakest_the_highest() {
        for class in ProofClass::ALL {
            assert_eq!(ProofClass::of_number(class.number()), Some(*class));
        }
        assert_eq!(ProofClass::TwoParty.number(), 0);
        assert_eq!(ProofClass::CarriedOver.number(), 6);
        assert_eq!([ProofClass::of_number(7), ProofClass::of_number(-1)], [None, None]);
    }
}
