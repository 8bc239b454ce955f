"""個人情報の消去: a person's data goes, the counts stay."""
