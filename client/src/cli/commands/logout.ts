import { deleteSignIn } from '../../server/sign-in-file.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { say } from '../terminal.ts';

export const logout = defineCommand({
  description: 'The token stays valid until it is revoked under "My tokens & set-up".',
  flags: {},
  examples: [['logout', 'Deletes the stored token.']],
  async run({ terminal }) {
    const existed = deleteSignIn(terminal.environment);
    say(terminal, existed ? 'Signed out: the stored token is deleted.' : 'Nobody was signed in here.');
    return EXIT.done;
  },
});
