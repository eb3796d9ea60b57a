import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { execute, GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { crossSiteProblem } from '../http/cross-site-check.ts';
import { TimeoutError } from '../lib/errors.ts';
import type { RequestContext } from './create-context.ts';

const SMALLEST_COMPRESSED = 2048;

/** Refuses requests that another site makes a browser send. */
export function sameSiteOnly(publicUrl: string): Plugin {
  return {
    onRequest({ request, endResponse, fetchAPI }) {
      const problem = crossSiteProblem(request, publicUrl);
      if (problem === undefined) return;
      const errors = [{ message: problem, extensions: { code: 'FORBIDDEN' } }];
      endResponse(fetchAPI.Response.json({ errors }, { status: 403 }));
    },
  };
}

/** Sends the cookies that resolvers have set. */
export function sendCookies(): Plugin<Record<string, never>, RequestContext> {
  return {
    onResponse({ response, serverContext }) {
      for (const cookie of serverContext.cookies) response.headers.append('set-cookie', cookie);
    },
  };
}

/** Answers are somebody's own and change: nothing on the way may keep them. Event streams say so by themselves. */
export function keepNothing(): Plugin {
  return {
    onResponse({ response: { headers } }) {
      if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    },
  };
}

/** Compresses what is worth it; event streams stay as they are. */
export function compressAnswers(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      if (!isJson || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return;
      const { status, headers } = response;
      const plain = Buffer.from(await response.arrayBuffer());
      const body = plain.length < SMALLEST_COMPRESSED ? plain : await promisify(gzip)(plain, { level: 5 });
      if (body !== plain) headers.set('content-encoding', 'gzip');
      headers.set('content-length', String(body.length));
      headers.append('vary', 'accept-encoding');
      setResponse(new fetchAPI.Response(body, { status, headers }));
    },
  };
}

/**
 * Runs mutations with graphql-js itself: Yoga's executor adds deferred parts and a stop when the caller leaves, which
 * none of them has, and copies the whole input first, which a batch of usage feels.
 */
export function plainMutations(): Plugin {
  return {
    onExecute({ args, setExecuteFn }) {
      if (getOperationAST(args.document, args.operationName)?.operation === 'mutation') setExecuteFn(execute);
    },
  };
}

/** Answers an operation that takes longer with an error; subscriptions may take as long as they like. */
export function operationTimeout(timeoutMs: number): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn(async (args) => {
        const { promise: late, reject } = Promise.withResolvers<never>();
        const timer = setTimeout(() => reject(timeoutError()), timeoutMs);
        const result = (async () => executeFn(args))();
        return Promise.race([result, late]).finally(() => clearTimeout(timer));
      });
    },
  };
}

function timeoutError(): GraphQLError {
  const { message, code } = new TimeoutError();
  return new GraphQLError(message, { extensions: { code, http: { status: 503 } } });
}
