/**
 * What the node tells a reader when something cannot be done, in English. Other languages have the same keys in
 * `src/i18n/`.
 */
export const sentences = {
  "fault.name": "The name is too long: {max} characters at most.",
  "fault.email": "This does not look like an e-mail address. You may also leave it empty.",
  "fault.noEmail": "Say where answers shall be mailed to, or take the tick away.",
  "fault.website": "A website starts with https:// or http://. You may also leave it empty.",
  "fault.empty": "The comment is empty. Write something first.",
  "fault.tooLong": "The comment is too long: {max} characters at most. Shorten it by {over}.",
  "fault.parent":
    "The comment you answer is not on this page any more. Your text can be posted as an answer to the post.",
  "fault.server": "Type your handle, like @name@example.social, or the name of your server.",
  "fault.reportReason": "Say first why the comment should not stay.",

  "refused.filled": "A field that is not meant for people was filled in, perhaps by the browser. Please send it again.",
  "refused.old": "The form is too old to be used. Your text is kept below: please send it again.",
  "refused.fast": "That was faster than people write. Your text is kept below: please send it again.",
  "refused.work":
    "The work of your browser is too old, or was used before. Your text is kept below: please send it again.",
  "refused.pace": {
    one: "That was a lot at once from your network. Please wait {count} minute and try again.",
    other: "That was a lot at once from your network. Please wait {count} minutes and try again.",
  },
  "refused.origin":
    "The browser did not say which page this came from, so it was not taken. Please send it again from this page.",
  "refused.otherPage": "Comments are taken from the blog's own pages only, not from {origin}.",
  "refused.closed": "Comments on this page are closed: its post was taken back.",
  "refused.over": "Comments on this page are closed.",
  "refused.check": "This comment was not accepted on this blog.",
  "refused.repeated": "This comment was posted before and has been removed since.",
  "refused.rule": "The owner of this blog does not take this comment. Your text is kept below.",
  "refused.tooMuch": "That is too much text to be sent at once. Shorten it, please.",
  "refused.encoding": "The form was sent in an encoding that cannot be read. Send it as UTF-8.",
  "refused.unreadable": "The request could not be read; it may have been cut off. Please try again.",

  "vote.own": "You cannot vote on your own comment.",
  "vote.already": "You have voted on this comment already.",
  "vote.network": "Somebody in your network has voted on this comment today. Your own vote counts from tomorrow on.",
  "vote.hidden": "This comment is not shown, and takes no votes.",
  "vote.blocked": "Votes from your network are not taken here.",
  "vote.off": "Votes of this kind are not taken here.",

  "own.removed": "This comment was removed.",
  "own.hidden": "This comment was hidden by the owner of the blog.",
  "own.key": "This link does not belong to the comment. Use the link shown after you posted it.",
  "own.expired":
    "This link has expired: a comment can be changed or removed for 15 minutes. Ask the owner of the blog to do it.",
  "own.changed": "The comment was changed at the same moment. Look at it and try again.",
  "own.mailKey": "This link is not whole. Open it as it stands in the mail, to its very end.",
  "own.dataKey": "This link was used before, or is too old. Ask for a new one.",
  "own.pageGone": "The page of this comment is gone.",

  "page.foreign": "This address belongs to none of the blogs that this node serves.",
  "page.unchecked": "The blog's page could not be checked just now. Try again in a minute.",
  "page.beingMade": "This page is being set up at this very moment. Try again.",
  "page.changing": "This post keeps changing at this very moment. Try again.",
  "page.tooMany": {
    one: "Too many new pages are asked for. Try again in {count} second.",
    other: "Too many new pages are asked for. Try again in {count} seconds.",
  },
  "page.longAddress": "The address of the page is too long.",
  "page.noAddress": "“{address}” is not a web address.",
  "page.otherScheme": "“{address}” is not a web address: it must start with https:// or http://.",
  "page.notOnFediverse": "This post cannot be answered from the fediverse.",
  "page.answeredGone": "The comment you wanted to answer is not here any more.",
  "page.noStart": "This page starts at no comment of this thread; start from the first page.",
  "page.noComment": "There is no such comment, or not any more.",
  "page.nothingYet": "This page has no comments yet: ask again later.",
  "page.feedOver": "This feed is over, or its address was cut off.",
  "page.nothing": "There is nothing at this address.",

  // In the words of Isso, which programs may know.
  "isso.rate": "ratelimit exceeded: {max} comments a minute at most, try again in {seconds} s",
  "isso.direct": "{max} direct responses to {title}",
  "isso.self": "edit time frame is still open",
  "isso.noEmail": "email address required but not provided",
  "isso.noAuthor": "author address required but not provided",
  "isso.short": "text is too short (minimum length: {min})",
  "isso.website": "Website not Django-conform",
  "isso.late": "You are not authorized: the time to change this comment is over.",

  "server.fault": "Something went wrong on this server. Nothing you did; the details are in its log.",
} as const;
