import type { ApiClient } from './api-client.ts';

/** Global ids of what the sample organization has. */
export interface SampleIds {
  /** By code. */
  accounts: ReadonlyMap<string, string>;
  /** By code. */
  tools: ReadonlyMap<string, string>;
  /** By address. */
  members: ReadonlyMap<string, string>;
  /** By name. */
  teams: ReadonlyMap<string, string>;
  /** By name. */
  projects: ReadonlyMap<string, string>;
}

export async function readSampleIds(api: ApiClient): Promise<SampleIds> {
  const read = async (field: string, key: string) => {
    const { edges } = await api.call<{ edges: { node: { id: string; key: string } }[] }>(
      `{ ${field}(first: 100) { edges { node { id key: ${key} } } } }`,
    );
    return new Map(edges.map(({ node }) => [node.key, node.id]));
  };
  return {
    accounts: await read('glAccounts', 'code'),
    tools: await read('tools', 'code'),
    members: await read('members', 'email'),
    teams: await read('teams', 'name'),
    projects: await read('projects', 'name'),
  };
}
