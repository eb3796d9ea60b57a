import { DAY_MS, type DayNumber, growthOn, HOUR_MS, isDayOff } from '../calendar.ts';
import { randomOf } from '../random.ts';
import type { AnthropicAccount } from './account.ts';
import type { ServiceCharge } from './events.ts';

/** $0.05 per container hour, billed by the minute, in nano-USD. */
const CONTAINER_MINUTE = 833_333n;
/** $0.08 per managed-agent session hour, billed by the minute, in nano-USD. */
const SESSION_MINUTE = 1_333_333n;

/** What a day costs beside tokens and searches: code execution and managed-agent sessions. */
export function serviceChargesOn(account: AnthropicAccount, day: DayNumber): ServiceCharge[] {
  const random = randomOf(account.seed, account.name, 'service charges', day);
  const charges: ServiceCharge[] = [];
  const minutes = (low: number, high: number) =>
    BigInt(Math.round(random.int(low, high) * growthOn(day) * (isDayOff(day) ? 0.3 : 1)));
  for (const habit of account.habits) {
    if (day < habit.from || day >= habit.until) continue;
    const { workspaceId, ownerIndex } = habit.caller;
    const billedAt = () => (day + 1) * DAY_MS + random.int(1, 21) * HOUR_MS;
    if (habit.profile === 'evaluation' || habit.profile === 'pipeline') {
      charges.push({
        costType: 'code_execution',
        description: 'Code Execution Usage',
        workspaceId,
        ownerIndex,
        nano: minutes(200, 2400) * CONTAINER_MINUTE,
        billedAt: billedAt(),
      });
    }
    if (habit.profile === 'nightly') {
      charges.push({
        costType: 'session_usage',
        description: 'Managed Agent Session Usage',
        workspaceId,
        ownerIndex,
        nano: minutes(120, 900) * SESSION_MINUTE,
        billedAt: billedAt(),
      });
    }
  }
  return charges.filter(({ nano }) => nano > 0n);
}
