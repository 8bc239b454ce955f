"""Names as written are stored untouched; here they only become keys by which they are found."""

import re
from typing import Final

from classroom.rules.kana import to_katakana
from classroom.rules.text import nfkc

# Kanji that families write differently and clerks cannot tell apart by ear. The first of each
# group stands for all. Made by hand from the family and given names that occur; some groups
# (坂阪, 斎斉, 畑畠) are other words to a dictionary but one to somebody looking for a person.
_VARIANTS: Final = """
高髙 崎﨑嵜碕 辺邉邊 斎齋斉齊 吉𠮷 浜濱濵 桜櫻 広廣 沢澤 島嶋嶌 富冨 国國圀囯 桑桒 恵惠 徳德悳
真眞 万萬 滝瀧 竜龍 円圓 塩鹽 関關 学學斈 岳嶽 気氣 亀龜 旧舊 暁曉 区區 薫薰 勲勳 渓溪 鶏鷄 芸藝
県縣 顕顯 検檢 厳嚴 効效 号號 黒黑 桟棧 実實 写寫 釈釋 寿壽 収收 縦縱 粛肅 処處 叙敍敘 奨奬 将將
称稱 焼燒 証證 条條 嬢孃 譲讓 尽盡 粋粹 数數 瀬瀨 声聲 静靜 摂攝 専專 浅淺 蔵藏 荘莊庄 総總 聡聰
双雙 増增 即卽 続續 体體 対對 帯帶 台臺 択擇 団團 弾彈 昼晝 鋳鑄 聴聽 鉄鐵鉃銕 転轉 伝傳 灯燈
当當 稲稻 読讀 縄繩 弐貳 拝拜 売賣 麦麥 発發 秘祕 桧檜 仏佛 並竝 変變 弁辨辯瓣 宝寶寳 豊豐 槙槇
満滿 黙默 弥彌 薬藥 訳譯 予豫 与與 余餘 誉譽 揺搖 様樣 謡謠 来來徠 頼賴 覧覽 両兩 緑綠 塁壘 礼禮
励勵 霊靈 歴歷 労勞 楼樓 録錄 湾灣 横橫 温溫 会會 懐懷 絵繪 覚覺 楽樂 勧勸 寛寬 巻卷 館舘 観觀
巌巖 岩嵓嵒 帰歸 曽曾 芦蘆 柳栁桺 梅楳 渕淵渊 砺礪 禄祿 穂穗 篭籠 糸絲 船舩 園薗 薮藪籔 蛎蠣
裏裡 諌諫 遥遙 郎郞 郷鄕 鎮鎭 間閒 青靑 靱靭 頴穎 騨驒 鴎鷗 麹麴 黄黃 隣鄰 壱壹 壮壯 奥奧 姫姬
尚尙 巣巢 強强 恒恆 悦悅 慎愼 戸戶 拡擴 晋晉 暦曆 松枩柗 栄榮 栃橡杤 橋槗𣘺 歩步 毎每 沖冲 浄淨
清淸 涌湧 為爲 熙煕凞 瑶瑤 留畄 畳疊 秋穐龝 経經 継繼 衛衞 莱萊 鶴靏靍鸖 兎兔 児兒 凛凜 刈苅
剣劍劔剱釼 卯夘 喜㐂 壷壺 多夛 峰峯 彦彥 従從 応應 昇曻 渋澁澀 済濟 涼凉 準凖 蓑簑 坂阪 畑畠
杉椙 村邨 藤籘 角⻆ 欅﨔 臈﨟 鈎鉤 挙擧 煙烟 瓶甁 悩惱 珍珎 節莭 禅禪 栖棲
"""
_GROUPS: Final = _VARIANTS.split()
_FOLD: Final = str.maketrans({other: group[0] for group in _GROUPS for other in group[1:]})

_SELECTORS: Final = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d]")
_AGAIN: Final = "々〻"
_BETWEEN: Final = re.compile(r"[\s・]+")
_SMALL_IN_NAMES: Final = str.maketrans("ヶヵ", "ケカ")  # 関ヶ原, 鬼ケ島


def name_key(name: str) -> str:
    """Return the key by which a name as written is found: 髙𣘺, 高橋 and 高槗 are one.

    Variant kanji, variation selectors, compatibility ideographs, widths, spaces, kana scripts and
    佐々木 for 佐佐木 are folded. Never shown, never stored as the name. Idempotent.
    """
    bare = _BETWEEN.sub("", nfkc(nfkc(_SELECTORS.sub("", name)).casefold()))
    letters: list[str] = []
    for letter in to_katakana(bare).translate(_SMALL_IN_NAMES).translate(_FOLD):
        letters.append(letters[-1] if letters and letter in _AGAIN else letter)
    key = "".join(letters)
    return key if key == name else name_key(key)  # marks that a space kept apart may join now


def looks_same(one: str, other: str) -> bool:
    """Say whether two names as written may be one: for proposing a duplicate, never deciding it."""
    return name_key(one) == name_key(other)
