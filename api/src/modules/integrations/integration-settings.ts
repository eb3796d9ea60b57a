/** What the operations of this module need from the configuration. */
export interface IntegrationSettings {
  /** Encrypts stored credentials. */
  secret: string;
  /** Former secrets, still accepted for decryption. */
  previousSecrets: readonly string[];
  /** Keys and addresses from the environment, by vendor. */
  connections: Readonly<Record<string, { adminKey?: string | undefined; baseUrl?: string | undefined }>>;
  /** Base URLs may be plain http and lead into private networks. */
  allowPrivateNetwork: boolean;
}

/** Bound once at start by `useIntegrationSettings`. */
export let integrationSettings: IntegrationSettings;

export function useIntegrationSettings(settings: IntegrationSettings): void {
  integrationSettings = settings;
}
