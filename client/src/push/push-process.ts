import { pushSessions } from './push-sessions.ts';
import { usageSender } from './send-usage.ts';
import { SOURCES } from './sources/registry.ts';

/** Run by tests that kill it: pushes `home` to `url` until it is killed, or `times` times. */
const [home = '', folder = '', url = '', times = 'forever'] = process.argv.slice(2);
const send = usageSender({ url, token: 'out_x' }, { attempts: 1 });
for (let time = 0; times === 'forever' || time < Number(times); time += 1) {
  const pushed = await pushSessions({ sources: SOURCES, environment: {}, folder, send, now: () => new Date(), home });
  const { accepted, spooled, stoppedBy } = pushed;
  process.stdout.write(
    `${JSON.stringify({ accepted, spooled, stoppedBy: stoppedBy && 'code' in stoppedBy ? stoppedBy.code : null })}\n`,
  );
}
