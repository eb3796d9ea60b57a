import { z } from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { allConnectors, connectorFor } from '../../connectors/registry.ts';
import { InvalidInputError } from '../../lib/errors.ts';

export const connectionName = z.string().trim().min(1).max(100);

/** The filled form of a vendor's credential fields. */
export const credentialValues = z.array(z.object({ name: z.string(), value: z.string() })).max(20);

/** @throws InvalidInputError naming the vendors there are. */
export function requireConnector(vendor: string): Connector {
  const connector = connectorFor(vendor);
  if (connector) return connector;
  const known = allConnectors().map((each) => each.vendor);
  throw new InvalidInputError('vendor', vendor, `"${vendor}" cannot be connected.`, `Use one of ${known.join(', ')}.`);
}

/** The form's values in the connector's shape. @throws InvalidInputError naming the field and what belongs there. */
export function requireCredentials(connector: Connector, values: z.output<typeof credentialValues>): unknown {
  const known = connector.credentialFields.map((field) => field.name);
  const stray = values.find(({ name }) => !known.includes(name));
  if (stray) {
    const problem = `${connector.vendorName} has no credential "${stray.name}".`;
    throw new InvalidInputError('credentials', stray.name, problem, `Its fields are ${known.join(', ')}.`);
  }
  const parsed = connector.credentials.safeParse(Object.fromEntries(values.map(({ name, value }) => [name, value])));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? known[0]);
  const field = connector.credentialFields.find((each) => each.name === name);
  throw new InvalidInputError(
    `credentials.${name}`,
    '',
    `${field?.label ?? name} ${issue?.code === 'invalid_type' ? 'is missing' : issue?.message}.`,
    field?.help ?? connector.keyHelp,
  );
}
