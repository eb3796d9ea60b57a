import { afterEach } from 'vitest';
import { useTestApi } from '../../../test/use-test-api.ts';
import { startMailServer } from './mail-server.ts';
import { arrangeOrganization } from './notification-kit.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

/** An organization with a webhook receiver and a mail server on loopback, anew before each test. Call it at a file's top. */
export function useReceivers() {
  let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
  let mailServer: Awaited<ReturnType<typeof startMailServer>>;
  const api = useTestApi(async () => {
    await arrangeOrganization();
    receiver = await startWebhookReceiver();
    mailServer = await startMailServer();
  });
  afterEach(async () => {
    await receiver.close();
    await mailServer.close();
  });
  return {
    api,
    get receiver() {
      return receiver;
    },
    get mailServer() {
      return mailServer;
    },
  };
}
