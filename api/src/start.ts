import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from '@outlay/prisma/migrations';
import type { Config } from './config.ts';
import { systemSleep } from './connectors/http.ts';
import { createRateLimiter } from './connectors/rate-limiter.ts';
import { migrateDatabase } from './database/migrate-database.ts';
import { type Database, openDatabase } from './database/open-database.ts';
import { useDatabase } from './db.ts';
import { clientPackageRoute } from './http/client-package.ts';
import { systemClock } from './lib/clock.ts';
import type { Logger } from './lib/logger.ts';
import { smtpMail } from './lib/smtp-mail.ts';
import { AddressUnusableError } from './lib/startup-errors.ts';
import { budgetJobs } from './modules/budgets/budget-jobs.ts';
import { notificationJobs } from './modules/budgets/notifications/notification-jobs.ts';
import { resealChannels } from './modules/budgets/notifications/reseal-channels.ts';
import { alertRuleJobs } from './modules/budgets/rules/alert-rule-jobs.ts';
import { useIntegrationSettings } from './modules/integrations/integration-settings.ts';
import { prepareConnections } from './modules/integrations/prepare-connections.ts';
import { postAdjustments } from './modules/ledger/close/post-adjustments.ts';
import { installDefaultChart } from './modules/ledger/install-default-chart.ts';
import { recurringCostJobs } from './modules/ledger/recurring-cost-jobs.ts';
import { installPriceCatalogue } from './modules/pricing/install-price-catalogue.ts';
import { calendarRoute } from './modules/subscriptions/calendar-route.ts';
import { subscriptionJobs } from './modules/subscriptions/subscription-jobs.ts';
import { runningTotalJobs } from './modules/usage/otlp/running-total-jobs.ts';
import { createServer } from './server.ts';
import { createRebuildJob } from './sync/rebuild-job.ts';
import { createSyncEngine } from './sync/sync-engine.ts';
import { handleSyncHook } from './sync/sync-hook.ts';

const WEB_DIRECTORY = fileURLToPath(new URL('../../web/dist', import.meta.url));
const CLIENT_PACKAGE = fileURLToPath(new URL('../../client/dist-package/outlay.tgz', import.meta.url));
const TICK_MS = 30_000;

export interface StartOptions {
  /** The demo's simulated vendors take requests as fast as they come. */
  hasVendorLimits?: boolean;
}

export type RunningOutlay = { readonly database: Database; readonly address: string; close(): Promise<void> };

/** Opens and migrates the database, then serves. `onFailure` hears of a database that died for good. */
export async function start(
  config: Config,
  logger: Logger,
  onFailure: (error: Error) => void,
  options: StartOptions = {},
): Promise<RunningOutlay> {
  const migrations = readMigrationFiles();
  const database = await openDatabase(config, { logger, migrations, onFailure });
  try {
    const applied = await migrateDatabase(database, migrations);
    logger.info({ database: database.kind, migrationsApplied: applied.length }, 'the database is ready');
    useDatabase(database);
    useIntegrationSettings(config);
    await installPriceCatalogue();
    await installDefaultChart();
    await prepareConnections(logger);
    await resealChannels(logger);
    const { address, stop } = await serve(config, logger, database, options);
    logger.info({ address }, 'listening');
    const close = async () => {
      await stop();
      await database.close();
    };
    return { database, address, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function serve(
  config: Config,
  log: Logger,
  { pool }: Database,
  { hasVendorLimits = true }: StartOptions,
): Promise<{ address: string; stop(): Promise<void> }> {
  const unlimited = { limiter: createRateLimiter({}, { clock: systemClock, sleep: systemSleep }) };
  const engine = createSyncEngine({ pool, log, ...(hasVendorLimits ? {} : { http: unlimited }) });
  const rebuildJob = createRebuildJob({ pool, log });
  const recurringCosts = recurringCostJobs({ clock: systemClock, log });
  const runningTotals = runningTotalJobs({ pool, clock: systemClock, log });
  const { publicUrl } = config;
  const sendMail = config.mail && smtpMail(config.mail);
  const jobs = subscriptionJobs({ clock: systemClock, log, sendMail, publicUrl });
  const rules = alertRuleJobs({ pool, clock: systemClock, log });
  const random = Math.random;
  const notifications = notificationJobs({ pool, clock: systemClock, random, log, sendMail, publicUrl });
  const budgets = budgetJobs({ clock: systemClock, log });
  const lookAtAlerts = async () => {
    await budgets.tick();
    await rules.tick();
    await notifications.tick();
  };
  const server = createServer({
    config,
    clock: systemClock,
    log,
    webDirectory: WEB_DIRECTORY,
    sendMail,
    routes: [calendarRoute({ clock: systemClock, publicUrl }), clientPackageRoute(CLIENT_PACKAGE)],
    onSyncHook: (request) => handleSyncHook(request, { pool, clock: systemClock, cronSecret: config.cronSecret }),
  });
  const address = await server.listen(config.port, config.host).catch((error: Error) => {
    throw new AddressUnusableError(
      `Cannot listen on ${config.host}:${config.port}: ${error.message}. Set PORT or HOST.`,
    );
  });
  await engine.start();
  const lookAtSubscriptions = () =>
    jobs.tick().catch((error: unknown) => log.error({ err: error }, 'subscriptions could not be looked at'));
  void lookAtSubscriptions();
  void recurringCosts.tick();
  void lookAtAlerts();
  const ticker = setInterval(() => {
    rebuildJob.tick();
    void runningTotals.tick();
    void recurringCosts.tick();
    void lookAtSubscriptions();
    void lookAtAlerts();
    engine.tick().catch((error: unknown) => log.error({ err: error }, 'the schedule could not be looked at'));
    postAdjustments(pool).catch((error: unknown) => log.error({ err: error }, 'adjustments could not be posted'));
  }, TICK_MS);
  const stop = async () => {
    clearInterval(ticker);
    await rebuildJob.stop();
    await jobs.stop();
    await recurringCosts.stop();
    await runningTotals.stop();
    await budgets.stop();
    await rules.stop();
    await notifications.stop();
    await engine.stop();
    await server.close();
  };
  return { address, stop };
}
