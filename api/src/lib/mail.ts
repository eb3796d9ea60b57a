/** A plain-text message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Hands a message to the mail server; rejects when it is not taken. */
export type SendMail = (mail: Mail) => Promise<void>;
