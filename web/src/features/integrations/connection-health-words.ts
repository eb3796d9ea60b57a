interface HealthFacts {
  health: 'OK' | 'LATE' | 'FAILING' | 'NEVER_SYNCED' | 'PAUSED';
  status: 'ACTIVE' | 'PAUSED' | 'DISCONNECTED';
  lastFailure: { message: string } | null;
  activeRuns: readonly unknown[];
}

interface HealthWords {
  tone: 'success' | 'warning' | 'danger' | 'neutral';
  label: string;
  /** Why, where the label does not say it. */
  reason: string | null;
}

/** The state of a connection in words. */
export function connectionHealthWords({ health, status, lastFailure, activeRuns }: HealthFacts): HealthWords {
  if (status === 'DISCONNECTED') {
    return { tone: 'neutral', label: 'Disconnected', reason: 'Its key is forgotten; what was read stays.' };
  }
  switch (health) {
    case 'OK':
      return { tone: 'success', label: 'OK', reason: null };
    case 'LATE':
      return { tone: 'warning', label: 'Late', reason: 'A scheduled run is overdue by more than an hour.' };
    case 'FAILING':
      return { tone: 'danger', label: 'Failing', reason: lastFailure?.message ?? 'The latest run failed.' };
    case 'NEVER_SYNCED':
      return activeRuns.length > 0
        ? { tone: 'warning', label: 'First sync', reason: 'Figures appear as days are read.' }
        : { tone: 'neutral', label: 'Never synced', reason: 'Nothing has been read yet.' };
    case 'PAUSED':
      return { tone: 'neutral', label: 'Paused', reason: 'No scheduled runs until it is resumed.' };
  }
}
