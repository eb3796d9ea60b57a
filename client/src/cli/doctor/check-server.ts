import { SignInCheckDocument, type SignInCheckQuery } from '../../gql/graphql.ts';
import { ServerFailure } from '../../server/failures.ts';
import type { HttpAnswer } from '../../server/http-answer.ts';
import { request } from '../../server/request.ts';
import { type SendOptions, type ServerAddress, send } from '../../server/send.ts';
import { plainText } from '../output/plain-text.ts';
import { version } from '../version.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

const SKEW_MS = 30_000;
const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** Whether it answers, how its clock stands to ours, what the token may do, and whether it hands out another version. */
export async function checkServer(server: ServerAddress, now: () => Date, signal: AbortSignal): Promise<Finding[]> {
  const options: SendOptions = { signal, timeoutMs: 10_000, attempts: 1 };
  const started = now().getTime();
  try {
    const response = await send(server, '/readyz', { method: 'GET' }, unread, options);
    const ended = now().getTime();
    if (!response.isGood) return [problem('Server', `${server.url} answers with HTTP ${response.status}.`)];
    const reached = ok('Server', `${server.url} answered in ${ended - started} ms.`);
    const clock = clockOf(response.headers.date, started, ended);
    return [reached, ...clock, await tokenOf(server, now(), options), ...(await handedOut(server, options))];
  } catch (error) {
    signal.throwIfAborted();
    return [problem('Server', error instanceof ServerFailure ? error.message : String(error))];
  }
}

async function unread(answer: HttpAnswer): Promise<HttpAnswer> {
  answer.discard();
  return answer;
}

/** Another version than this one; nothing where a server hands out none. */
async function handedOut(server: ServerAddress, options: SendOptions): Promise<Finding[]> {
  const asked = send(server, '/client/outlay.tgz', { method: 'HEAD' }, unread, options);
  const answer = await asked.catch(() => options.signal?.throwIfAborted());
  const name = answer?.isGood ? answer.headers['content-disposition'] : undefined;
  const [, theirs] = /filename="outlay-([\w.+-]+)\.tgz"/.exec(name ?? '') ?? [];
  if (theirs === undefined || theirs === version) return [];
  const remedy = `Run: npm install --global ${server.url}/client/outlay.tgz`;
  return [warning('Update', `The server hands out outlay ${theirs}; this is ${version}. ${remedy}`)];
}

/** The server's clock is known to the second, and to the time the answer took. */
export function clockOf(header: string | undefined, started: number, ended: number): Finding[] {
  const date = header === undefined ? Number.NaN : Date.parse(header);
  if (Number.isNaN(date)) return [];
  const skew = Math.round((started + ended) / 2 - (date + 500));
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) < SKEW_MS + (ended - started)) return [ok('Clock', 'agrees with the server.')];
  const direction = skew > 0 ? 'ahead of' : 'behind';
  return [
    problem('Clock', `is ${seconds} s ${direction} the server; usage would get wrong times. Set this machine's clock.`),
  ];
}

async function tokenOf(server: ServerAddress, now: Date, options: SendOptions): Promise<Finding> {
  try {
    const { currentToken } = await request(server, SignInCheckDocument, {}, options);
    return currentToken ? describe(currentToken, now) : warning('Token', 'The server does not describe it.');
  } catch (error) {
    options.signal?.throwIfAborted();
    return problem('Token', `${error instanceof ServerFailure ? error.message : String(error)} Run: outlay login`);
  }
}

export function describe(token: NonNullable<SignInCheckQuery['currentToken']>, now: Date): Finding {
  const scopes = token.scopes.map((scope) => scope.toLowerCase().replace('_', ':')).join(', ');
  const agent = token.agentName ? `, for the agent ${token.agentName}` : '';
  const who = `"${token.name}" of ${token.memberName} <${token.memberEmail}>${agent}, may: ${scopes}`;
  if (token.expiresAt === null) return ok('Token', plainText(`${who}; does not expire.`));
  const days = Math.floor((Date.parse(token.expiresAt) - now.getTime()) / DAY_MS);
  const text = plainText(`${who}; expires on ${token.expiresAt.slice(0, 10)}, in ${days} days.`);
  return days < SOON_DAYS ? warning('Token', `${text} Make another in time.`) : ok('Token', text);
}
