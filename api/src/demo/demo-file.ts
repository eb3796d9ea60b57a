import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface DemoAccount {
  email: string;
  password: string;
  token: string;
}

/** What the demo tells people and scripts: `data/demo.json`. */
export interface DemoFile {
  url: string;
  admin: DemoAccount;
  member: DemoAccount;
  simulator: { url: string };
}

export function readDemoFile(path: string): DemoFile | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoFile) : undefined;
}

/** Written whole or not at all; only the owner may read it. */
export function writeDemoFile(path: string, file: DemoFile): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.tmp`;
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
