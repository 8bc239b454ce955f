"""Names that printers get wrong. They are nobody's: the parts were put together here.

A name without one of our glyphs is in UNPRINTABLE, with the characters that become 〓 or the
plain form; all others must come out of the PDF as they went in.
"""

IN_LEVEL_1 = """
佐藤 ミヨ|鈴木 勝|一 二三|小鳥遊 望|五十嵐 ゑい|東海林 茂|百々 そよ|薬袋 栄治|七五三掛 喜代
月見里 あき
四月一日 さと|八月一日宮 とめ|九 二|十 八郎|丁 三|乾 一|巽 せつ|艮 次男|甲斐 乙女|右衛門三郎 久
不死川 幸|一尺八寸山 弘|十二月一日 はな|子子子子 丑松|王 林|御手洗 はつ|勘解由小路 菊
左衛門三郎 巌|京極 麿|蔵 人
""".replace("\n", "|")

IN_LEVEL_2 = """
冨樫 よし|齋藤 實|齊藤 壽|邊見 彌生|渡邊 廣|渡邉 榮|濱田 惠|櫻井 禮子|國分 龍|澤 眞
瀧澤 靜|圓谷 螢|嶋﨑 穰|嶌田 弌|壺井 亙|彌冨 舜|兪 敏|爾見 丕|蘆名 鷹|薗部 鸞
覺張 釼|鐡 鍈一|靏 鷄|黑澤 齡|龜井 鶯|榊原 燁|檜垣 燐|梁瀨 崛|槇 曄|鑓水 鑛
鵜飼 鵬|鰺坂 鯱|麴町 麿|鹽竈 鹵|鼈宮谷 齊|龗 靈|嚴島 囘|毋野 毓|艷 艶|莵道 菟
""".replace("\n", "|")

IN_LEVELS_3_AND_4 = """
髙橋 トメ子|﨑山 キヨ|髙﨑 𠮷|𠮷田 ミヨ|𡈽屋 栄|𡈽井 𠮷次|栁沼 さき|栁田 濵子|濵田 栁|德永 德
增田 增|瀨戸 昻|曺 玉順|鄧 麗|閒宮 俱|頰山 嚙|塡島 剝|𠮟村 箸|禱 祈|繫 葛
鷗谷 鷗|黃田 黃|緖方 緖|橫山 橫|淸水 淸|硏 究|祥 祥|福 禄|羽 習|都 都
鬭 戦|魲 すず|鯵 鱮|﨟 臈|㐂久 正|㐂多 勝|㔟 勢|㡡 幮|㮈 奈|䕃山 陰
𠀋 丈|𠂉 人|𡧃 宝|𣏓 桜|𣘺本 きく|𣘹 欅|𤭖 瓶|𥧄 窓|𦾔 旧|𨫤 鍬
𩸽 北海|𩻄 鰤|𪀚 鳥|𪃹 鶫|㟢 埼|㠀 島津|䇳 箋|埇 涌|媞 是|垬 洪
""".replace("\n", "|")

COMPATIBILITY = """
\ufa19 勝|\ufa19谷 \ufa1a|\ufa1b田 \ufa1c|\ufa10本 \ufa12子|\ufa0f 崎|\ufa11 﨑|\ufa13 \ufa14
\ufa16 猪|\ufa17 益|\ufa18 礼
\ufa1e 羽|\ufa1f 臈|\ufa20 蘒|\ufa22 諸|\ufa23 魚|\ufa24 迄|\ufa25 逸|\ufa26 都|\ufa27 \ufa28
\ufa29 島
\ufa2a 飯|\ufa2b 飼|\ufa2c 館|\ufa2d 鶴|\ufa30 侮|\ufa33 勉|\ufa34 勤|\ufa37 嘆|\ufa3f 憎
\ufa45 海
\ufa46 渚|\ufa47 漢|\ufa4a 琢|\ufa4b 碑|\ufa4c 社|\ufa4d 祉|\ufa50 祖|\ufa51 祝|\ufa52 禍
\ufa54 穀
\ufa57 練|\ufa59 繁|\ufa5b 者|\ufa5f 著|\ufa61 視|\ufa62 謁|\ufa64 賓|\ufa67 逸|\ufa68 難
\ufa6a 頻
\uf929 朗|\uf9dc 隆|\uf928 廊|\uf936 虜
""".replace("\n", "|")

VARIANTS = """
葛\U000e0100城 ハツ|葛\U000e0101飾 ハツ|渡辺\U000e0100 清|渡邉\U000e0100 清|渡邊\U000e0100 清
辻\U000e0100 一|辻\U000e0101 一|祇\U000e0100園 京
芦\U000e0100屋 道|榊\U000e0100 宗|榊\U000e0101 宗|樋\U000e0100口 夏|樋\U000e0101口 夏
逢\U000e0100坂 関|飴\U000e0101 甘|蓮\U000e0100見 純|鯖\U000e0100江 湊
高\U000e0100野 \U0002000bむ
""".replace("\n", "|")

KANA = """
ｻﾄｳ ﾊﾙ|ﾊﾞﾊﾞ ﾊﾟﾋﾟ子|ﾌｼﾞﾓﾄ ﾄﾞﾐﾆｸ|ヴィオラ ヴェロニカ|ヱビス ヰト|ゐの ゑつ|か\u3099く か\u3099ら
は\u309aん ひ\u309aあの|カ\u3099ンテ ハ\u309aリス|う\u3099ぃ えりこ
いすゞ みすゞ|なゝ子 さゝ|ヽ ヾ|ゝ ゞ|丶 仝|佐々木 々|ー ー|㍻ ㋿|ヵ ヶ|ヷ ヸ ヹ ヺ
ㇰ ㇱ ㇲ|マリア゛ テレサ|っ ゃ ゅ ょ|ン ん|ヿ ゟ
""".replace("\n", "|")

LONG = """
勅使河原 龍之介右衛門|長谷川小路 麻衣子クリスティーナ
マリア・テレサ・デ・ラ・クルス・サントス・フィリパ
ジョアン・カルロス・デ・オリヴェイラ・エ・シルヴァ・フィーリョ
フラ・ディアン・セティアワン・プトラ・ウィジャヤ・クスマ・アトマジャ
バンダーラナーヤカ・ムディヤンセラーゲー・チャンドリカ・クマーラトゥンガ
Maria Teresa de la Cruz Santos y Fernández de Córdoba
JOHNSON-SMITH ELIZABETH ALEXANDRA MARY MONTGOMERY|Wolfeschlegelsteinhausenbergerdorff
パブロ・ディエゴ・ホセ・フランシスコ・デ・パウラ・フアン・ネポムセーノ・マリア・デ・ロス・レメディオス
アブドゥッラー＝ビン＝アブドゥルアズィーズ＝アール＝サウード
寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末
ナラヤナスワミ・ヴェンカタラマン・スブラマニアン・アイヤル|プラティープ・ウンソンタム・秦
Ａｌｅｘａｎｄｒａ　Ｃｏｎｓｔａｎｔｉｎｅ
チャンドラ　クマリ　デヴィ　シュレスタ　マハルジャン　タマン
""".replace("\n", "|")

OTHER_LETTERS = """
Nguyễn Thị Minh Khai|Trần Đức Lương|Phạm Hữu Phước|Lê Ngọc Ánh|Žofie Dvořáková|Łukasz Wójcik
Björn Åström|Çağla Şahin|Søren Ærø|José Núñez
Müller-Weiß Jürgen|O’Brien Sinéad|O'Neill Úna|D'Angelo Niccolò|Владимир Петров|Ёлкина Юлия
Γεώργιος Παπαδόπουλος|A|李 A
e\u0301lise n\u0303andu|KIM MIN-JI|ﾏｲｹﾙ Smith|１２３ ４|Ｊ．Ｓ．バッハ|St. John 聖|Dr.No 医
山田(旧姓 佐藤) 花|田中／中田 花|ルイス 3世
""".replace("\n", "|")

ONE_CHARACTER = "一|乙|🌸 花|林|髙|𠮷|\ufa19|鬱|ノ|ゑ|A|凜|凛|堯|尭|遙|遥|槇|槙".replace("\n", "|")


def _split(*groups: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group.split("|") if name))


HARD_NAMES = _split(
    IN_LEVEL_1,
    IN_LEVEL_2,
    IN_LEVELS_3_AND_4,
    COMPATIBILITY,
    VARIANTS,
    KANA,
    LONG,
    OTHER_LETTERS,
    ONE_CHARACTER,
)
UNPRINTABLE = {
    "外字\ue000 花": ("\ue000",),
    "\uf8ff\U000f0000 田": ("\uf8ff", "\U000f0000"),
    "辺\U000e01ef 清": ("辺\U000e01ef",),
    "邉\U000e0101見 誠": ("邉\U000e0101",),
    "\U00030edd 麺": ("\U00030edd",),
    "龘 龍": ("龘",),
    "Ștefan Țurcanu": ("Ș", "Ț"),
}
