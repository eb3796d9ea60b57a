import { useCallback } from 'react';
import { useViewer } from '../../lib/viewer.tsx';
import { triggerLabel } from './sync-run-words.ts';

/** Who asked for a run, as the reader knows them. */
export function useTriggerWords(): (trigger: string) => string {
  const { memberId } = useViewer();
  return useCallback((trigger) => triggerLabel(trigger, memberId), [memberId]);
}
