//! What help and complaints about arguments say, in both languages: one row per command and per argument.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::args::Args;
use crate::kernel::text::{Lang, Phrase, Text};
use crate::{phrase, text};

/// Path of a command (`demo reset`) or of its argument (`demo reset:copies`), and what it is.
///
/// An argument that holds for every command, and `--help`, stand under the empty path.
#[rustfmt::skip]
const WORDS: &[(&str, Text)] = &[
    ("", text!("居民养老保险经办台。不带命令即打开经办台界面",
        "The operator console of a resident pension scheme. Without a command the console opens")),
    (":db", text!("数据库地址：sqlite:路径，或 postgres://主机[,主机]/库名（不得写口令）",
        "The database: sqlite:PATH or postgres://HOST[,HOST]/NAME, never with a password")),
    (":lang", text!("界面语言：zh 中文，en 英文", "The language: zh or en")),
    (":operator", text!("以该操作员身份办理", "Act as this operator")),
    (":date", text!("先把演示库的业务日期移到这一天（留痕）", "Move the business date of a demonstration here first; the trail keeps it")),
    (":json", text!("以 JSON 输出，供程序读取", "Answer in JSON, for programs")),
    (":linear", text!("逐行方式：不用全屏界面，供读屏软件、盲文点显器和脚本使用",
        "Linear mode: lines instead of a screen, for screen readers, braille rows and scripts")),
    (":record", text!("把本次操作录入该文件，供排查问题（人员和号码均已替换）",
        "Record this session into a file, for tracing a fault; people and numbers in disguise")),
    (":help", text!("显示本说明", "Show this help")),
    (":version", text!("显示版本", "Show the version")),
    ("lookup", text!("查询一人的全部信息", "A person's record")),
    ("lookup:key", text!("保险编号、身份证号、姓名、拼音、电话、卡号、村居均可",
        "Insurance number, citizen id, name, pinyin, telephone, card number or village")),
    ("demo", text!("演示库", "The demonstration county")),
    ("demo reset", text!("重建演示库，原有演示数据作废", "Build the demonstration anew; what it held is gone")),
    ("demo reset:from", text!("从该文件夹读取演示数据文件，不指定则用程序自带的", "Read the data files of this folder instead of those the program carries")),
    ("demo reset:copies", text!("同时建若干份，供培训班每人一份", "Make so many equal ones, one for each place of a class")),
    ("demo reset:folder", text!("各份所在的文件夹", "The folder they go to")),
    ("demo generate", text!("在空的数据库中生成一个虚构的市，人数任定，可用于中心数据库",
        "Fill an empty database, embedded or central, with an invented city of any size")),
    ("demo generate:persons", text!("参保人数，全市合计", "How many people are insured, in all counties together")),
    ("demo generate:seed", text!("种子数，相同则生成的市相同，默认 1", "Equal seeds make equal cities; 1 if none is given")),
    ("demo generate:months", text!("已发放的月数，1 至 27，默认 8", "How many months have been paid, 1 to 27; 8 if none is given")),
    ("policy", text!("政策参数", "The policy parameters")),
    ("policy list", text!("列出现行参数和待审批的变更", "List the values in force and the changes that wait")),
    ("policy propose", text!("提出参数变更，由他人审批", "Propose another value; somebody else decides")),
    ("policy propose:parameter", text!("参数编号，如 P.cal.verify_day", "The parameter, such as P.cal.verify_day")),
    ("policy propose:value", text!("新值", "The value")),
    ("policy propose:from", text!("启用日期", "The first day it shall hold")),
    ("policy propose:document", text!("文号", "The number of the document that orders it")),
    ("policy propose:source", text!("依据的条款或文件", "The clause or instrument it rests on")),
    ("policy propose:reason", text!("事由", "Why")),
    ("policy propose:county", text!("适用的县（6位区划代码），不填为全市", "The county it is for, by its six digits; none: all")),
    ("policy approve", text!("批准变更", "Approve a change")),
    ("policy approve:parameter", text!("参数编号", "The parameter")),
    ("policy approve:county", text!("适用的县，不填为全市", "The county it is for; none: all")),
    ("policy approve:reason", text!("事由", "Why")),
    ("policy reject", text!("退回变更，须写明事由", "Reject a change, with a reason")),
    ("policy reject:parameter", text!("参数编号", "The parameter")),
    ("policy reject:county", text!("适用的县，不填为全市", "The county it is for; none: all")),
    ("policy reject:reason", text!("事由", "Why")),
    ("policy withdraw", text!("撤回本人提出的变更，须写明事由", "Take back one's own proposal, with a reason")),
    ("policy withdraw:parameter", text!("参数编号", "The parameter")),
    ("policy withdraw:county", text!("适用的县，不填为全市", "The county it is for; none: all")),
    ("policy withdraw:reason", text!("事由", "Why")),
    ("audit", text!("审计日志", "The audit trail")),
    ("audit verify", text!("逐条核验审计日志，查出改动、缺失和截断", "Verify the trail: find edits, gaps and truncation")),
    ("doctor", text!("检查数据库是否符合各项规定，列出数量和实例", "Check what must hold of this database, with counts and examples")),
    ("keys", text!("列出全部按键", "List every key")),
    ("keys:check", text!("只检查键位文件", "Only check the keymap files")),
    ("keys:markdown", text!("以 Markdown 输出", "Print Markdown")),
    ("report", text!("打印表册：132列文本或PDF", "Print a form or report, as 132-column text or PDF")),
    ("report:id", text!("表册代号，如 F22", "Which one: F22")),
    ("report:period", text!("月份，如 2012-03", "The month: 2012-03")),
    ("report:area", text!("村、乡镇或县的代码，不填为本人辖区", "The village, township or county; none: your own area")),
    ("report:format", text!("txt 文本，pdf", "txt or pdf")),
    ("report:out", text!("文件所在的文件夹，不填为当前文件夹", "The folder the files go to; none: this one")),
    ("import", text!("导入其他部门的名单文件，交复核岗复核", "Bring in a list of another agency, for the reviewer to accept")),
    ("import:kind", text!("文件种类：POLI、CIVI、FAMP、OTHP、JUST", "Its type: POLI, CIVI, FAMP, OTHP or JUST")),
    ("import:file", text!("文件", "The file")),
    ("import:dry_run", text!("只试读并列出结果，不写入", "Only tell what would happen; write nothing")),
    ("import:count", text!("更正文件核对后的条数", "Of a correction: its count, once checked")),
    ("export", text!("写出已导入文件的有误行（供更正）或明细", "Write the wrong lines of a file that came, to be corrected, or its records")),
    ("export:what", text!("errors 有误的行，records 明细", "errors or records")),
    ("export:exchange", text!("文件编号，如 POLI-201203-001", "The file's number here, such as POLI-201203-001")),
    ("export:file", text!("要写的文件，不得已存在", "The file to be made; it must not exist")),
    ("export:encoding", text!("明细的编码：utf8 或 gb18030；不填按与来文单位的约定", "How records are written: utf8 or gb18030; else as agreed with the sender")),
    ("exchange", text!("其他部门的名单文件", "Lists of other agencies that came")),
    ("exchange list", text!("列出已导入的文件", "List the files that came")),
    ("exchange accept", text!("接收文件，名单从此可用于比对", "Accept a file; from now on it is compared")),
    ("exchange accept:exchange", text!("文件编号", "The file's number here")),
    ("exchange reject", text!("退回文件，须写明理由", "Reject a file, with a reason")),
    ("exchange reject:exchange", text!("文件编号", "The file's number here")),
    ("exchange reject:reason", text!("理由", "Why")),
    ("duties", text!("列出文件规定的职责，及其界面、规则和测试", "List the duties of the notice: clause, screen, rule, tests")),
    ("backup", text!("备份内嵌数据库并核验", "Back up an embedded database, and verify the copy")),
    ("backup:file", text!("备份文件，不得已存在", "The file to be made; it must not exist")),
    ("server", text!("数据库管理", "The database itself, for whoever looks after it")),
    ("server migrate", text!("把旧版数据库升级到本程序所需的结构；内嵌数据库先自动备份", "Bring an older database to this program's schema; an embedded one is copied first")),
    ("completions", text!("输出命令行补全脚本", "Print a completion script")),
    ("completions:shell", text!("bash、zsh、fish、elvish 或 powershell", "bash, zsh, fish, elvish or powershell")),
    ("man", text!("输出手册页", "Print the manual page")),
];

fn said(path: &str, lang: Lang) -> &'static str {
    let found = WORDS.iter().find(|(known, _)| *known == path);
    found.map_or("", |(_, text)| text.in_lang(lang))
}

/// The whole command line, speaking a language.
pub fn command(lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help");
    let version = Arg::new("version").short('V').long("version");
    let command = Args::command()
        .arg(help.action(ArgAction::Help).global(true))
        .arg(version.action(ArgAction::Version));
    dressed(command, "", lang)
}

fn dressed(command: Command, path: &str, lang: Lang) -> Command {
    let template = text!(
        "{about}\n\n用法：{usage}\n\n{all-args}",
        "{about}\n\nUsage: {usage}\n\n{all-args}"
    );
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let usage = usage(&command, path, lang);
    let mut command = command
        .override_usage(usage)
        .about(said(path, lang))
        .help_template(template.in_lang(lang))
        .subcommand_help_heading(text!("命令", "Commands").in_lang(lang))
        .mut_args(|arg| worded(arg, path, lang));
    for name in names {
        let below = if path.is_empty() {
            name.clone()
        } else {
            format!("{path} {name}")
        };
        command = command.mut_subcommand(name, |sub| dressed(sub, &below, lang));
    }
    command
}

/// `jingban demo reset [选项] [DIR]`.
fn usage(command: &Command, path: &str, lang: Lang) -> String {
    let mut words = vec!["jingban".to_owned()];
    words.extend((!path.is_empty()).then(|| path.to_owned()));
    words.push(text!("[选项]", "[OPTIONS]").in_lang(lang).to_owned());
    words.extend(command.get_positionals().map(ToString::to_string));
    if command.has_subcommands() {
        words.push(text!("[命令]", "[COMMAND]").in_lang(lang).to_owned());
    }
    words.join(" ")
}

fn worded(arg: Arg, path: &str, lang: Lang) -> Arg {
    let heading = if arg.is_positional() {
        text!("参数", "Arguments")
    } else {
        text!("选项", "Options")
    };
    let help = said(&format!("{path}:{}", arg.get_id()), lang);
    let takes = arg.get_action().takes_values();
    let arg = arg.help(help).help_heading(heading.in_lang(lang));
    if takes {
        arg.hide_possible_values(true).hide_default_value(true)
    } else {
        arg
    }
}

/// What is wrong with the arguments, and what to do.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "kinds of error are clap's to add; the last sentence fits any"
)]
pub fn misuse(error: &clap::Error) -> Phrase {
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let arg = value(ContextKind::InvalidArg);
    let why = match error.kind() {
        ErrorKind::UnknownArgument => {
            phrase!("没有参数“{arg}”", "there is no argument '{arg}'", arg = arg)
        }
        ErrorKind::InvalidSubcommand => phrase!(
            "没有命令“{name}”",
            "there is no command '{name}'",
            name = value(ContextKind::InvalidSubcommand)
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            phrase!("命令不完整", "the command is not complete")
        }
        ErrorKind::MissingRequiredArgument => {
            phrase!("缺少参数：{arg}", "missing: {arg}", arg = arg)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => phrase!(
            "{arg} 的值“{value}”不合规定",
            "{arg} cannot be '{value}'",
            arg = arg,
            value = value(ContextKind::InvalidValue)
        ),
        _ => phrase!(
            "参数不合规定：{arg}",
            "the arguments do not fit: {arg}",
            arg = arg
        ),
    };
    why.then(&phrase!(
        "。请运行 jingban --help 查看用法",
        "- run jingban --help to see how it is used"
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn paths(command: &Command, path: &str, found: &mut BTreeSet<String>) {
        found.insert(path.to_owned());
        for arg in command.get_arguments() {
            found.insert(format!("{path}:{}", arg.get_id()));
        }
        for sub in command.get_subcommands() {
            let below = format!("{path} {}", sub.get_name());
            paths(sub, below.trim(), found);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_words_and_no_words_are_left_over() {
        let mut found = BTreeSet::new();
        paths(&command(Lang::Zh), "", &mut found);
        let known: BTreeSet<String> = WORDS.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(found, known);
    }

    #[test]
    fn the_command_line_is_sound_and_help_is_in_one_language() {
        command(Lang::En).debug_assert();
        let help = command(Lang::Zh).render_help().to_string();
        assert!(
            help.contains("用法：") && help.contains("命令") && !help.contains("Usage"),
            "{help}"
        );
        let help = command(Lang::En).render_help().to_string();
        assert!(help.is_ascii(), "{help}");
    }
}
