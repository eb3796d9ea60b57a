import type { NotificationChannel } from '@outlay/prisma';
import type { Mail, SendMail } from '../../../lib/mail.ts';
import { integrationSettings } from '../../integrations/integration-settings.ts';
import { openKeys, openUrl, UnreadableSecretError } from './channel-secrets.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { type PostSettings, postJson } from './post-json.ts';
import { webhookHeaders } from './sign-webhook.ts';

export interface SendOptions {
  /** Undefined without SMTP. */
  sendMail: SendMail | undefined;
  now: Date;
  /** Of webhooks; tests resolve names themselves. */
  post?: Omit<PostSettings, 'allowPrivateNetwork'>;
}

/** Hands a mail to the server. @throws DeliveryFailure */
export async function deliverMail(mail: Mail, { sendMail }: Pick<SendOptions, 'sendMail'>): Promise<undefined> {
  if (!sendMail)
    throw new DeliveryFailure('No mail server is configured; set SMTP_URL and MAIL_FROM.', { isPermanent: true });
  try {
    await sendMail(mail);
  } catch (error) {
    const status = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined;
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    const said = error instanceof Error ? error.message : String(error);
    throw new DeliveryFailure(`The mail server did not take it: ${said.slice(0, 300)}`, {
      ...(typeof status === 'number' ? { status } : {}),
      isPermanent: code === 'EENVELOPE' && typeof status === 'number' && status >= 550,
      cause: error,
    });
  }
}

/** Posts to the channel's address, signed where it has a key. Answers the HTTP status. @throws DeliveryFailure */
export async function deliverWebhook(
  channel: Pick<NotificationChannel, 'id' | 'encryptedUrl' | 'encryptedSecret'>,
  { messageId, body }: { messageId: string; body: string },
  { now, post }: SendOptions,
): Promise<number> {
  const { url, keys } = targetOf(channel);
  const id = `msg_${messageId}`;
  const headers = keys ? webhookHeaders(id, body, keys, now) : {};
  const { allowPrivateNetwork } = integrationSettings;
  return postJson(url, body, headers, { ...post, allowPrivateNetwork });
}

function targetOf({ id, encryptedUrl, encryptedSecret }: Parameters<typeof deliverWebhook>[0]) {
  if (!encryptedUrl) throw new DeliveryFailure('The channel has no address.', { isPermanent: true });
  try {
    return {
      url: new URL(openUrl(id, encryptedUrl)),
      keys: encryptedSecret ? openKeys(id, encryptedSecret) : undefined,
    };
  } catch (error) {
    if (error instanceof UnreadableSecretError) throw new DeliveryFailure(error.message, { cause: error });
    throw error;
  }
}
