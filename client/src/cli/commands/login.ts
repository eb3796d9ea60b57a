import { SignInCheckDocument, type SignInCheckQuery } from '../../gql/graphql.ts';
import { findServerUrl, serverUrl } from '../../server/find-server.ts';
import { request } from '../../server/request.ts';
import { writeSignIn } from '../../server/sign-in-file.ts';
import { ask, readPiped } from '../ask.ts';
import { defineCommand, type Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { say, tell } from '../terminal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const flags = {
  url: {
    kind: 'text',
    placeholder: 'address',
    summary: 'The server. Default: OUTLAY_URL, the one signed in to, or asked.',
  },
  token: {
    kind: 'text',
    placeholder: 'token',
    summary:
      'The token. Other users of this machine may see it; better leave it out, then it is asked or read from standard input.',
  },
  insecure: { kind: 'switch', summary: 'Allow http:// to another machine: the token then travels unencrypted.' },
} as const;

export const login = defineCommand({
  description:
    'Make a token in the browser under "My tokens & set-up". It is checked with the server, then stored so that only\nyour user can read it.',
  flags,
  examples: [
    ['login --url https://outlay.example.com', 'Asks for the token without showing it.'],
    ['login --url https://outlay.example.com < token.txt', 'Reads the token from a file, for scripts.'],
  ],
  async run({ flags, terminal, signal }) {
    const url = await urlOf({ flags, terminal, signal });
    requireEncryption(url, flags.insecure);
    const token = flags.token ?? (await tokenOf({ terminal, signal }));
    if (token === '') throw new WrongCommandLine('--token', 'is empty.', 'Paste the token, which begins with outlay_');
    const { currentToken } = await request({ url, token }, SignInCheckDocument, {}, { signal });
    const path = writeSignIn(terminal.environment, { url, token });
    say(terminal, `Signed in to ${url} ${describe(currentToken)}`);
    tell(terminal, `The token is in ${path}`);
    return EXIT.done;
  },
});

type Asked = Pick<Invocation<typeof flags>, 'flags' | 'terminal' | 'signal'>;

async function urlOf({ flags, terminal, signal }: Asked): Promise<string> {
  if (flags.url !== undefined) return serverUrl('--url', flags.url);
  const known = findServerUrl(terminal.environment);
  if (known !== undefined) return known;
  if (!terminal.input.isTTY) {
    throw new WrongCommandLine('--url', 'is missing.', 'Write --url https://outlay.example.com');
  }
  return serverUrl('The address', await ask(terminal, 'Address of the server: ', signal));
}

const tokenOf = ({ terminal, signal }: Pick<Asked, 'terminal' | 'signal'>) =>
  terminal.input.isTTY ? ask(terminal, 'Token (not shown): ', signal, { isSecret: true }) : readPiped(terminal);

function requireEncryption(url: string, isInsecureAllowed: boolean): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || isInsecureAllowed || LOOPBACK.test(hostname)) return;
  throw new WrongCommandLine('--url', `"${url}" would send the token unencrypted.`, 'Use https://, or add --insecure.');
}

function describe(token: SignInCheckQuery['currentToken']): string {
  if (!token) return 'with a token it does not describe.';
  const scopes = token.scopes.map((scope) => scope.toLowerCase().replace('_', ':')).join(', ');
  const agent = token.agentName ? `, for the agent ${token.agentName}` : '';
  return `as ${token.memberName} <${token.memberEmail}>${agent}, may: ${scopes}.`;
}
