"""法定代理の確認: what a parent or guardian has said and sent, beside what the registers say; confirmed or not by a clerk."""
