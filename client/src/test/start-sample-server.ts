import { readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { openSample, type Sample } from './open-sample.ts';

declare module 'vitest' {
  interface ProvidedContext {
    server: Sample;
  }
}

/** One API process for every test that asks for it; with OUTLAY_SAMPLE the one that `serve-sample.ts` keeps running. */
export default async function startSampleServer(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const path = process.env.OUTLAY_SAMPLE;
  if (path) {
    project.provide('server', JSON.parse(readFileSync(path, 'utf8')));
    return undefined;
  }
  const { url, tokens, close } = await openSample();
  project.provide('server', { url, tokens });
  return close;
}
