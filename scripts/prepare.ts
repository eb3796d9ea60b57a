// Makes what is generated and built, each only when its inputs changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runStep } from './run-step.ts';

interface Step {
  name: string;
  inputs: string[];
  /** Must all exist for the step to be up to date. */
  outputs: string[];
  command: [string, ...string[]];
  environment?: Record<string, string>;
}

const RECORD = 'node_modules/.cache/outlay/prepared.json';

const STEPS: Step[] = [
  {
    name: 'database client',
    inputs: ['prisma/schema/*.prisma', 'prisma/prisma.config.ts', 'prisma/package.json'],
    outputs: ['prisma/generated/client/client.ts'],
    command: ['pnpm', '--filter', '@outlay/prisma', 'exec', 'prisma', 'generate'],
    // The engine is never run by generate; naming an existing file keeps it from being downloaded.
    environment: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  },
  {
    name: 'typed GraphQL operations and routes',
    inputs: [
      'api/schema.graphql',
      'codegen.ts',
      'web/src/**/*.{ts,tsx}',
      'web/vite.config.ts',
      'client/src/operations/*.graphql',
    ],
    outputs: ['web/src/gql/graphql.ts', 'client/src/gql/graphql.ts'],
    command: ['pnpm', 'run', 'codegen'],
  },
  {
    name: 'web application',
    inputs: [
      'web/src/**/*',
      'web/public/**/*',
      'web/index.html',
      'web/vite.config.ts',
      'web/package.json',
      'pnpm-lock.yaml',
    ],
    outputs: ['web/dist/index.html'],
    command: ['pnpm', '--filter', '@outlay/web', 'exec', 'vite', 'build', '--logLevel', 'warn'],
  },
  {
    name: 'command line and tracker',
    inputs: [
      'client/src/**/*.{ts,graphql}',
      'client/*.{json,ts,md}',
      'client/LICENSE',
      'api/schema.graphql',
      'pnpm-lock.yaml',
    ],
    outputs: ['client/dist/cli/main.js', 'client/dist-package/outlay.tgz'],
    command: ['pnpm', '--filter', 'outlay', 'run', 'package'],
  },
];

const isGenerated = (path: string) => /(^|[\\/])gql[\\/]|\.gen\.ts$/.test(path);

function digestOf(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync([...patterns]).filter((path) => !isGenerated(path) && statSync(path).isFile());
  for (const path of files.sort()) hash.update(path).update('\0').update(readFileSync(path));
  return hash.digest('hex');
}

function readRecord(): Record<string, string> {
  return existsSync(RECORD) ? (JSON.parse(readFileSync(RECORD, 'utf8')) as Record<string, string>) : {};
}

const record = readRecord();
for (const { name, inputs, outputs, command, environment } of STEPS) {
  const digest = digestOf(inputs);
  if (record[name] === digest && outputs.every((path) => existsSync(path))) continue;
  const started = performance.now();
  process.stdout.write(`Preparing the ${name} …\n`);
  const [program, ...args] = command;
  const code = await runStep(program, args, environment);
  if (code !== 0) {
    process.stderr.write(`Preparing the ${name} failed: ${command.join(' ')} ended with code ${code}.\n`);
    process.exit(code);
  }
  process.stdout.write(`Prepared the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  record[name] = digest;
  mkdirSync(dirname(RECORD), { recursive: true });
  writeFileSync(RECORD, JSON.stringify(record, null, 2));
}
