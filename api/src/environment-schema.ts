import { z } from 'zod';

const text = z.string().optional();
const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be a URL such as ${example}.` }).optional();
const webUrl = url(/^https?$/, 'https://outlay.example.com');
const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false.' })
  .default('false')
  .transform((value) => value === 'true' || value === '1');
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  );
const secret = z.string().refine((value) => Buffer.byteLength(value) >= 32, {
  error: 'must be at least 32 bytes long; make one with: openssl rand -base64 32',
});
const domains = list.refine((values) => values.every((domain) => /^[^@\s/]+\.[^@\s/]+$/.test(domain)), {
  error: 'must be domains without "@", separated by commas, for example: example.com,example.org',
});

/** Every environment variable, raw; `.env.example` explains each. */
export const environmentSchema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test.' })
    .default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .default('4000')
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
      error: 'must be a whole number from 0 to 65535, for example 4000.',
    })
    .transform(Number),
  PUBLIC_URL: webUrl,
  TRUST_PROXY: flag,
  OUTLAY_DATA_DIR: z.string().default('./data'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/outlay'),
  OUTLAY_SECRET: secret.optional(),
  OUTLAY_SECRET_PREVIOUS: list.refine((values) => values.every((value) => Buffer.byteLength(value) >= 32), {
    error: 'must be former values of OUTLAY_SECRET, separated by commas.',
  }),
  ALLOWED_DOMAIN: domains.transform((values) => values.map((domain) => domain.toLowerCase())),
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  GOOGLE_ISSUER_URL: webUrl,
  ANTHROPIC_ADMIN_KEY: text,
  ANTHROPIC_BASE_URL: webUrl,
  CURSOR_ADMIN_KEY: text,
  CURSOR_BASE_URL: webUrl,
  CRON_SECRET: z
    .string()
    .refine((value) => value.length >= 16, { error: 'must be at least 16 characters long.' })
    .optional(),
  SMTP_URL: url(/^smtps?$/, 'smtps://user:password@mail.example.com:465'),
  MAIL_FROM: text,
  ALLOW_PRIVATE_NETWORK: flag,
  GRAPHIQL: flag,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent.',
    })
    .default('info'),
});

export type Environment = z.output<typeof environmentSchema>;

/** Names whose values must never be shown. */
const confidential = /SECRET|KEY|DATABASE_URL|SMTP_URL/;

/** Mistakes that concern more than one variable. */
const combinations: readonly { isWrong: (environment: Environment) => boolean; message: string }[] = [
  {
    isWrong: (e) => (e.GOOGLE_CLIENT_ID === undefined) !== (e.GOOGLE_CLIENT_SECRET === undefined),
    message: 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: set both for Google sign-in, or neither.',
  },
  {
    isWrong: (e) => e.GOOGLE_CLIENT_ID !== undefined && e.ALLOWED_DOMAIN.length === 0,
    message: 'ALLOWED_DOMAIN: Google sign-in needs it, or every Google account could enter; set it to your domain.',
  },
  {
    isWrong: (e) => (e.SMTP_URL === undefined) !== (e.MAIL_FROM === undefined),
    message: 'SMTP_URL and MAIL_FROM: set both to send mail, or neither.',
  },
  {
    isWrong: (e) => e.DATABASE_URL !== undefined && e.OUTLAY_SECRET === undefined,
    message:
      'OUTLAY_SECRET: needed with DATABASE_URL, since stored credentials are encrypted with it; ' +
      'make one with: openssl rand -base64 32',
  },
];

/** The typed environment, or every mistake in it, one sentence each. An empty string counts as unset. */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): { environment: Environment } | { mistakes: string[] } {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) return { mistakes: parsed.error.issues.map((issue) => describe(issue, set)) };
  const environment = parsed.data;
  const mistakes = combinations.filter(({ isWrong }) => isWrong(environment)).map(({ message }) => message);
  return mistakes.length > 0 ? { mistakes } : { environment };
}

function describe(issue: z.core.$ZodIssue, set: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  return confidential.test(name) ? `${name} ${issue.message}` : `${name}="${set[name]}" ${issue.message}`;
}
