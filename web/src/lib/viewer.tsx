import { createContext, type ReactNode, useContext } from 'react';
import { dayInZone } from './day.ts';

/** Who is signed in, and the organization whose currency and calendar every page uses. */
export interface Viewer {
  memberId: string;
  name: string;
  email: string;
  isAdmin: boolean;
  organization: string;
  /** ISO 4217 code of every total. */
  currency: string;
  /** IANA zone whose days the pages show. */
  zone: string;
}

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** @throws when used outside the signed-in part of the application. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer works below the signed-in layout only.');
  return viewer;
}

/** Today in the reporting zone. */
export function useToday(): string {
  return dayInZone(new Date(), useViewer().zone);
}
