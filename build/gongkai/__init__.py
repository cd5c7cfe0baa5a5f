"""公开 gongkai: the publishing pipeline of a bureau's disclosure catalogue."""
