//! Programs, and what they are for.

use crate::kernel::words::words;

words! {
    /// What a program is for.
    pub enum Theme {
        /// Villages.
        RuralRevitalisation =>
            "rural_revitalisation" ("乡村振兴" / "rural revitalisation"),
        /// The poor and the weak.
        Relief => "relief" ("扶弱济困" / "help for the poor and weak"),
        /// Floods, fires, landslides.
        Emergency => "emergency" ("应急救助" / "emergency relief"),
        /// The old.
        ElderCare => "elder_care" ("敬老助老" / "care for the old"),
        /// Children.
        Children => "children" ("关爱儿童" / "children"),
        /// The disabled.
        Disability => "disability" ("扶残助残" / "help for the disabled"),
        /// Schools and learning.
        Education => "education" ("教育助学" / "education"),
        /// Illness and health.
        Health => "health" ("医疗健康" / "health"),
        /// Nature.
        Environment => "environment" ("生态环保" / "environment"),
        /// Neighbourhoods.
        Community => "community" ("社区服务" / "community service"),
    }
}
