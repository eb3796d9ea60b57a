interface Failure {
  __typename?: string;
  message?: string;
}

export type Call = <Value>(document: string, variables?: Record<string, unknown>) => Promise<Value>;

/** A person signed in by cookie. @returns a caller of operations with one root field; it throws on any error */
export function openSession(url: string): Call {
  let cookie = '';
  return async <Value>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify({ query, variables }),
    });
    const [setCookie] = response.headers.getSetCookie();
    if (setCookie) cookie = setCookie.split(';')[0] ?? '';
    const { data, errors } = (await response.json()) as { data?: Record<string, Value & Failure>; errors?: Failure[] };
    const [value] = Object.values(data ?? {});
    const failure = errors?.[0] ?? (value?.__typename?.endsWith('Error') ? value : undefined);
    if (failure || value === undefined) throw new Error(`${query}: ${failure?.message ?? 'no answer'}`);
    return value;
  };
}
