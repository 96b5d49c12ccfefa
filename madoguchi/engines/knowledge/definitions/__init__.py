"""What a city says so that things are found: topics, sayings, words of one meaning, words of crisis."""
