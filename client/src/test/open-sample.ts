import { packClient, startApi, startVendors } from './child-servers.ts';
import { fillOrganization, type SampleTokens } from './fill-organization.ts';

const HISTORY_DAYS = 12;

export interface Sample {
  url: string;
  tokens: SampleTokens;
}

/** An API process with a synced sample, on ports and data of its own, that hands out what these sources make. */
export async function openSample(): Promise<Sample & { close(): Promise<void> }> {
  packClient();
  const [api, vendors] = await Promise.all([startApi(), startVendors(HISTORY_DAYS)]);
  const close = async () => {
    await api.close();
    await vendors.close();
  };
  try {
    return { url: api.url, tokens: await fillOrganization(api.url, vendors.accounts, HISTORY_DAYS), close };
  } catch (error) {
    await close();
    throw error;
  }
}
