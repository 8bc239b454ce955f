"""設定: what a city decides, seen and changed in the browser."""
