"""準備: from an empty database to the first class, as a list that knows what is done."""
