"""Who gets a chat session, when, and what follows: pure rules over values. `now` and limits are arguments."""
