/** Who is asked about. */
export interface UnknownIdentity {
  name: string;
  email: string | null;
  /** Member the user that made the key is mapped to. */
  creatorMemberId: number | null;
}

export interface KnownMember {
  id: number;
  name: string;
  email: string;
}

export interface KnownAgent {
  id: number;
  name: string;
}

export type SuggestionReason = 'SAME_LOCAL_PART' | 'KEY_CREATOR' | 'SIMILAR_NAME' | 'AGENT_NAME';

/** 0 to 1, the likeliest first. */
export interface OwnerSuggestion {
  memberId?: number;
  agentId?: number;
  reason: SuggestionReason;
  score: number;
}

const MOST = 3;
const LIKENESS_NEEDED = 0.5;
const EVERYDAY_WORDS = new Set([
  'key',
  'keys',
  'api',
  'admin',
  'claude',
  'code',
  'cursor',
  'prod',
  'production',
  'dev',
  'staging',
  'test',
  'the',
]);

/** Ranked guesses at an identity's owner, never more than three; a person decides. */
export function suggestOwners(
  identity: UnknownIdentity,
  members: readonly KnownMember[],
  agents: readonly KnownAgent[],
): OwnerSuggestion[] {
  const localPart = localPartOf(identity);
  const words = wordsOf(identity.email ? `${identity.name} ${localPart}` : identity.name);
  const ofMembers = members.flatMap((member): OwnerSuggestion[] => {
    const memberId = member.id;
    if (localPart !== '' && localPart === localOf(member.email))
      return [{ memberId, reason: 'SAME_LOCAL_PART', score: 0.95 }];
    if (memberId === identity.creatorMemberId) return [{ memberId, reason: 'KEY_CREATOR', score: 0.8 }];
    const alike = Math.max(likeness(words, wordsOf(member.name)), likeness(words, wordsOf(localOf(member.email))));
    return alike < LIKENESS_NEEDED ? [] : [{ memberId, reason: 'SIMILAR_NAME', score: rounded(0.7 * alike) }];
  });
  const ofAgents = agents.flatMap((agent): OwnerSuggestion[] => {
    const alike = likeness(words, wordsOf(agent.name));
    return alike < LIKENESS_NEEDED ? [] : [{ agentId: agent.id, reason: 'AGENT_NAME', score: rounded(0.75 * alike) }];
  });
  return [...ofMembers, ...ofAgents].sort((a, b) => b.score - a.score).slice(0, MOST);
}

function localPartOf({ email, name }: UnknownIdentity): string {
  if (email !== null) return localOf(email);
  return /^claude_code_key_(.+)_[^_]+$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

const localOf = (email: string) => email.toLowerCase().split('@')[0] ?? '';

/** Lower case without accents; words that every key carries are left out. */
function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && !EVERYDAY_WORDS.has(word));
  return new Set(words);
}

/** Dice's coefficient over words. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  return (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size);
}

const rounded = (score: number) => Math.round(score * 100) / 100;
