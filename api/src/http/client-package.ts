import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { tarEntries } from '../embedded/tar-entries.ts';
import type { Route } from './route.ts';
import { readStaticFile, type StaticFile, sendFile } from './static-files.ts';

const PATH = '/client/outlay.tgz';

const NOT_BUILT =
  'The command line and tracker are not built on this server. Whoever runs it builds them with `pnpm --filter outlay run package`, then starts it again.';

/**
 * The package of the command line and tracker that fits this server, for `npm install`. Anybody may have it; its name
 * tells the version. Nothing else is below `/client/`; refusals are JSON `{ code, message, error }`.
 * @param path of the packed package, which may not be there
 */
export function clientPackageRoute(path: string): Route {
  const built = readPackage(path);
  return {
    method: 'GET',
    path: '/client/*',
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (pathname !== PATH) return notFound(`Nothing is at ${pathname}. The command line and tracker are at ${PATH}.`);
      if (!built) return notFound(NOT_BUILT);
      const response = await sendFile(built.file, request);
      response.headers.set('content-disposition', `attachment; filename="outlay-${built.version}.tgz"`);
      return response;
    },
  };
}

/** `error` is what npm shows of a refusal. */
const notFound = (message: string) =>
  Response.json(
    { code: 'NOT_FOUND', message, error: message },
    { status: 404, headers: { 'cache-control': 'no-store' } },
  );

/** Undefined when it is not there, or was cut off while it was built: the remedy is the same. */
function readPackage(path: string): { file: StaticFile; version: string } | undefined {
  try {
    const file = readStaticFile(path, dirname(path));
    return { file, version: versionIn(file.content) };
  } catch {
    return undefined;
  }
}

/** @throws Error when it is no package */
function versionIn(archive: Buffer): string {
  for (const entry of tarEntries(gunzipSync(archive)))
    if (entry.path === 'package/package.json' && entry.kind === 'file')
      return JSON.parse(Buffer.from(entry.content).toString()).version;
  throw new Error('The packed package has no package.json.');
}
