import { anthropic } from './anthropic/index.ts';
import type { Connector } from './connector.ts';
import { cursor } from './cursor/index.ts';

const connectors: readonly Connector[] = [anthropic, cursor];

/** Every vendor Outlay reads by itself. */
export function allConnectors(): readonly Connector[] {
  return connectors;
}

export function connectorFor(vendor: string): Connector | undefined {
  return connectors.find((connector) => connector.vendor === vendor);
}
