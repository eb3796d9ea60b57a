export interface Finding {
  subject: string;
  /** WARNING: works, but look at it. */
  state: 'OK' | 'WARNING' | 'PROBLEM';
  text: string;
}

export const ok = (subject: string, text: string): Finding => ({ subject, state: 'OK', text });
export const warning = (subject: string, text: string): Finding => ({ subject, state: 'WARNING', text });
export const problem = (subject: string, text: string): Finding => ({ subject, state: 'PROBLEM', text });
