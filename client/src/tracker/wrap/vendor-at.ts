/** Who bills what is sent there, by the end of the host's name. */
const VENDORS: readonly [host: string, vendor: string][] = [
  ['api.anthropic.com', 'anthropic'],
  ['api.openai.com', 'openai'],
  ['openai.azure.com', 'azure'],
  ['api.deepseek.com', 'deepseek'],
  ['api.groq.com', 'groq'],
  ['api.mistral.ai', 'mistral'],
  ['api.x.ai', 'x-ai'],
  ['generativelanguage.googleapis.com', 'google'],
  ['openrouter.ai', 'openrouter'],
];

export function vendorAt(hostname: string): string | undefined {
  return VENDORS.find(([host]) => hostname === host || hostname.endsWith(`.${host}`))?.[1];
}
