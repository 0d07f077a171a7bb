"""What clients send, judged by a library that is not ours."""
