import { createTransport } from 'nodemailer';
import type { SendMail } from './mail.ts';

const TIMEOUT_MS = 20_000;

/** Sends mail through the server of SMTP_URL, such as `smtps://user:password@mail.example.com:465`. */
export function smtpMail({ smtpUrl, from }: { smtpUrl: string; from: string }): SendMail {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  return async ({ to, ...content }) => {
    await transport.sendMail({ from, to: { name: '', address: to }, ...content });
  };
}
