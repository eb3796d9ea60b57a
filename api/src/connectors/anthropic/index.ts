import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { keyField } from '../key-field.ts';
import { check, KEY_HELP } from './check.ts';
import { claudeCode } from './claude-code.ts';
import type { AnthropicCredentials } from './client.ts';
import { costReport } from './cost-report.ts';
import { readDirectory } from './directory.ts';
import { messagesUsage } from './messages-usage.ts';

export const anthropic: Connector<AnthropicCredentials> = {
  vendor: 'anthropic',
  vendorName: 'Anthropic',
  defaultBaseUrl: 'https://api.anthropic.com',
  currency: 'USD',
  credentialFields: [
    { name: 'adminKey', label: 'Admin API key', help: KEY_HELP, isSecret: true, placeholder: 'sk-ant-admin01-…' },
  ],
  credentials: z.object({ adminKey: keyField }),
  environment: { variable: 'ANTHROPIC_ADMIN_KEY', toCredentials: (value) => ({ adminKey: value.trim() }) },
  headers: ({ adminKey }) => ({ 'x-api-key': adminKey, 'anthropic-version': '2023-06-01' }),
  keyHelp: KEY_HELP,
  requestsPerMinute: { '/': 60 },
  check,
  readDirectory,
  streams: [messagesUsage, costReport, claudeCode],
};
