/** What a script learns of a command's end; documented in docs/client.md. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongCommandLine: 2,
  notSignedIn: 3,
  unavailable: 4,
  refused: 5,
  donePartly: 6,
  doesNotHold: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
