//! Names as they are common in Shandong: surnames by weight, given names by sex and generation.

use fastrand::Rng;

use crate::kernel::citizen_id::Sex;

/// Surnames, the common ones first: each line of a text is drawn with the weight beside it.
const SURNAMES: &[(usize, &str)] = &[
    (400, "王张李刘"),
    (110, "赵孙陈杨徐"),
    (60, "高马宋于朱郭韩周吴胡"),
    (30, "崔杜任冯董魏姜袁石尹林潘田武曹"),
    (
        10,
        "单曾解仇查耿庄窦鞠臧牛公孟秦江史侯邵龙万段雷钱汤黎易常贺赖文樊",
    ),
];

const ELDER: [&str; 2] = [
    "德世传兴殿玉凤振文学树长洪庆连富贵宝成山祥田臣海荣茂明义礼廷",
    "秀英兰芳玉桂花凤莲珍淑贞爱翠香梅素云芝荣",
];
const MIDDLE: [&str; 2] = [
    "建国军卫东志强永新民保全红光忠平福生金爱学文立春胜",
    "秀红霞艳丽爱华玲桂芹美春梅月琴英敏凤萍慧",
];
const YOUNG: [&str; 2] = [
    "伟磊涛鹏超杰斌浩峰晓亮凯龙飞宁波振帅洋宇",
    "婷静倩雪丽娜敏晓燕萌玉洁莹欣琳蕾颖晨悦",
];

/// A character of a text, each as likely as any other.
fn drawn(rng: &mut Rng, text: &str) -> char {
    let letters = text.chars().count();
    text.chars().nth(rng.usize(..letters)).unwrap_or('一')
}

fn surname(rng: &mut Rng) -> char {
    let weight = |(weight, text): &(usize, &str)| weight * text.chars().count();
    let total: usize = SURNAMES.iter().map(weight).sum();
    let mut at = rng.usize(..total);
    for line in SURNAMES {
        if at < weight(line) {
            return line.1.chars().nth(at / line.0).unwrap_or('王');
        }
        at -= weight(line);
    }
    '王'
}

/// A name for somebody of a sex, born in a year. Every 5,000th has a character few machines can write.
pub(super) fn name(rng: &mut Rng, sex: Sex, born: i32) -> String {
    let (generation, single) = match born {
        ..1955 => (ELDER, 6),
        1955..1980 => (MIDDLE, 10),
        _ => (YOUNG, 30),
    };
    let [men, women] = generation;
    let letters = if sex == Sex::Male { men } else { women };
    let mut name = String::with_capacity(12);
    name.push(surname(rng));
    name.push(drawn(rng, letters));
    if rng.usize(..5_000) == 0 {
        name.push(drawn(rng, "䶮𠮷㐂"));
    } else if rng.usize(..100) >= single {
        name.push(drawn(rng, letters));
    }
    name
}
