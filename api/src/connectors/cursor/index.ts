import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { keyField } from '../key-field.ts';
import { check, KEY_HELP } from './check.ts';
import type { CursorCredentials } from './client.ts';
import { readDirectory } from './directory.ts';
import { usageEvents } from './usage-events.ts';

export const cursor: Connector<CursorCredentials> = {
  vendor: 'cursor',
  vendorName: 'Cursor',
  defaultBaseUrl: 'https://api.cursor.com',
  currency: 'USD',
  credentialFields: [
    { name: 'adminKey', label: 'Admin API key', help: KEY_HELP, isSecret: true, placeholder: 'crsr_…' },
  ],
  credentials: z.object({ adminKey: keyField }),
  environment: { variable: 'CURSOR_ADMIN_KEY', toCredentials: (value) => ({ adminKey: value.trim() }) },
  headers: ({ adminKey }) => ({ authorization: `Basic ${Buffer.from(`${adminKey}:`).toString('base64')}` }),
  keyHelp: KEY_HELP,
  requestsPerMinute: { '/teams/': 20, '/teams/filtered-usage-events': 60 },
  check,
  readDirectory,
  streams: [usageEvents],
};
