import type { Terminal } from '../terminal.ts';
import { cutText } from './plain-text.ts';

export interface ProgressLine {
  /** @param done of `total`; 0 of 0: not known yet */
  show(done: number, total: number, text: string): void;
  /** Leaves the terminal clean for what follows. */
  end(): void;
}

const BAR = 24;

/** A bar that stays in its line where a person looks; a line per tenth where the errors are written to a file. */
export function progressLine({ errors, output }: Terminal): ProgressLine {
  const columns = output.columns ?? 80;
  let lastTenth = -1;
  let hasBar = false;
  return {
    show(done, total, text) {
      const share = total > 0 ? done / total : 0;
      if (errors.isTTY) {
        const filled = Math.round(share * BAR);
        const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
        errors.write(`\r\u001b[2K${cutText(`${bar} ${Math.floor(share * 100)}%  ${text}`, columns - 1)}`);
        hasBar = true;
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth === lastTenth) return;
      lastTenth = tenth;
      errors.write(`${Math.floor(share * 100)}%  ${text}\n`);
    },
    end() {
      if (hasBar) errors.write('\r\u001b[2K');
    },
  };
}
