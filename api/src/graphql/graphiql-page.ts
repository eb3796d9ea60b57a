import { createHash } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { type Plugin, shouldRenderGraphiQL } from 'graphql-yoga';
import { authenticateRequest } from '../modules/auth/authenticate-request.ts';
import type { ContextDependencies, RequestContext } from './create-context.ts';

let page: { html: string; policy: string } | undefined;

/** GraphiQL from our own files, for signed-in browsers only; others are sent to sign in. */
export function graphiqlPage(
  dependencies: ContextDependencies & { hasGraphiql: boolean },
): Plugin<Record<string, never>, RequestContext> {
  const { clock, installation, hasGraphiql } = dependencies;
  return {
    async onRequest({ request, serverContext, endResponse, fetchAPI }) {
      if (!hasGraphiql || !shouldRenderGraphiQL(request)) return;
      const setCookie = (cookie: string) => void serverContext.cookies.push(cookie);
      const caller = { clock, installation, request, setCookie };
      const actor = await authenticateRequest(caller).catch(() => undefined);
      if (actor?.kind !== 'PERSON') {
        endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: '/sign-in' } }));
        return;
      }
      page ??= render();
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.policy };
      endResponse(new fetchAPI.Response(page.html, { headers }));
    },
  };
}

function render() {
  const html = renderGraphiQL({ title: 'Outlay GraphiQL' });
  const hashes = [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) =>
    sha256Source(script),
  );
  const policy = [
    "default-src 'self'",
    `script-src 'self' blob: 'unsafe-eval' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    'worker-src blob:',
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, policy };
}

const sha256Source = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
