import './node-environment.ts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from './config.ts';
import { createApiClient } from './demo/api-client.ts';
import { type DemoFile, readDemoFile, writeDemoFile } from './demo/demo-file.ts';
import { demoConnections, populate } from './demo/populate.ts';
import { createLogger } from './lib/logger.ts';
import { StartupError } from './lib/startup-errors.ts';
import { type Simulator, startSimulator } from './simulator/start-simulator.ts';
import { start } from './start.ts';

const DEFAULTS = { LOG_LEVEL: 'warn', ALLOW_PRIVATE_NETWORK: 'true', GRAPHIQL: 'true' };
const SIMULATOR = { seed: 20, enforceLimits: false, now: () => new Date() };

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** `npm run demo`: a sample organization whose usage comes from simulated vendors through the real connectors. */
async function main(): Promise<void> {
  const { dataDirectory: parent, ...config } = loadConfig(DEFAULTS);
  const dataDirectory = join(parent, 'demo');
  const path = join(parent, 'demo.json');
  const former = readDemoFile(path);
  if (!former && config.databaseUrl === undefined) rmSync(dataDirectory, { recursive: true, force: true });

  say(
    former
      ? 'Starting the demo with the data it had …'
      : 'Starting the demo: database, simulated vendors, sync. One to three minutes …',
  );
  const simulator = await startSimulatorAgain(former);
  const logger = createLogger(config.logLevel);
  const outlay = await start({ ...config, dataDirectory }, logger, (error) => fail(error), { hasVendorLimits: false });
  const close = () =>
    void outlay
      .close()
      .then(() => simulator.close())
      .then(() => process.exit(0));
  process.once('SIGINT', close).once('SIGTERM', close);

  const file = former
    ? await resume(former, outlay.address, simulator)
    : await begin(config.publicUrl, outlay.address, simulator);
  writeDemoFile(path, { ...file, url: config.publicUrl });
  const { admin, member } = file;
  say(
    `\nOutlay is at ${config.publicUrl}\n  admin   ${admin.email}  ${admin.password}\n  member  ${member.email}  ${member.password}`,
  );
  say(`Tokens for scripts are in ${path}. Stop with Ctrl+C.`);
}

/** At its former address if that is free, so that the connections find it. */
async function startSimulatorAgain(former: DemoFile | undefined): Promise<Simulator> {
  if (!former) return startSimulator(SIMULATOR);
  const port = Number(new URL(former.simulator.url).port);
  return startSimulator({ ...SIMULATOR, port }).catch(() => startSimulator(SIMULATOR));
}

async function begin(url: string, address: string, simulator: Simulator): Promise<DemoFile> {
  const accounts = await populate(address, simulator, say);
  return { url, ...accounts, simulator: { url: simulator.url } };
}

async function resume(former: DemoFile, address: string, simulator: Simulator): Promise<DemoFile> {
  if (former.simulator.url === simulator.url) return former;
  const api = createApiClient(address);
  const { email, password } = former.admin;
  await api.call('mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on Error { message } } }', {
    input: { email, password },
  });
  const { edges } = await api.call<{ edges: { node: { id: string; name: string } }[] }>(
    '{ connections { edges { node { id name } } } }',
  );
  for (const { name, baseUrl, adminKey } of demoConnections(simulator)) {
    const id = edges.find(({ node }) => node.name === name)?.node.id;
    if (id) {
      await api.call(
        'mutation ($input: ChangeConnectionInput!) { changeConnection(input: $input) { __typename ... on Error { message } } }',
        { input: { id, baseUrl, credentials: [{ name: 'adminKey', value: adminKey }] } },
      );
    }
  }
  return { ...former, simulator: { url: simulator.url } };
}

function fail(error: unknown): never {
  process.stderr.write(
    `${error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(error instanceof StartupError ? error.exitCode : 1);
}

main().catch(fail);
