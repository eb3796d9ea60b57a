/** A message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same for clients that show HTML. */
  html?: string;
  /** Of the header Message-ID, such as `<id@host>`: the same over repetitions, so that mailboxes can tell them. */
  messageId?: string;
}

/** Hands a message to the mail server; rejects when it is not taken. */
export type SendMail = (mail: Mail) => Promise<void>;
