//! What the command line says to people, in both languages.

use crate::kernel::language::Text;

pub(super) const FAILED: Text = Text { zh: "出错", en: "failed" };

pub(super) const LISTENING: Text =
    Text { zh: "服务地址 http://{address}", en: "listening on http://{address}" };

pub(super) const DOCS: Text = Text {
    zh: "接口文档 http://{address}/docs/",
    en: "the API's page: http://{address}/docs/",
};

/// The word before the colon is the same in both languages: scripts read this line.
pub(super) const SETUP_CODE: Text = Text { zh: "setup code: {code}", en: "setup code: {code}" };

pub(super) const SETUP_HOW: Text = Text {
    zh: "还没有管理员。用上面的一次性初始化码（24 小时内有效）建立第一个管理员账号，\
         改好姓名、手机号和密码后粘贴：\n\n{line}\n",
    en: "Nobody administers the federation yet. The code above makes the first administrator's \
         account, once, within 24 hours. Put in name, phone number and password, and paste:\n\n\
         {line}\n",
};

pub(super) const STOPPING: Text = Text {
    zh: "正在停止：完成手头的请求…",
    en: "stopping: finishing the requests at hand…",
};

pub(super) const FOLDER_TAKEN: Text = Text {
    zh: "数据目录 {folder} 正被另一个 muster 使用；请先停止它，或用 --data 指定其他目录",
    en: "the data folder {folder} is in use by another muster; stop that one, or choose another \
         folder with --data",
};

pub(super) const WRITER_STOPPED: Text = Text {
    zh: "磁盘写入失败（{cause}），为保护数据已停止写入；请检查磁盘后重新启动",
    en: "the disk failed ({cause}); to protect what is stored nothing more is written. Check the \
         disk and start again",
};

pub(super) const KEY_MISSING: Text = Text {
    zh: "{folder}/keys/root.key 不见了：没有它，库中加密的内容无法读取。\
         请把备份时另存的 keys 目录放回原处",
    en: "{folder}/keys/root.key is missing: without it what is encrypted in the database cannot \
         be read. Put back the keys folder that you keep apart from the backups",
};

pub(super) const WRONG_ROOT_KEY: Text = Text {
    zh: "这个数据库是用另一把根密钥建立的，已停止启动以免写入无法读取的内容；请改用原来的根密钥",
    en: "this database was made with another root key; to write nothing that could not be read, \
         the server does not start. Use the root key that it was made with",
};

pub(super) const UNOPENED: Text =
    Text { zh: "数据库无法打开：{cause}", en: "the database cannot be opened: {cause}" };

pub(super) const NO_DATABASE: Text = Text {
    zh: "{folder} 中没有数据库；请用 --data 指定数据目录，或用 DATABASE_URL 指定 PostgreSQL 数据库",
    en: "there is no database in {folder}; say with --data where the data folder is, or with \
         DATABASE_URL which PostgreSQL database to read",
};

pub(super) const UNOPENED_TO_READ: Text = Text {
    zh: "数据库无法打开：{cause}；请检查地址、权限，以及它是否是 Muster 的数据库",
    en: "the database cannot be opened: {cause}; check its address, your rights to it, and whether \
         it is Muster's",
};

pub(super) const SCHEMA_OLDER: Text = Text {
    zh: "数据库的结构早于这个版本；请先用这个版本启动一次 muster serve",
    en: "the database is of an older version; start muster serve of this version on it once",
};

pub(super) const SCHEMA_NEWER: Text = Text {
    zh: "数据库的结构新于这个版本；请使用写入它的那个版本的 muster",
    en: "the database is of a newer version; use the muster that wrote it",
};

pub(super) const UNREAD: Text = Text {
    zh: "读取数据库时出错：{cause}",
    en: "the database could not be read: {cause}",
};

pub(super) const DOCTOR_COUNTING: Text =
    Text { zh: "正在逐行重新核算…", en: "counting everything again…" };

pub(super) const CHECK_AGREES: Text =
    Text { zh: "✓ {check}（{counted} 项）", en: "✓ {check} ({counted} compared)" };

pub(super) const CHECK_DIFFERS: Text = Text {
    zh: "✗ {check}（{counted} 项，{differences} 项不符）",
    en: "✗ {check} ({counted} compared, {differences} differ)",
};

pub(super) const DIFFERS: Text = Text { zh: "{of}：{finding}", en: "{of}: {finding}" };

pub(super) const FIGURES_DIFFER: Text = Text {
    zh: "{of}：现为 {kept}，应为 {follows}",
    en: "{of}: is {kept}, should be {follows}",
};

pub(super) const DOCTOR_AGREES: Text = Text { zh: "全部一致", en: "all agrees" };

pub(super) const DOCTOR_DIFFERS: Text = Text {
    zh: "共 {differences} 项不符；请保留数据目录的副本，并把以上输出告知维护者",
    en: "{differences} things differ; keep a copy of the data folder and report the lines above",
};

pub(super) const ADMINISTERED: Text = Text {
    zh: "已有管理员可以登录，不再生成初始化码；忘记密码请用 muster admin password",
    en: "somebody who can sign in administers the federation, so there is no setup code; for a \
         password that is lost there is muster admin password",
};

pub(super) const UNFIT_PHONE: Text =
    Text { zh: "{phone} 不是手机号", en: "{phone} is no phone number" };

pub(super) const NO_ACCOUNT: Text = Text {
    zh: "没有账号用 {phone} 登录；请核对号码",
    en: "no account signs in with {phone}; check the number",
};

/// The words before the colon are the same in both languages: scripts read this line.
pub(super) const NEW_PASSWORD: Text = Text {
    zh: "new password: {password}\n请告诉本人并请他登录后立即修改；他的所有设备都已退出",
    en: "new password: {password}\nTell its owner, who should change it at once; all his devices \
         are signed out",
};
