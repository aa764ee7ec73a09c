/** English: why the server said no. */

export const refusals = {
  failed: {
    bad_frame: "The server did not understand this. Please reload the page.",
    too_large: "This is too long to send.",
    blank: "There is nothing in this message.",
    unknown: "This chat does not exist (any more).",
    forbidden: "You may not do this here now.",
    closed: "This chat has ended.",
    conflict: "This message clashes with another one.",
    too_fast: "That was too fast. Please wait a moment.",
    unavailable: "The server could not do that just now. Please try again.",
    gone: "This file is not there any more. Please add it again.",
    infected: "A virus was found in this file.",
    not_allowed: "Files of this kind cannot be sent here.",
    quota: "Enough files for today. Please try again tomorrow.",
    full: "There is no room for another chat.",
    offline: "Nobody takes chats at the moment.",
    open_chat_sessions: "There are still open chats.",
    stale: "That has changed meanwhile.",
  },
  lost: "The connection was lost. Please try again.",
  refused: {
    accept: { stale: "Too late: this chat rings somewhere else now.", unknown: "Too late: this chat rings somewhere else now." },
    decline: { stale: "This chat had stopped ringing already.", unknown: "This chat had stopped ringing already." },
    pull: { stale: "Somebody else was faster.", full: "You have no room for another chat." },
    transfer: {
      stale: "Somebody has been asked already. Wait for their answer.",
      full: "They have no room for another chat.",
      unknown: "That colleague or group is not there any more.",
    },
    invite: { stale: "They are in this chat already.", unknown: "That colleague is not there any more." },
    extend_wrap_up: { stale: "The pause is over, or was extended already." },
    take_over: { stale: "Who is responsible has just changed. Look again." },
    assign: { stale: "Who is responsible has just changed. Look again.", unknown: "That colleague is not there any more." },
  },
};
