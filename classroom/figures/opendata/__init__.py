"""オープンデータ: what anybody may have, as files: the list of classes and the monthly counts."""
