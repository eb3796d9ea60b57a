import type { Connector } from './connector.ts';

const connectors: readonly Connector[] = [];

/** Every vendor Outlay reads by itself. */
export function allConnectors(): readonly Connector[] {
  return connectors;
}

export function connectorFor(vendor: string): Connector | undefined {
  return connectors.find((connector) => connector.vendor === vendor);
}
