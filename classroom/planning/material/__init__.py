"""配布資料の版: the city's own texts of the handouts, written in the app and kept."""
