"""Word lists from which synthetic names are assembled; every one was made up for this project."""

# Each script: first parts, then last parts. A name is "first last", "firstlast" or one of them.
SCRIPTS: dict[str, tuple[list[str], list[str]]] = {
    "latin": (
        ["Silent", "Amber", "Iron", "Velvet", "North", "Copper", "Misty", "Brave", "Tiny", "Odd"],
        ["Otter", "Falcon", "Harbor", "Lantern", "Boulder", "Thistle", "Anvil", "Willow", "Comet"],
    ),
    "latin with accents": (
        ["Señor", "Crème", "Größe", "Ångström", "Žlutý", "Łódka", "Ünlü", "Çelik", "Đêm", "São"],
        ["Kůň", "Müller", "Forêt", "Niño", "Bjørn", "Şahin", "Œuvre", "Høst", "Trăng", "Órbita"],
    ),
    "cyrillic": (
        ["Тихий", "Северный", "Медный", "Храбрый", "Ясный", "Вольный"],
        ["Волк", "Сокол", "Ветер", "Дуб", "Камень", "Ёж"],
    ),
    "greek": (["Χρυσός", "Ήσυχος", "Μικρός"], ["Λύκος", "Άνεμος", "Γλάρος"]),
    "arabic": (["نسر", "فارس", "قمر", "بحر"], ["الشمال", "الليل", "الذهب", "الرمال"]),
    "hebrew": (["אריה", "רוח", "כוכב"], ["הצפון", "הים", "שקט"]),
    "chinese": (
        ["青山", "飛雪", "夜行", "白云", "鐵甲", "南风"],
        ["将军", "書生", "游侠", "船长", "之狐"],
    ),
    "japanese": (["さくら", "カゲロウ", "月影", "ひかり"], ["丸", "の騎士", "太郎丸", "ネコ"]),
    "korean": (["바람의", "푸른", "고요한", "은빛"], ["늑대", "기사", "호랑이", "등대"]),
    "thai": (["เสือ", "สายลม", "ดาว"], ["เหนือ", "น้อย", "ทอง"]),
    "hindi": (["शांत", "वीर", "नीला"], ["बाघ", "पर्वत", "सागर"]),
}

# How often each script is met, in the order of SCRIPTS.
SCRIPT_WEIGHTS = [44, 10, 10, 2, 6, 2, 10, 5, 6, 3, 2]

# Put before or after a name by some players; NFKC normalisation would change several of them.
ORNAMENTS = ["ツ", "★", "亗", "™", "ﾒ", "Ⅱ", "²", "ᴷᶦᶰᵍ", "🦉", "👑", "ｘ", "_", "77", "♡"]

# Names that break careless readers, spreadsheets and web pages.
HAZARDOUS_NAMES = [
    "=1+1", "@ROK", "-ICE", "+1", 'A"S', '"quoted"', "<b>bold</b>", "99&", "a, b and c", "x;y",
    "007", "1234567", "3.355", "1e5", "None", "null", "NaN", "two  spaces", "O'Hara", "Total",
    "it\u2019s", "back\\slash", "\u202bمرحبا\u202c", "zero\u200bwidth", "e\u0301clair",
    "🏴‍☠️", "'tick",
]  # fmt: skip

ALLIANCES = [
    "<AB>", 'A"S', "99&", "-ICE", "@ROK", "=WAR", "51st", "Öl", "夜鹰", "Вол", "0k", "N1,2",
]  # fmt: skip
