import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settleEvidence } from './evidence-ladder.ts';
import { type EvidenceRow, type LadderOptions, NO_QUANTITIES, type Settlement } from './evidence-row.ts';

const DAY = '2026-11-02';
const closed: LadderOptions = {
  isClosed: () => true,
  spreadsPositiveResidual: false,
  billsUsage: (stream) => stream === 'cost',
};
const open: LadderOptions = { ...closed, isClosed: () => false };

let serial = 0;
function row(overrides: Partial<EvidenceRow>): EvidenceRow {
  serial += 1;
  const evidence = overrides.evidence ?? 'REPORTED';
  return {
    naturalKey: `row-${String(serial).padStart(6, '0')}`,
    stream: { TRACKED: 'sdk', REPORTED: 'usage', BILLED: 'cost' }[evidence],
    evidence,
    billingKind: 'METERED',
    chargeClass: 'TOKENS',
    billingDay: DAY,
    periodUntil: null,
    vendorId: 1,
    toolId: 0,
    sessionId: 0,
    modelId: 1,
    workspaceIdentityId: 0,
    apiKeyIdentityId: 0,
    userIdentityId: 0,
    hasRequestId: true,
    isDetailOnly: false,
    quantities: { ...NO_QUANTITIES, inputTokens: overrides.costNano ?? 0n },
    listValueNano: overrides.costNano ?? 0n,
    costNano: 0n,
    ...overrides,
  };
}

const total = ({ verdicts, residuals }: Settlement): bigint =>
  [...verdicts.values(), ...residuals].reduce((sum, { spendNano }) => sum + spendNano, 0n);
const spendOf = (settlement: Settlement, { naturalKey }: EvidenceRow) => settlement.verdicts.get(naturalKey)?.spendNano;
const countedTokens = (rows: readonly EvidenceRow[], { verdicts, residuals }: Settlement): bigint =>
  [...rows.filter(({ naturalKey }) => verdicts.get(naturalKey)?.isCounted), ...residuals].reduce(
    (sum, { quantities }) => sum + (quantities.inputTokens ?? 0n),
    0n,
  );

describe('the worked example', () => {
  const trackedA = row({ evidence: 'TRACKED', apiKeyIdentityId: 1, costNano: 60n });
  const reportedA = row({ apiKeyIdentityId: 1, costNano: 100n });
  const reportedB = row({ apiKeyIdentityId: 2, costNano: 50n });
  const bill = row({ evidence: 'BILLED', costNano: 135n, modelId: 0 });
  const rows = [trackedA, reportedA, reportedB, bill];

  it('splits key A into 54 and 36, gives B 45 and leaves nothing unattributed', () => {
    const settlement = settleEvidence(rows, closed);
    expect(spendOf(settlement, trackedA)).toBe(54n);
    expect(settlement.residuals.map(({ spendNano, dimensions }) => [dimensions.apiKeyIdentityId, spendNano])).toEqual([
      [1, 36n],
    ]);
    expect(spendOf(settlement, reportedB)).toBe(45n);
    expect(total(settlement)).toBe(135n);
  });

  it('takes nothing off while the day is open', () => {
    expect(total(settleEvidence(rows, open))).toBe(150n);
  });

  it('leaves what the bill has beyond usage unattributed, or spreads it if the connection says so', () => {
    const dearer = [trackedA, reportedA, reportedB, { ...bill, costNano: 165n }];
    const left = settleEvidence(dearer, closed);
    expect(left.residuals.find(({ part }) => part === 'billed')).toMatchObject({
      spendNano: 15n,
      dimensions: { apiKeyIdentityId: 0, userIdentityId: 0 },
    });
    const spread = settleEvidence(dearer, { ...closed, spreadsPositiveResidual: true });
    expect(spendOf(spread, trackedA)).toBe(66n);
    expect(total(spread)).toBe(165n);
  });
});

describe('unpriced usage with a bill', () => {
  const unpriced = { costNano: null, listValueNano: null } as const;
  const quantities = { ...NO_QUANTITIES, inputTokens: 7n };
  const bill = row({ evidence: 'BILLED', costNano: 30n });

  it.each([true, false])('leaves the bill unattributed, for it has no proportion to spread by (%s)', (spreads) => {
    const usage = [row({ ...unpriced, quantities, apiKeyIdentityId: 1 }), row({ ...unpriced, apiKeyIdentityId: 2 })];
    const settlement = settleEvidence([...usage, bill], { ...closed, spreadsPositiveResidual: spreads });
    expect(settlement.residuals).toMatchObject([
      { part: 'billed', spendNano: 30n, dimensions: { apiKeyIdentityId: 0 } },
    ]);
    expect(usage.map((one) => settlement.verdicts.get(one.naturalKey))).toEqual(
      usage.map(() => ({ isCounted: true, spendNano: 0n })),
    );
    expect(total(settleEvidence([...usage, bill], { ...open, spreadsPositiveResidual: spreads }))).toBe(30n);
  });

  it('comes to the bill beside priced usage, which bears what is spread', () => {
    const [known, unknown] = [row({ costNano: 10n }), row({ ...unpriced, quantities })];
    const settlement = settleEvidence([known, unknown, bill], { ...closed, spreadsPositiveResidual: true });
    expect([spendOf(settlement, known), spendOf(settlement, unknown)]).toEqual([30n, 0n]);
  });
});

describe('same rank', () => {
  it('counts one source per session and day where requests are not named, in order of telling', () => {
    const session = { evidence: 'TRACKED', sessionId: 7, hasRequestId: false, costNano: 10n } as const;
    const metric = row({ ...session, stream: 'otel_metric' });
    const event = row({ ...session, stream: 'otel_event' });
    const nextDay = row({ ...session, stream: 'otel_metric', billingDay: '2026-11-03' });
    const settlement = settleEvidence([metric, event, nextDay], open);
    expect(settlement.verdicts.get(metric.naturalKey)?.isCounted).toBe(false);
    expect(total(settlement)).toBe(20n);
  });

  it('counts nothing of a source where a better one saw the session by way of another connection', () => {
    const metric = row({
      evidence: 'TRACKED',
      sessionId: 7,
      stream: 'otel_metric',
      hasRequestId: false,
      costNano: 10n,
    });
    const elsewhere = (rank: number) => total(settleEvidence([metric], { ...open, seenElsewhere: () => rank }));
    expect(elsewhere(1)).toBe(0n);
    expect(elsewhere(3)).toBe(10n);
  });

  it('never counts a second report of the same usage', () => {
    const detail = row({ isDetailOnly: true, costNano: 40n });
    expect(total(settleEvidence([row({ costNano: 40n }), detail], closed))).toBe(40n);
  });
});

describe('included usage', () => {
  it('never becomes spend and counts the coarser source by its residual', () => {
    const identity = { billingKind: 'INCLUDED', userIdentityId: 3, toolId: 2, costNano: null } as const;
    const tokens = (inputTokens: bigint) => ({
      quantities: { ...NO_QUANTITIES, inputTokens },
      listValueNano: inputTokens,
    });
    const rows = [row({ ...identity, evidence: 'TRACKED', ...tokens(30n) }), row({ ...identity, ...tokens(100n) })];
    const settlement = settleEvidence(rows, closed);
    expect(total(settlement)).toBe(0n);
    expect(countedTokens(rows, settlement)).toBe(100n);
    expect(settlement.residuals[0]?.listValueNano).toBe(70n);
  });
});

describe('rows that tell less than others', () => {
  it('keep their own cost beside rows with a key when the bill is what was reported', () => {
    const place = { modelId: 1, workspaceIdentityId: 5 };
    const playground = row({ ...place, costNano: 1n });
    const keyed = row({ ...place, apiKeyIdentityId: 9, costNano: 100n });
    const person = row({ ...place, userIdentityId: 4, costNano: 50n });
    const bill = row({ ...place, evidence: 'BILLED', costNano: 151n });
    const settlement = settleEvidence([playground, keyed, person, bill], closed);
    expect([playground, keyed, person].map((one) => spendOf(settlement, one))).toEqual([1n, 100n, 50n]);
    expect(settlement.residuals).toEqual([]);
  });

  it('join the groups they may belong to: tracked usage that does not know its workspace', () => {
    const tracked = row({ evidence: 'TRACKED', apiKeyIdentityId: 9, costNano: 60n });
    const reported = row({ apiKeyIdentityId: 9, workspaceIdentityId: 5, costNano: 100n });
    const bill = row({ evidence: 'BILLED', workspaceIdentityId: 5, costNano: 100n });
    const settlement = settleEvidence([tracked, reported, bill], closed);
    expect(spendOf(settlement, tracked)).toBe(60n);
    expect(settlement.residuals.map(({ spendNano }) => spendNano)).toEqual([40n]);
  });

  it('are not taken for usage without a key: tracked usage that does not know its key', () => {
    const tracked = row({ evidence: 'TRACKED', costNano: 60n });
    const console = row({ costNano: 2n });
    const keyed = row({ apiKeyIdentityId: 9, costNano: 100n });
    const settlement = settleEvidence([tracked, console, keyed], closed);
    expect(spendOf(settlement, tracked)).toBe(60n);
    expect(total(settlement)).toBe(102n);
  });
});

describe('bills', () => {
  it('compare by the dimensions both sides carry', () => {
    const opus = row({ modelId: 1, workspaceIdentityId: 5, costNano: 100n });
    const haiku = row({ modelId: 2, workspaceIdentityId: 5, costNano: 100n });
    const bills = [
      row({ evidence: 'BILLED', modelId: 1, workspaceIdentityId: 5, costNano: 90n }),
      row({ evidence: 'BILLED', modelId: 2, workspaceIdentityId: 5, costNano: 130n }),
    ];
    const settlement = settleEvidence([opus, haiku, ...bills], closed);
    expect(spendOf(settlement, opus)).toBe(90n);
    expect(spendOf(settlement, haiku)).toBe(100n);
    expect(settlement.residuals).toMatchObject([
      { spendNano: 30n, dimensions: { modelId: 2, workspaceIdentityId: 5 } },
    ]);
  });

  it('keep fees, taxes and credits as lines of their own', () => {
    const usage = row({ costNano: 10n });
    const rows = [
      usage,
      row({ evidence: 'BILLED', costNano: 10n }),
      row({ evidence: 'BILLED', chargeClass: 'CREDIT', modelId: 0, costNano: -4n }),
    ];
    const settlement = settleEvidence(rows, closed);
    expect(spendOf(settlement, usage)).toBe(10n);
    expect(total(settlement)).toBe(6n);
  });

  describe('of fees, taxes and credits alone', () => {
    const [usage, fee] = [row({ costNano: 100n }), row({ chargeClass: 'FEE', costNano: 9n })];
    const invoice = { evidence: 'BILLED', stream: 'invoice', modelId: 0 } as const;
    const tax = row({ ...invoice, chargeClass: 'TAX', costNano: 19n });

    it('say nothing about usage, open or closed, for a day or a longer period', () => {
      for (const options of [open, closed]) {
        const settlement = settleEvidence([usage, tax], options);
        expect(spendOf(settlement, usage)).toBe(100n);
        expect(total(settlement)).toBe(119n);
      }
      const month = { ...tax, billingDay: '2026-11-01', periodUntil: '2026-12-01' };
      expect(total(settleEvidence([usage, month], closed))).toBe(119n);
    });

    it('add to a bill of usage on the same day', () => {
      const bill = row({ evidence: 'BILLED', costNano: 90n });
      const settlement = settleEvidence([usage, bill, tax], closed);
      expect(spendOf(settlement, usage)).toBe(90n);
      expect(total(settlement)).toBe(109n);
    });

    it('bring what was reported of their own class to their amount', () => {
      const settlement = settleEvidence([usage, fee, row({ ...invoice, chargeClass: 'FEE', costNano: 7n })], closed);
      expect([spendOf(settlement, usage), spendOf(settlement, fee)]).toEqual([100n, 7n]);
    });

    it('are the whole bill when their stream bills all usage', () => {
      const settlement = settleEvidence([usage, { ...tax, stream: 'cost' }], closed);
      expect(spendOf(settlement, usage)).toBe(0n);
      expect(total(settlement)).toBe(19n);
    });
  });

  it('of a longer period settle over their days', () => {
    const usage = [row({ billingDay: '2026-11-01', costNano: 10n }), row({ billingDay: '2026-11-02', costNano: 30n })];
    const invoice = row({
      evidence: 'BILLED',
      modelId: 0,
      billingDay: '2026-11-01',
      periodUntil: '2026-11-04',
      costNano: 45n,
    });
    const settlement = settleEvidence([...usage, invoice], closed);
    expect(total(settlement)).toBe(45n);
    expect(settlement.residuals.map(({ billingDay }) => billingDay)).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
    ]);
    expect(total(settleEvidence([...usage, { ...invoice, costNano: 20n }], closed))).toBe(20n);
  });
});

const nano = fc.bigInt({ min: 0n, max: 10n ** 12n });
const rowArbitrary = fc
  .record({
    evidence: fc.constantFrom('TRACKED', 'REPORTED', 'BILLED'),
    billingKind: fc.constantFrom('METERED', 'METERED', 'METERED', 'INCLUDED'),
    chargeClass: fc.constantFrom('TOKENS', 'TOKENS', 'WEB_SEARCH', 'FEE', 'TAX'),
    stream: fc.constantFrom('sdk', 'session_file', 'otel_event', 'cost', 'invoice'),
    sessionId: fc.integer({ min: 0, max: 2 }),
    hasRequestId: fc.boolean(),
    modelId: fc.integer({ min: 0, max: 2 }),
    workspaceIdentityId: fc.integer({ min: 0, max: 1 }),
    apiKeyIdentityId: fc.integer({ min: 0, max: 2 }),
    userIdentityId: fc.integer({ min: 0, max: 1 }),
    isDetailOnly: fc.constantFrom(false, false, false, true),
    costNano: fc.option(nano, { nil: null }),
  })
  .map(
    (fields) =>
      row({
        ...fields,
        ...(fields.evidence === 'BILLED' ? { billingKind: 'METERED', isDetailOnly: false } : {}),
      }) as EvidenceRow,
  );
const rowsArbitrary = fc.array(rowArbitrary, { maxLength: 25 });

const costOf = (rows: readonly EvidenceRow[]): bigint => rows.reduce((sum, { costNano }) => sum + (costNano ?? 0n), 0n);
const ofEvidence = (rows: readonly EvidenceRow[], evidence: EvidenceRow['evidence']) =>
  rows.filter((one) => one.evidence === evidence && one.billingKind === 'METERED' && !one.isDetailOnly);

describe('invariants', () => {
  it('a bill that is the sum of what was reported changes nothing and leaves nothing over', () => {
    fc.assert(
      fc.property(rowsArbitrary, (all) => {
        const reported = all.filter(
          (one) => one.evidence === 'REPORTED' && one.billingKind === 'METERED' && !one.isDetailOnly,
        );
        const place = ({ chargeClass, modelId, workspaceIdentityId }: EvidenceRow) =>
          `${chargeClass} ${modelId} ${workspaceIdentityId}`;
        const bills = [...Map.groupBy(reported, place).values()].map((rows) => {
          const { chargeClass, modelId, workspaceIdentityId } = rows[0] as EvidenceRow;
          return row({ evidence: 'BILLED', chargeClass, modelId, workspaceIdentityId, costNano: costOf(rows) });
        });
        fc.pre(reported.every(({ modelId, workspaceIdentityId }) => modelId > 0 && workspaceIdentityId > 0));
        const settlement = settleEvidence([...reported, ...bills], closed);
        expect(settlement.residuals).toEqual([]);
        for (const one of reported) expect(spendOf(settlement, one)).toBe(one.costNano ?? 0n);
      }),
    );
  });

  const isOfUsage = ({ chargeClass, stream }: EvidenceRow) =>
    chargeClass === 'TOKENS' || chargeClass === 'WEB_SEARCH' || stream === 'cost';

  it('a closed day with a bill of usage comes to the bill exactly, whatever the evidence', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.boolean(), (rows, spreadsPositiveResidual) => {
        const bills = ofEvidence(rows, 'BILLED');
        fc.pre(bills.some(isOfUsage));
        expect(total(settleEvidence(rows, { ...closed, spreadsPositiveResidual }))).toBe(costOf(bills));
      }),
    );
  });

  it('a closed day with fees and taxes alone comes to them, and for the other classes to what it came to before', () => {
    fc.assert(
      fc.property(rowsArbitrary, (all) => {
        const rows = all.filter((one) => one.evidence !== 'BILLED' || !isOfUsage(one));
        const bills = ofEvidence(rows, 'BILLED');
        fc.pre(bills.length > 0);
        const billed = new Set(bills.map(({ chargeClass }) => chargeClass));
        const unbilled = rows.filter(({ evidence }) => evidence !== 'BILLED');
        const { verdicts, residuals } = settleEvidence(unbilled, closed);
        const others = [
          ...unbilled.map((one) => ({ ...one, spendNano: verdicts.get(one.naturalKey)?.spendNano ?? 0n })),
          ...residuals.map(({ source, spendNano }) => ({ ...source, spendNano })),
        ].filter(({ chargeClass }) => !billed.has(chargeClass));
        const expected = others.reduce((sum, { spendNano }) => sum + spendNano, costOf(bills));
        expect(total(settleEvidence(rows, closed))).toBe(expected);
      }),
    );
  });

  it('a closed day without a bill comes to what the vendor reported', () => {
    fc.assert(
      fc.property(rowsArbitrary, (all) => {
        const rows = all.filter(({ evidence }) => evidence !== 'BILLED');
        const reported = ofEvidence(rows, 'REPORTED');
        fc.pre(reported.length > 0);
        expect(total(settleEvidence(rows, closed))).toBe(costOf(reported));
      }),
    );
  });

  it('an open day never comes to less than its bill so far, nor than its tracked usage', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const spend = total(settleEvidence(rows, open));
        expect(spend).toBeGreaterThanOrEqual(costOf(ofEvidence(rows, 'BILLED')));
      }),
    );
  });

  it('counts no tokens twice: never more than both reports together, never fewer than the finer', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const reportedOnly = rows.filter(({ evidence }) => evidence === 'REPORTED');
        const settlement = settleEvidence(reportedOnly, closed);
        const expected = reportedOnly
          .filter(({ isDetailOnly }) => !isDetailOnly)
          .reduce((sum, { quantities }) => sum + (quantities.inputTokens ?? 0n), 0n);
        expect(countedTokens(reportedOnly, settlement)).toBe(expected);
      }),
    );
  });

  it('is the same whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        rowsArbitrary.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          const simplify = ({ verdicts, residuals }: Settlement) => ({
            verdicts: [...verdicts].sort(([a], [b]) => (a < b ? -1 : 1)),
            residuals: residuals
              .map(({ source, part, spendNano }) => `${source.naturalKey} ${part} ${spendNano}`)
              .sort(),
          });
          expect(simplify(settleEvidence(shuffled, closed))).toEqual(simplify(settleEvidence(rows, closed)));
        },
      ),
    );
  });
});
