//! The registry of refusals and faults: one word each, a status, texts, and what to do about it.
//!
//! A code is never reused for another meaning. `api-spec/errors.md` is generated from this file,
//! and a test fails when they differ.

use super::language::Text;

/// All that is known of a code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The stable word that clients match on.
    pub word: &'static str,
    /// The HTTP status that carries it.
    pub status: u16,
    /// Whether the same request may succeed when it is sent again unchanged.
    pub retryable: bool,
    /// What happened, in a few words.
    pub title: Text,
    /// What happened, in a sentence with its parameters.
    pub detail: Text,
    /// What the person who asked can do.
    pub user: Text,
    /// What a leader can do for him.
    pub leader: Text,
    /// What the operator of the server looks at.
    pub operator: Text,
}

/// Nothing for this reader to do.
const NONE: Text = Text { zh: "无需处理。", en: "Nothing to do." };

macro_rules! text {
    (none) => {
        NONE
    };
    ($zh:literal / $en:literal) => {
        Text { zh: $zh, en: $en }
    };
    (($($inner:tt)+)) => {
        text!($($inner)+)
    };
}

macro_rules! codes {
    ($($code:ident $word:literal $status:literal $again:ident {
        title: $title:tt, detail: $detail:tt, user: $user:tt, leader: $leader:tt, operator: $operator:tt $(,)?
    })+) => {
        /// Why something was not done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $word, "`: ", $status, ".")] $code,)+
        }

        impl Code {
            /// Every code, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// What the registry says of it.
            #[must_use]
            pub const fn entry(self) -> Entry {
                match self {
                    $(Self::$code => Entry {
                        word: $word,
                        status: $status,
                        retryable: again!($again),
                        title: text!($title),
                        detail: text!($detail),
                        user: text!($user),
                        leader: text!($leader),
                        operator: text!($operator),
                    },)+
                }
            }
        }
    };
}

macro_rules! again {
    (retry) => {
        true
    };
    (once) => {
        false
    };
}

codes! {
    // What is wrong with the request itself.
    InvalidJson "invalid_json" 400 once {
        title: ("请求内容不是有效的 JSON" / "The body is not valid JSON"),
        detail: ("请求内容无法按 JSON 读取（第 {line} 行第 {column} 列）。" / "The body cannot be read as JSON (line {line}, column {column})."),
        user: ("请更新应用后重试；若仍出现，请联系开发者。" / "Update the app and try again; if it stays, tell the app's developer."),
        leader: none,
        operator: ("应用发送了损坏的内容：按请求编号查日志。" / "An app sends broken bodies: find the request id in the log."),
    }
    InvalidRequest "invalid_request" 400 once {
        title: ("请求不完整或格式不正确" / "The request is broken or incomplete"),
        detail: ("请求在传输中断开，或不符合 HTTP 格式。" / "The request broke off on its way, or is not proper HTTP."),
        user: ("网络恢复后重试。" / "Try again when the network is better."),
        leader: none,
        operator: none,
    }
    InvalidFields "invalid_fields" 422 once {
        title: ("有内容填写不正确" / "Some fields are not right"),
        detail: ("请按 errors 中逐项说明改正。" / "Each entry of `errors` names a field and what is wrong with it."),
        user: ("改正标出的内容后再提交。" / "Correct the fields that are marked and send again."),
        leader: none,
        operator: none,
    }
    InvalidQuery "invalid_query" 400 once {
        title: ("查询参数不正确" / "A query parameter is not right"),
        detail: ("请按 errors 中逐项说明改正。" / "Each entry of `errors` names a parameter and what is wrong with it."),
        user: ("更换筛选条件后重试。" / "Choose another filter and try again."),
        leader: none,
        operator: none,
    }
    BodyTooLarge "body_too_large" 413 once {
        title: ("请求内容过大" / "The body is too large"),
        detail: ("请求内容最多 {limit_bytes} 字节。" / "A body here may have at most {limit_bytes} bytes."),
        user: ("请分几次提交。" / "Send it in several parts."),
        leader: none,
        operator: none,
    }
    UnsupportedMediaType "unsupported_media_type" 415 once {
        title: ("内容类型不受支持" / "This type of content is not supported"),
        detail: ("此地址只接受 application/json。" / "This address takes application/json."),
        user: ("请更新应用后重试。" / "Update the app and try again."),
        leader: none,
        operator: none,
    }
    MethodNotAllowed "method_not_allowed" 405 once {
        title: ("此地址不支持这种操作" / "This address does not take that method"),
        detail: ("请查看接口文档中此地址可用的方法。" / "The API's page lists the methods of each address."),
        user: ("请更新应用后重试。" / "Update the app and try again."),
        leader: none,
        operator: none,
    }
    NotFound "not_found" 404 once {
        title: ("没有找到" / "Not found"),
        detail: ("没有这个地址或对象，或者您无权知道它是否存在。" / "There is no such address or object, or it is not yours to know of."),
        user: ("核对编号；需要权限时请联系大队长。" / "Check the id; ask your brigade leader when you need access."),
        leader: ("确认此人在所属组织中的队籍与角色。" / "Check the person's membership and roles."),
        operator: none,
    }

    // Who is asking.
    Unauthenticated "unauthenticated" 401 once {
        title: ("需要登录" / "Please sign in"),
        detail: ("请求没有带有效的登录凭证。" / "The request carries no valid access token."),
        user: ("请重新登录。" / "Sign in again."),
        leader: none,
        operator: ("大量出现时检查服务器时间与密钥文件是否更换。" / "If there are many: was the key file replaced, is the server's clock right?"),
    }
    TokenExpired "token_expired" 401 once {
        title: ("登录凭证已过期" / "The access token has expired"),
        detail: ("请用刷新凭证换取新的登录凭证。" / "Exchange the refresh token for a new access token."),
        user: ("应用会自动续期；若反复出现请重新登录。" / "The app renews it by itself; sign in again if this stays."),
        leader: none,
        operator: none,
    }
    SessionEnded "session_ended" 401 once {
        title: ("登录已结束" / "This sign-in has ended"),
        detail: ("此设备的登录已被退出或撤销。" / "This device was signed out or revoked."),
        user: ("请重新登录；手机上尚未提交的记录不会丢失。" / "Sign in again; what was not sent yet stays on the phone."),
        leader: ("手机丢失时，在设备列表中撤销它。" / "When a phone is lost, revoke it in the list of devices."),
        operator: none,
    }
    WrongCredentials "wrong_credentials" 401 once {
        title: ("手机号或密码不正确" / "The phone number or the password is wrong"),
        detail: ("手机号或密码不正确。" / "The phone number or the password is wrong."),
        user: ("核对后重试；忘记密码请联系大队长。" / "Check both and try again; ask your leader when you forgot the password."),
        leader: ("可以为见过面的人生成重置码。" / "You can make a reset code for somebody whom you saw in person."),
        operator: none,
    }
    TooManyAttempts "too_many_attempts" 429 retry {
        title: ("尝试次数过多" / "Too many attempts"),
        detail: ("密码或注册信息多次不正确，请在 {retry_after_s} 秒后再试。" / "A password, a code or a number to sign up with was wrong too often; try again in {retry_after_s} seconds."),
        user: ("稍后再试，或用登录过的手机登录；忘记密码请联系负责人。认领时请填写登记的姓名和手机号。" / "Wait, or sign in on a phone that you signed in on before; ask your leader when you forgot the password. With a claim code, give name and phone number as they were entered."),
        leader: ("可以为见过面的人生成重置码。" / "You can make a reset code for somebody whom you saw in person."),
        operator: ("大量出现说明有人在猜密码或认领码；登录过的手机不受影响。" / "Many of these mean that somebody guesses passwords or codes; phones that signed in before are not affected."),
    }
    Forbidden "forbidden" 403 once {
        title: ("没有权限" / "Not allowed"),
        detail: ("您可以看到此对象，但您的角色不能执行此操作。" / "You may see this, but your role may not do that to it."),
        user: ("请由有权限的负责人操作。" / "Ask somebody whose role allows it."),
        leader: ("由上级组织任命角色后再操作。" / "The unit above you can appoint you to the role that it takes."),
        operator: none,
    }
    SetupCodeInvalid "setup_code_invalid" 403 once {
        title: ("初始化码无效" / "The setup code is not valid"),
        detail: ("初始化码不正确、已使用或已过期。" / "The setup code is wrong, was used, or has expired."),
        user: ("请使用服务器最近一次启动时显示的初始化码。" / "Take the code that the server printed when it last started."),
        leader: none,
        operator: ("还没有管理员时，重新启动服务器会显示新的初始化码。" / "While there is no administrator, each start of the server prints a new code."),
    }

    ClaimCodeInvalid "claim_code_invalid" 403 once {
        title: ("认领码无效" / "The claim code is not valid"),
        detail: ("认领码不正确、已使用或已过期，或与登记的手机号、姓名不符。" / "The claim code is wrong, used or too old, or neither phone number nor name is the recorded one."),
        user: ("按大队长登记的姓名填写，或请大队长重新生成。" / "Give your name as your leader entered it, or ask for a new code."),
        leader: ("在此人档案中重新生成认领码。" / "Make a new claim code in the person's file."),
        operator: none,
    }
    InviteInvalid "invite_invalid" 403 once {
        title: ("邀请码无效" / "The invite is not valid"),
        detail: ("邀请码不正确、已用完或已过期。" / "The invite is wrong, used up, or too old."),
        user: ("请向邀请您的大队长索取新的邀请码。" / "Ask the leader who invited you for a new one."),
        leader: ("在本组织中生成新的邀请码。" / "Make a new invite of your unit."),
        operator: none,
    }

    // What stands against it.
    IdConflict "id_conflict" 409 once {
        title: ("此编号已用于其他内容" / "This id was used for something else"),
        detail: ("同一编号已提交过不同的内容。" / "The same id came with another body before."),
        user: ("若是新内容，请重新填写提交。" / "If it is something new, enter it again."),
        leader: none,
        operator: ("应用重复使用编号：请联系开发者。" / "An app reuses ids: tell its developer."),
    }
    AccountExists "account_exists" 409 once {
        title: ("此人已有账号" / "This person has an account already"),
        detail: ("已有账号的人不需要认领码。" / "A claim code is for somebody who has no account yet."),
        user: ("用已有的手机号登录。" / "Sign in with the phone number of that account."),
        leader: ("忘记密码时生成重置码，不用认领码。" / "When the password is forgotten, make a reset code instead."),
        operator: none,
    }
    PhoneTaken "phone_taken" 409 once {
        title: ("此手机号已有账号" / "This phone number already has an account"),
        detail: ("一个手机号只能用于一个账号登录。" / "A phone number signs in to one account."),
        user: ("用此手机号登录，或使用其他手机号。" / "Sign in with it, or take another number."),
        leader: ("夫妻共用手机时，另一人可不开账号，由您代为登记。" / "When a couple shares a phone, one of them needs no account: mark that one yourself."),
        operator: none,
    }
    UnitParentInvalid "unit_parent_invalid" 409 once {
        title: ("不能放在此上级组织之下" / "It cannot stand below that unit"),
        detail: ("{kind}不能设在{parent_kind}之下。" / "A {kind} does not stand below a {parent_kind}."),
        user: ("请选择合适的上级组织。" / "Choose another unit to put it under."),
        leader: none,
        operator: none,
    }

    VersionRequired "version_required" 428 once {
        title: ("缺少版本号" / "The version is missing"),
        detail: ("修改时须写明所依据的版本：expected_version 或 If-Match。" / "A change names the version that it was made from: `expected_version`, or `If-Match`."),
        user: ("请更新应用后重试。" / "Update the app and try again."),
        leader: none,
        operator: none,
    }
    StaleVersion "stale_version" 412 once {
        title: ("内容已被别人修改" / "Somebody changed it meanwhile"),
        detail: ("当前版本是 {version}，您依据的是 {expected}。" / "It is at version {version} now; your change was made from {expected}."),
        user: ("查看最新内容后再修改。" / "Look at it as it is now, then change it again."),
        leader: none,
        operator: none,
    }
    StateConflict "state_conflict" 409 once {
        title: ("当前状态下不能这样操作" / "Its state does not allow that"),
        detail: ("现在的状态是“{state}”。" / "Its state is: {state}."),
        user: ("刷新后查看当前状态。" / "Refresh, and look at its state."),
        leader: none,
        operator: none,
    }
    LimitReached "limit_reached" 409 once {
        title: ("已达到数量上限" / "There are as many as there may be"),
        detail: ("最多 {max} 个。" / "There may be {max} at most."),
        user: ("结束不再需要的，再添加新的。" / "End one that is no longer needed first."),
        leader: none,
        operator: none,
    }
    AlreadyMember "already_member" 409 once {
        title: ("已在此组织中" / "Already with this unit"),
        detail: ("此人在该组织已有队籍或申请，状态是“{state}”。" / "The person has a membership or an application there already; its state is: {state}."),
        user: ("在“我的队籍”中查看。" / "Look at your memberships."),
        leader: ("在名册中查看此人。" / "Look for the person in the roster."),
        operator: none,
    }
    AlreadyEnrolled "already_enrolled" 409 once {
        title: ("此证件已登记" / "This ID document is on record"),
        detail: ("您管理的人员中已有人登记此证件：{person_id}。" / "Somebody among your people has it already: {person_id}."),
        user: ("请使用已有记录。" / "Use the record that exists."),
        leader: ("若确为两人，请核对证件号码。" / "If these are two people, check the number."),
        operator: none,
    }
    GuardianConsentMissing "guardian_consent_missing" 409 once {
        title: ("缺少监护人同意" / "A guardian's consent is missing"),
        detail: ("未满十八周岁须先记录监护人同意。" / "Under eighteen years of age a guardian has to agree first."),
        user: ("请监护人签字后交给负责人。" / "Have your guardian sign, and hand it to your leader."),
        leader: ("在此人档案中记录监护人同意（书面或口头）。" / "Record the guardian's consent, on paper or oral, in the person's file."),
        operator: none,
    }
    RoleUnitInvalid "role_unit_invalid" 409 once {
        title: ("此组织没有这种角色" / "There is no such role on that unit"),
        detail: ("“{role}”不能设在{unit_kind}上。" / "A {role} cannot be appointed on a {unit_kind}."),
        user: ("请选择合适的组织或角色。" / "Choose another unit or another role."),
        leader: none,
        operator: none,
    }
    LastAdministrator "last_administrator" 409 once {
        title: ("至少要有一名总会管理员" / "Headquarters needs one administrator"),
        detail: ("这是最后一名总会管理员。" / "This is the last administrator of headquarters."),
        user: ("先任命另一名总会管理员。" / "Appoint another one first."),
        leader: none,
        operator: none,
    }

    // What stands against taking part.
    NotAMember "not_a_member" 409 once {
        title: ("尚未加入组织" / "Not a member"),
        detail: ("此活动只接受在队的志愿者报名。" / "Only members may sign up for this activity."),
        user: ("先申请加入一个大队，批准后再报名。" / "Apply to a brigade first, and sign up once you are a member."),
        leader: ("先为此人办理入队。" / "Take the person in first."),
        operator: none,
    }
    MembershipSuspended "membership_suspended" 409 once {
        title: ("队籍已暂停" / "The membership is suspended"),
        detail: ("队籍暂停期间不能报名。" / "Nobody signs up while his membership is suspended."),
        user: ("请联系所属组织了解原因。" / "Ask your unit why."),
        leader: ("由区县管理员恢复队籍。" / "The district's administrator can lift it."),
        operator: none,
    }
    MinorOnDanger "minor_on_danger" 409 once {
        title: ("未成年人不能参加此活动" / "Not for minors"),
        detail: ("此活动有人身危险，未满十八周岁不能参加。" / "This activity is dangerous; nobody under eighteen takes part in it."),
        user: ("请选择其他活动。" / "Choose another activity."),
        leader: ("为此人安排没有人身危险的活动。" / "Find the person something that is not dangerous."),
        operator: none,
    }
    AgeUnknown "age_unknown" 409 once {
        title: ("没有登记出生日期" / "The birth date is not on record"),
        detail: ("此活动有人身危险，须先登记出生日期以确认已成年。" / "This activity is dangerous: that the person is of age has to be on record first."),
        user: ("带身份证请负责人登记。" / "Show your ID document to your leader."),
        leader: ("查看证件后在此人档案中登记出生日期。" / "See the document and enter the birth date in the person's file."),
        operator: none,
    }
    InsuranceMissing "insurance_missing" 409 once {
        title: ("缺少有效的保险" / "There is no insurance"),
        detail: ("此活动有人身危险，{date} 没有有效的意外伤害保险。" / "This activity is dangerous, and no accident insurance is in force on {date}."),
        user: ("请联系负责人。" / "Ask your leader."),
        leader: ("由本级或上级组织登记当日有效的保险单。" / "Have your unit, or one above it, enter a policy that is in force that day."),
        operator: none,
    }
    SignUpClosed "sign_up_closed" 409 once {
        title: ("报名未开放" / "Sign-up is closed"),
        detail: ("班次开放期间、截止时间之前才能报名：此班次现为“{state}”，报名截止时间 {closes_at}。" / "One signs up while a shift is open and before its time is up: this one is {state}, its time {closes_at}."),
        user: ("请选择其他班次，或联系负责人。" / "Choose another shift, or ask the leader."),
        leader: ("班次开放且未到截止时间才能报名；需要时先修改班次。" / "A shift takes sign-ups while it is open and before it closes; change the shift if it should."),
        operator: none,
    }
    SignUpClash "sign_up_clash" 409 once {
        title: ("与已确认的班次时间冲突" / "It clashes with another shift of yours"),
        detail: ("与您已确认的另一班次（{starts_at} 至 {ends_at}）时间重叠。" / "It overlaps with another shift, which you have a place in ({starts_at} to {ends_at})."),
        user: ("先退出其中一个班次。" / "Withdraw from one of them first."),
        leader: none,
        operator: none,
    }
    PersonUnavailable "person_unavailable" 409 once {
        title: ("此人当时没有空" / "The person is not available then"),
        detail: ("此人在该时段不能参加。" / "The person cannot take part at that time."),
        user: ("请联系此人，或另找一人。" / "Ask the person, or find somebody else."),
        leader: ("请联系此人，或另找一人。" / "Ask the person, or find somebody else."),
        operator: none,
    }
    WaitlistFull "waitlist_full" 409 once {
        title: ("候补已满" / "The waitlist is full"),
        detail: ("此岗位的候补最多 {max} 人。" / "At most {max} people wait for this position."),
        user: ("请选择其他岗位或班次。" / "Choose another position or another shift."),
        leader: ("需要时增加名额或另加班次。" / "Add seats, or another shift, if so many want to come."),
        operator: none,
    }
    AlreadySignedUp "already_signed_up" 409 once {
        title: ("已报过名" / "Already signed up"),
        detail: ("您（或您代为报名的人）在此班次已有报名，状态是“{state}”。" / "You, or the one whom you sign up, have a place or a wish in this shift already; its state is: {state}."),
        user: ("在“我的报名”中查看；更换岗位请先退出。" / "Look at your sign-ups; to change the position, withdraw first."),
        leader: ("在报名名单中查看此人。" / "Look for the person among the sign-ups."),
        operator: none,
    }
    OfferExpired "offer_expired" 409 once {
        title: ("候补名额已过期" / "The offer has run out"),
        detail: ("此名额保留到 {offered_until}。" / "The seat was kept until {offered_until}."),
        user: ("可重新报名排队。" / "Sign up again to wait for another."),
        leader: none,
        operator: none,
    }

    // What stands against a plan.
    ActivityIncomplete "activity_incomplete" 409 once {
        title: ("活动内容不完整" / "The activity is not complete"),
        detail: ("提交前须填写 errors 中列出的各项。" / "Each entry of `errors` names what has to be there before it is submitted."),
        user: ("补充后再提交。" / "Fill in what is missing, then submit it."),
        leader: ("法规要求公布内容、时间、地点、条件、人数、保障和风险。" / "The law wants content, time, place, conditions, number, safeguards and risks made known."),
        operator: none,
    }
    AudienceInvalid "audience_invalid" 409 once {
        title: ("报名范围不正确" / "These are not the ones it can be for"),
        detail: ("报名范围只能是公开、本组织或其上级组织。" / "An activity is for everybody, for its own unit, or for one above it."),
        user: ("请选择其他范围。" / "Choose another audience."),
        leader: none,
        operator: none,
    }
    HasSignUps "has_sign_ups" 409 once {
        title: ("已有人报名" / "People have signed up"),
        detail: ("班次中已有人报名、候补或受邀，不能这样修改。" / "In a shift people have a place, wait or are invited; it cannot be changed like that."),
        user: ("先请这些人退出，或取消该班次；需要时另建一个。" / "Have them withdraw first, or cancel the shift; make another if one is wanted."),
        leader: ("取消会通知所有报名者。" / "Everybody who signed up is told when you cancel it."),
        operator: none,
    }
    SeatsTaken "seats_taken" 409 once {
        title: ("名额已被占用" / "The seats are taken"),
        detail: ("岗位 {position} 已有 {taken} 人，名额不能更少。" / "{taken} people have a seat in position {position}; there cannot be fewer."),
        user: ("先请多出的人退出。" / "Have somebody withdraw first."),
        leader: none,
        operator: none,
    }
    ShiftsAhead "shifts_ahead" 409 once {
        title: ("还有未结束的班次" / "There are shifts ahead"),
        detail: ("此活动还有班次没有结束。" / "A shift of this activity has not ended yet."),
        user: ("先取消或等待这些班次结束。" / "Cancel what will not take place, or wait for its end."),
        leader: none,
        operator: none,
    }
    ShiftNotBegun "shift_not_begun" 409 once {
        title: ("班次尚未开始" / "The shift has not begun"),
        detail: ("班次于 {starts_at} 开始，此前不能关闭或小结。" / "It begins at {starts_at} and is not closed or reported on before."),
        user: ("不再举行的班次请取消。" / "If it will not take place, cancel it."),
        leader: none,
        operator: none,
    }
    ShiftNotOver "shift_not_over" 409 once {
        title: ("班次尚未结束" / "The shift is not over"),
        detail: ("班次于 {ends_at} 结束，此前不能确认时长。" / "It ends at {ends_at}, and hours are not confirmed before."),
        user: ("请在班次结束后确认。" / "Confirm them when it is over."),
        leader: none,
        operator: none,
    }

    // What stands against a presence, or against a record of it.
    ShiftCancelled "shift_cancelled" 409 once {
        title: ("班次已取消" / "The shift was cancelled"),
        detail: ("已取消的班次不能再登记出勤或小结。" / "Nobody is entered as present in a shift that was cancelled, nor is it reported on."),
        user: ("若班次照常进行，请告诉负责人。" / "If it takes place after all, tell the leader."),
        leader: ("为实际举行的服务另建班次。" / "Add a shift for what does take place."),
        operator: none,
    }
    NotCountable "not_countable" 409 once {
        title: ("此类活动不计志愿服务时间" / "This kind of activity is no service time"),
        detail: ("会议、值班等活动不记录志愿服务时间。" / "Meetings, office duty and the like are not recorded as service."),
        user: none,
        leader: ("若活动类型填错，请先更正活动。" / "If the kind of the activity is wrong, correct the activity first."),
        operator: none,
    }
    StayOpen "stay_open" 409 once {
        title: ("尚未签退" / "A stay has no end yet"),
        detail: ("有一段出勤没有结束时间，或签退建议尚未确认。" / "A stay in this shift has no end yet, or its proposed end was not confirmed."),
        user: ("请签退，或确认建议的结束时间。" / "Check out, or confirm the proposed end."),
        leader: ("登记签退，或确认建议的结束时间，再确认记录。" / "Mark the check-out or confirm the proposed end, then confirm the record."),
        operator: none,
    }
    StaysOverlap "stays_overlap" 409 once {
        title: ("出勤时间重叠" / "Stays overlap"),
        detail: ("此人同一时间在另一班次也有出勤，须先由共同的上级处理。" / "The person was captured in another shift at the same time; a superior of both units decides first."),
        user: ("请向负责人说明您当时在哪里。" / "Tell your leader where you were."),
        leader: ("请上级处理重叠的出勤。" / "Ask the superior of both units to settle the overlap."),
        operator: none,
    }
    LateReasonMissing "late_reason_missing" 409 once {
        title: ("已过记录期限，请说明原因" / "The record is late: say why"),
        detail: ("此服务应不晚于 {due_on} 记录。" / "This service was to be recorded by {due_on}."),
        user: none,
        leader: ("填写迟记原因后再确认。" / "Confirm it again with a reason."),
        operator: none,
    }
    OwnRecord "own_record" 403 once {
        title: ("不能处理自己的服务记录" / "Nobody decides about his own hours"),
        detail: ("服务时间由他人确认、审核和更正。" / "Hours are confirmed, approved and corrected by somebody else."),
        user: ("请其他负责人或上级处理。" / "Ask another leader, or your superior."),
        leader: none,
        operator: none,
    }
    SecondPersonNeeded "second_person_needed" 403 once {
        title: ("须由第二人处理" / "A second person is needed"),
        detail: ("登记、确认、更正、提议或申请过的人不能再审核同一件事。" / "Who entered, confirmed, corrected, proposed or asked for it does not decide about it too."),
        user: ("请另一位负责人或上级处理。" / "Ask another leader, or your superior."),
        leader: none,
        operator: none,
    }
    SuperiorNeeded "superior_needed" 403 once {
        title: ("须由上级审核" / "A superior is needed"),
        detail: ("补录的时间和负责人本人的时间由区县或总会审核。" / "What was entered afterwards, and a leader's own hours, are approved by the district or by headquarters."),
        user: none,
        leader: ("请区县管理员审核。" / "Ask the administration of your district."),
        operator: none,
    }

    // What is ours.
    QueueFull "queue_full" 503 retry {
        title: ("服务器繁忙" / "The server is busy"),
        detail: ("排队的请求过多，这次没有保存任何内容。" / "Too many requests wait; nothing of this one was stored."),
        user: ("请稍后重试。" / "Try again in a moment."),
        leader: none,
        operator: ("查看 /metrics 中的 muster_waiting；写入队列长期不空时需要更快的磁盘。" / "Look at muster_waiting in /metrics; if the writer's queue is never empty, the disk is too slow."),
    }
    StorageFailed "storage_failed" 503 retry {
        title: ("暂时无法确认保存" / "It is not known to be stored"),
        detail: ("数据库没有确认写入，可能已保存，也可能没有。" / "The database did not confirm the write; it may or may not be stored."),
        user: ("请稍后用同一编号重试，不会重复保存。" / "Try again later with the same id; it is never stored twice."),
        leader: none,
        operator: ("检查磁盘空间与数据库日志。" / "Check the free space of the disk and the database's log."),
    }
    Stopping "stopping" 503 retry {
        title: ("服务器正在停止" / "The server is stopping"),
        detail: ("服务器正在停止，这次没有保存任何内容。" / "The server is stopping; nothing of this request was stored."),
        user: ("稍后重试。" / "Try again in a moment."),
        leader: none,
        operator: none,
    }
    Internal "internal" 500 retry {
        title: ("服务器内部错误" / "A fault of the server"),
        detail: ("服务器出错，请求没有完成。请求编号：{request_id}。" / "The server failed; the request was not done. Request id: {request_id}."),
        user: ("稍后重试；若仍出现，请把请求编号告诉负责人。" / "Try again later; if it stays, pass on the request id."),
        leader: ("把请求编号转给管理员。" / "Pass the request id on to the operator."),
        operator: ("按请求编号在日志中查原因并上报。" / "Find the request id in the log and report the cause."),
    }
}

macro_rules! field_codes {
    ($($code:ident $word:literal $text:tt)+) => {
        /// What is wrong with one field.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FieldCode {
            $(#[doc = concat!("`", $word, "`.")] $code,)+
        }

        impl FieldCode {
            /// Every code, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The stable word that clients match on.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$code => $word,)+ }
            }

            /// What a person is told.
            #[must_use]
            pub const fn text(self) -> Text {
                match self { $(Self::$code => text!($text),)+ }
            }
        }
    };
}

field_codes! {
    Missing "missing" ("必填。" / "It is required.")
    Blank "blank" ("不能为空。" / "It must not be blank.")
    WrongType "wrong_type" ("类型不正确。" / "It is of the wrong type.")
    Repeated "repeated" ("重复出现。" / "It appears twice.")
    UnknownField "unknown_field" ("没有这一项。" / "There is no such field.")
    UnknownValue "unknown_value" ("不在允许的取值之内。" / "It is none of the values that are allowed.")
    NotAvailable "not_available" ("已结束、已关闭或不能担任，不可选择。" / "It has ended, is closed, or cannot be chosen for this.")
    WholeMinutes "whole_minutes" ("须为整分钟。" / "It must be a whole minute, without seconds.")
    TooShort "too_short" ("太短。" / "It is too short.")
    TooLong "too_long" ("太长。" / "It is too long.")
    OutOfRange "out_of_range" ("超出范围。" / "It is out of range.")
    ControlCharacter "control_character" ("含有不可见字符。" / "It holds a character that cannot be seen.")
    TooMany "too_many" ("数量过多。" / "There are too many.")
    TooManyRows "too_many_rows" ("结果行数过多：请缩小组织或时间范围，或少选一种分组。" / "The answer would have too many rows: choose a smaller unit or period, or cut it by less.")
    OneOf "one_of" ("几项中须填且只填一项。" / "Exactly one of these is wanted.")
    InvalidDate "invalid_date" ("不是有效的日期。" / "It is not a date.")
    InFuture "in_future" ("不能晚于现在。" / "It must not lie in the future.")
    TooEarly "too_early" ("早于允许的时间。" / "It is earlier than it may be.")
    Contradicts "contradicts" ("与其他内容不一致。" / "It contradicts another field.")
    Settled "settled" ("活动提交后不能再修改；请先退回草稿。" / "It cannot be changed once the activity was submitted; take it back to a draft first.")
    CrossesItself "crosses_itself" ("边界线不能相交或重叠。" / "Its sides must not cross or touch.")
    InvalidIdNumber "invalid_id_number" ("不是有效的证件号码。" / "It is not a valid number of such a document.")
    InvalidPhone "invalid_phone" ("不是有效的手机号。" / "It is not a phone number.")
    WrongPassword "wrong_password" ("密码不正确。" / "This is not the password.")
    CommonPassword "common_password" ("这个密码太常见。" / "This password is too common.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_word_of_its_own_and_a_status_of_failure() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.entry().word).collect();
        words.sort_unstable();
        words.dedup();

        assert_eq!(words.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| (400..=599).contains(&code.entry().status)));
    }
}
