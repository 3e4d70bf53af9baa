//! What `muster demo` says to people.

use crate::kernel::language::Text;

pub(super) const FILLING: Text = Text {
    zh: "正在 {folder} 中生成演示数据（真实区县和街镇，虚构人物）…",
    en: "making a demo in {folder} (real districts and towns, people who do not exist) …",
};

pub(super) const PROGRESS: Text =
    Text { zh: "  {percent}%  {done}/{all} 个操作", en: "  {percent}%  {done} of {all} acts" };

pub(super) const FILLED: Text = Text {
    zh: "演示数据已生成，用时 {seconds} 秒",
    en: "the demo is made, in {seconds} s",
};

pub(super) const AGAIN: Text = Text {
    zh: "{folder} 中已有演示数据，直接启动",
    en: "{folder} holds a demo already; it is served as it is",
};

pub(super) const FUTURE: Text =
    Text { zh: "--until 不能晚于今天", en: "--until cannot be later than today" };

pub(super) const REMOTE: Text = Text {
    zh: "演示只在本机开放：{address} 不是回环地址。演示账号的密码会显示在屏幕上；\
         确要让其他机器访问，请加 --allow-remote",
    en: "a demo is served to this machine alone, and {address} is no loopback address. Its \
         passwords are printed; to let other machines reach it all the same, add --allow-remote",
};

pub(super) const TAKEN: Text = Text {
    zh: "无法监听 {address}：{cause}；可用 --listen 换一个地址，端口 0 表示任意空闲端口",
    en: "nothing can be served on {address}: {cause}. Choose another address with --listen; \
         port 0 takes a free one",
};

pub(super) const YEAR_OF_SAMPLE: Text =
    Text { zh: "--year 只用于 --scale federation", en: "--year goes with --scale federation" };

pub(super) const UNTIL_OF_YEAR: Text = Text {
    zh: "--scale federation 生成整年的数据，没有 --until；年份用 --year 指定",
    en: "--scale federation makes a whole year and has no --until; say which with --year",
};

pub(super) const CUT_OFF: Text = Text {
    zh: "{place} 中的演示数据没有生成完（上次被中断）；请删除这个目录（或清空数据库）后重试",
    en: "the demo in {place} is not complete: its making was cut off. Delete the folder, or \
         empty the database, and try again",
};

pub(super) const CLAIMED: Text = Text {
    zh: "另一个 muster 正在 {place} 中生成演示数据；请等它完成",
    en: "another muster is making a demo in {place}; wait until it has ended",
};

pub(super) const FOREIGN: Text = Text {
    zh: "{place} 中已有数据，而且不是演示数据；演示不会写入其中。\
         请用 --data 指定其他目录，或用 DATABASE_URL 指定其他数据库",
    en: "{place} holds data that no demo made, and none is ever written into it. Choose another \
         folder with --data, or another database with DATABASE_URL",
};

pub(super) const OTHER_SCALE: Text = Text {
    zh: "{place} 中的演示数据是以 --scale {scale} 生成的；请加上这个选项，\
         或用 --data 指定其他目录、用 DATABASE_URL 指定其他数据库",
    en: "{place} holds a demo that was made with --scale {scale}: add that, or choose another \
         folder with --data, or another database with DATABASE_URL",
};

pub(super) const OTHER_SEED: Text = Text {
    zh: "{place} 中的演示数据是以 --seed {seed} 生成的；不加 --seed 即可使用，\
         要另外生成请用 --data 指定其他目录，或用 DATABASE_URL 指定其他数据库",
    en: "{place} holds a demo that was made with --seed {seed}: leave --seed out to use it. To \
         make another one, choose another folder with --data, or another database with \
         DATABASE_URL",
};

pub(super) const OTHER_DAY: Text = Text {
    zh: "{place} 中的演示数据截至 {until}；不加 --until 即可使用，\
         要另外生成请用 --data 指定其他目录，或用 DATABASE_URL 指定其他数据库",
    en: "{place} holds a demo until {until}: leave --until out to use it. To make another one, \
         choose another folder with --data, or another database with DATABASE_URL",
};

pub(super) const NO_LOGINS: Text = Text {
    zh: "演示账号存放在 {file}，但无法读取（{cause}）；密码没有别处保存，请重新生成演示数据",
    en: "the logins of the demo are kept in {file}, which cannot be read ({cause}); the passwords \
         are kept nowhere else, so make a new demo",
};

pub(super) const HOLDS: Text = Text {
    zh: "数据：{districts} 个区县、{brigades} 支队伍、{people} 人、{programs} 个项目、\
         {sites} 个服务点、{activities} 场活动、{shifts} 个班次、{stays} 次出勤\
         （截至 {until}）",
    en: "in it: {districts} districts, {brigades} brigades, {people} people, {programs} programs, \
         {sites} sites, {activities} activities, {shifts} shifts, {stays} stays \
         (until {until})",
};

pub(super) const NOW: Text = Text { zh: "此刻，在{unit}：", en: "right now, in {unit}:" };

pub(super) const RUNNING: Text = Text {
    zh: "  · {name}正在进行，{hours}：报名 {expected} 人，在场 {present} 人；\
         下面的志愿者可以签到",
    en: "  · {name} runs from {hours}: {expected} signed up, {present} are there; the \
         volunteer below can check in",
};

pub(super) const FULL: Text = Text {
    zh: "  · {starts} 的班次已满（{seats}/{seats}），候补 {waiting} 人",
    en: "  · the shift on {starts} is full ({seats} of {seats} seats), {waiting} wait",
};

pub(super) const OPEN: Text = Text {
    zh: "  · 1 人昨天签到后没有签退，等本人或负责人确认",
    en: "  · 1 person has not checked out since yesterday; he or a leader is to say when he left",
};

pub(super) const THEN: Text = Text { zh: "{until}，在{unit}：", en: "on {until}, in {unit}:" };

pub(super) const RAN: Text = Text {
    zh: "  · {name}，{hours}：报名 {expected} 人，到场 {present} 人",
    en: "  · {name} ran from {hours}: {expected} had signed up, {present} were there",
};

pub(super) const WAS_FULL: Text = Text {
    zh: "  · {starts} 的班次报满（{seats}/{seats}），候补 {waiting} 人",
    en: "  · the shift on {starts} was full ({seats} of {seats} seats), {waiting} waited",
};

pub(super) const LEFT_OPEN: Text = Text {
    zh: "  · 1 人前一天签到后没有签退，等本人或负责人确认",
    en: "  · 1 person had not checked out since the day before; he or a leader is to say when he \
         left",
};

pub(super) const OVERLAP: Text = Text {
    zh: "  · 1 人同一时间出现在两个班次，等区县管理员处理",
    en: "  · 1 person was in two shifts at once; the district's administrator is to decide",
};

pub(super) const CORRECTION: Text = Text {
    zh: "  · 1 条时长更正待审核，1 条时长异议待答复，{in_review} 条纸质签到待审核",
    en: "  · 1 correction waits for a second person, 1 dispute for an answer, {in_review} records \
         from paper for approval",
};

pub(super) const LOGINS: Text = Text {
    zh: "账号（角色、姓名、手机号、密码、单位）：",
    en: "logins (role, name, phone, password, unit):",
};

pub(super) const VOLUNTEER: Text = Text { zh: "志愿者", en: "volunteer" };

pub(super) const PASTE: Text = Text {
    zh: "粘贴下面三行：负责人登录，确认 {day} 的 {records} 条服务，总会读 {year} 年的合计。\
         总会的 minutes_final 现在是 {minutes}，粘贴后会增加：",
    en: "three lines to paste: the leader signs in, confirms {records} stays of {day}, and \
         headquarters reads the total of {year}. Its minutes_final is {minutes} now, and grows:",
};

/// Given where more than ten working days have passed: part of the lines to paste.
pub(super) const LATE: Text =
    Text { zh: "演示数据，确认时已过期限", en: "a demo, confirmed after it was due" };

pub(super) const PASTED: Text = Text {
    zh: "{day} 的服务都已确认过；总会 {year} 年的 minutes_final 是 {minutes}",
    en: "what was to confirm of {day} is confirmed; headquarters' minutes_final of {year} is \
         {minutes}",
};

pub(super) const STOP: Text = Text {
    zh: "按 Ctrl+C 停止；再次运行会接着用同一份数据，密码存放在 {file}",
    en: "Ctrl+C stops it; started again it goes on with the same data. The passwords are kept in \
         {file}",
};

pub(super) const NO_FIGURES: Text = Text {
    zh: "只有 2023 年公布过全会数据；请用 --year 2023",
    en: "figures of the whole federation were published for 2023 alone: use --year 2023",
};

pub(super) const FILLING_YEAR: Text = Text {
    zh: "正在 {folder} 中生成 {year} 年的全会数据（虚构人物，按公布的数字）…",
    en: "making the federation's year {year} in {folder} (people who do not exist, by the figures \
         that were published) …",
};

pub(super) const FILLING_SMALL: Text = Text {
    zh: "正在 {folder} 中生成 {year} 年的少量测试数据（虚构人物和数字）…",
    en: "making a few figures of the year {year} in {folder}, for tests (people and figures are \
         made up) …",
};

pub(super) const STAGE: Text = Text {
    zh: "  {seconds} 秒  {stage} {done}，每秒 {rate}",
    en: "  {seconds} s  {stage} {done}, {rate} a second",
};

pub(super) const UNITS: Text = Text { zh: "单位", en: "units" };
pub(super) const PEOPLE: Text = Text { zh: "人", en: "people" };
pub(super) const SHIFTS: Text = Text { zh: "班次", en: "shifts" };
pub(super) const STAYS: Text = Text { zh: "出勤", en: "stays" };
pub(super) const REVIEWS: Text = Text { zh: "审核", en: "reviews" };

pub(super) const FILLED_YEAR: Text = Text {
    zh: "全会数据已生成，用时 {seconds} 秒，内存最多 {memory} MB",
    en: "the year is made, in {seconds} s, with {memory} MB of memory at most",
};

pub(super) const HOLDS_YEAR: Text = Text {
    zh: "{year} 年：{districts} 个区县、{brigades} 支队伍、{people} 人、{activities} 场活动、\
         {shifts} 个班次、{stays} 次出勤，其中 {reviewed} 次经第二人审核",
    en: "{year}: {districts} districts, {brigades} brigades, {people} people, {activities} \
         activities, {shifts} shifts, {stays} stays, of which a second person approved {reviewed}",
};

pub(super) const SERVE_YEAR: Text = Text {
    zh: "启动：muster serve --data {folder}；核对：muster doctor --data {folder}",
    en: "to serve it: muster serve --data {folder}; to count again: muster doctor --data {folder}",
};
