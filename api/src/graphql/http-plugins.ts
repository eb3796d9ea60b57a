import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { crossSiteProblem } from '../http/cross-site-check.ts';
import type { RequestContext } from './create-context.ts';

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

const timeoutError = () =>
  new GraphQLError('This took too long and was given up. Ask for a shorter range or fewer rows.', {
    extensions: { code: 'TIMEOUT', http: { status: 503 } },
  });
