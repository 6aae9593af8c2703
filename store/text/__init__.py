"""Text in and out: words in two languages, cleaning, pinyin, slugs, amounts and dates."""
