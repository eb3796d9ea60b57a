import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tgz': 'application/gzip',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const ENCODERS = {
  br: (content: Buffer) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (content: Buffer) => promisify(gzip)(content),
};
const COMPRESSIBLE = /^(text|application\/(json|manifest)|image\/svg)/;
const SMALLEST_COMPRESSED = 1024;

export interface StaticFile {
  content: Buffer;
  type: string;
  etag: string;
  cacheControl: string;
  encoded: Map<string, Promise<Buffer>>;
}

/** The built web app, held in memory; a path that is no file is the app's to route. */
export function staticFiles(directory: string): (request: Request) => Response | Promise<Response> {
  if (!existsSync(join(directory, 'index.html'))) return notBuilt;
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(directory, path).split(sep).join('/')}`, readStaticFile(path, directory));
  }
  const index = files.get('/index.html');
  return async (request) => {
    const path = new URL(request.url).pathname;
    const file = files.get(path) ?? (isPage(path) ? index : undefined);
    return file ? sendFile(file, request) : new Response('Not found\n', { status: 404 });
  };
}

const notBuilt = () =>
  new Response('The web app is not built: run `pnpm --filter @outlay/web build`, then start again.\n', { status: 503 });

const isPage = (path: string) => extname(path) === '' && !/^\/(assets|auth|export|graphql|hooks|v1)(\/|$)/.test(path);

export function readStaticFile(path: string, directory: string): StaticFile {
  const content = readFileSync(path);
  const isHashed = relative(directory, path).startsWith(`assets${sep}`);
  return {
    content,
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    encoded: new Map(),
  };
}

export async function sendFile(file: StaticFile, request: Request): Promise<Response> {
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': file.cacheControl,
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const encoding = encodingFor(file, request.headers.get('accept-encoding') ?? '');
  const body = encoding ? await encode(file, encoding) : file.content;
  if (encoding) headers.set('content-encoding', encoding);
  headers.set('content-length', String(body.length));
  return new Response(new Uint8Array(body), { headers });
}

function encodingFor({ type, content }: StaticFile, accepted: string): keyof typeof ENCODERS | undefined {
  if (!COMPRESSIBLE.test(type) || content.length < SMALLEST_COMPRESSED) return undefined;
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
}

function encode(file: StaticFile, encoding: keyof typeof ENCODERS): Promise<Buffer> {
  const known = file.encoded.get(encoding) ?? ENCODERS[encoding](file.content);
  file.encoded.set(encoding, known);
  return known;
}
