import { InvalidInputError } from '../../lib/errors.ts';

const MINIMUM_LENGTH = 10;
const MAXIMUM_LENGTH = 200;
const REMEDY = `Use ${MINIMUM_LENGTH} characters or more that are hard to guess, such as four random words.`;

/** Of the commonest leaked passwords those long enough to pass, and what people stretch them to. */
const COMMONEST = new Set(
  `1234567890 12345678910 0123456789 0987654321 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty1234 qwerty12345 qwerty123456
  q1w2e3r4t5 q1w2e3r4t5y6 1234qwerasdf asdfghjkl1 asdfghjkl; zaq12wsxcde3 zxcvbnm123 password12 password123 password1234
  password12345 passw0rd123 p@ssw0rd123 p@ssword123 mypassword mypassword1 passwordpassword administrator admin12345
  admin123456 adminadmin letmein123 letmein1234 welcome123 welcome1234 welcome12345 iloveyou12 iloveyou123 sunshine123
  princess123 football123 baseball123 superman123 michael123 changeme123 changeme1234 changemenow abcdefghij abcdef1234
  abcd123456 abc1234567 a123456789 aa12345678 123456789a 123456789q 1234567891 1111111111 0000000000 1212121212
  1122334455 9876543210 9999999999 5555555555 123123123123 123qweasdzxc qazwsxedcrfv qweasdzxc123 trustno1trustno1
  dragon12345 monkey12345 whatever123 computer123 internet123 starwars123 liverpool1 manchester1 qwertyqwerty testtest12
  test123456 testing123 secret1234 mysecret123 hello12345 helloworld helloworld1 correcthorsebatterystaple`
    .trim()
    .split(/\s+/),
);

/** @throws InvalidInputError naming `field`; the password is never repeated. */
export function requireGoodPassword(field: string, password: string, email: string): void {
  const refuse = (problem: string) => {
    throw new InvalidInputError(field, '', problem, REMEDY);
  };
  const lower = password.toLowerCase();
  const [name = ''] = email.toLowerCase().split('@');
  if (password.length < MINIMUM_LENGTH) refuse('is too short.');
  if (password.length > MAXIMUM_LENGTH)
    throw new InvalidInputError(field, '', 'is too long.', `Use at most ${MAXIMUM_LENGTH} characters.`);
  if (lower === email.toLowerCase() || (name.length >= 4 && lower.replace(/[\d\W_]+$/, '') === name))
    refuse('is your email address or nearly so.');
  if (COMMONEST.has(lower)) refuse('is one of the commonest passwords.');
  if (new Set(lower).size < 4) refuse('repeats too few characters.');
}
