#!/usr/bin/env node
import nodeModule from 'node:module';

// Node 22 and later keep the compiled code of what is loaded from here on, which makes every further start faster.
nodeModule.enableCompileCache?.();
const [{ run }, { systemTerminal }] = await Promise.all([import('./run.ts'), import('./terminal.ts')]);

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort());
// A reader such as `head` may go away before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), systemTerminal(), interruption.signal);
