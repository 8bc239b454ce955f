"""What an アンケート asks and the answers it offers, on paper and on the tablet."""

from typing import Final

LEVELS: Final = ("まだ／難しい", "手伝いが／あれば", "だいたい／できる", "ひとりで／できる")
SATISFIED: Final = ("よくなかった", "あまり", "よかった", "とてもよかった")
COMMON_TOPICS: Final = (
    "電話をかける・受ける",
    "文字を入力する",
    "写真をとって、見る",
    "知りたいことを調べる",
    "あやしい連絡を見分ける",
)
"""What a class whose course has no handout asks about, as its アンケート on paper does."""
