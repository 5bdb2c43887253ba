"""Bulletins (工作简报) and yearly reports, gathered from the other rooms; every figure says what it rests on."""
