import { describe, expect, test } from 'vitest';
import { connectionHealthWords } from './connection-health-words.ts';

const facts = { health: 'OK', status: 'ACTIVE', lastFailure: null, activeRuns: [] } as const;

describe('connection health', () => {
  test('needs no reason when all is well', () => {
    expect(connectionHealthWords(facts)).toEqual({ tone: 'success', label: 'OK', reason: null });
  });

  test('gives the vendor’s reason for a failure', () => {
    const lastFailure = { message: 'Anthropic refused the key.' };
    expect(connectionHealthWords({ ...facts, health: 'FAILING', lastFailure })).toEqual({
      tone: 'danger',
      label: 'Failing',
      reason: 'Anthropic refused the key.',
    });
  });

  test('tells a first run under way from none', () => {
    expect(connectionHealthWords({ ...facts, health: 'NEVER_SYNCED' }).label).toBe('Never synced');
    expect(connectionHealthWords({ ...facts, health: 'NEVER_SYNCED', activeRuns: [{}] }).label).toBe('First sync');
  });

  test('tells disconnected from paused, late from failing', () => {
    expect(connectionHealthWords({ ...facts, health: 'PAUSED', status: 'PAUSED' }).label).toBe('Paused');
    expect(connectionHealthWords({ ...facts, health: 'PAUSED', status: 'DISCONNECTED' }).label).toBe('Disconnected');
    expect(connectionHealthWords({ ...facts, health: 'LATE' }).tone).toBe('warning');
  });
});
