import { db } from '../../../db.ts';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { addDays } from '../../../lib/calendar.ts';
import { unpricedModels as readUnpricedModels } from '../../pricing/unpriced-models.sql.ts';
import { pivotLink } from '../pivot-link.ts';
import type { EvaluateRule } from './finding.ts';

/** Those with the most tokens: names of models are whatever trackers send, and thousands of mails tell nobody anything. */
const MOST_MODELS = 50;

/** Models with usage that no price covers, until one does. */
export const unpricedModels: EvaluateRule = async () => {
  const rows = (await readUnpricedModels()).slice(0, MOST_MODELS);
  if (rows.length === 0) return [];
  const models = await db.model.findMany({ where: { id: { in: rows.map(({ modelId }) => modelId) } } });
  const vendors = await db.vendor.findMany({ where: { id: { in: rows.map(({ vendorId }) => vendorId) } } });
  return rows.map(({ vendorId, modelId, rowCount, tokens, firstDay, lastDay }) => {
    const vendor = vendors.find(({ id }) => id === vendorId)?.name ?? '';
    const model = models.find(({ id }) => id === modelId)?.name;
    const subjectKey = model === undefined ? encodeGlobalId('Vendor', vendorId) : encodeGlobalId('Model', modelId);
    return {
      subjectKey,
      title: `${model ?? `Usage of ${vendor} without a model`} has no price: what it costs is unknown`,
      evidence: { vendor, model: model ?? null, tokens: String(tokens), rows: String(rowCount), firstDay, lastDay },
      link: pivotLink({
        ...{ rows: ['MODEL', 'MEMBER'], measures: ['TOTAL_TOKENS', 'REQUESTS', 'SPEND'] },
        ...{ from: firstDay, until: addDays(lastDay, 1) },
        filters: [{ dimension: model === undefined ? 'VENDOR' : 'MODEL', in: [subjectKey] }],
      }),
    };
  });
};
