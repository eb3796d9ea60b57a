import { addDays } from '../../lib/calendar.ts';
import { escapeXml } from '../../lib/escape-xml.ts';
import { scaledInteger } from '../../lib/money.ts';
import { centsText } from '../ledger/journal/cents-text.ts';
import type { ChargebackLine, ChargebackReport } from './chargeback-report.ts';

const STYLE = `
  body { font: 11pt system-ui, sans-serif; margin: 2rem; color: #111; }
  h1 { font-size: 1.3rem; margin: 0 0 .3rem; } p { margin: 0 0 1rem; color: #444; }
  table { border-collapse: collapse; width: 100%; } th, td { padding: .2rem .5rem; text-align: left; }
  td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; }
  thead th { border-bottom: 2px solid #111; } tr.team th { border-top: 1px solid #888; padding-top: .5rem; }
  tr.total th { border-top: 2px solid #111; } thead { display: table-header-group; } tr { break-inside: avoid; }
  @page { margin: 15mm; } @media print { body { margin: 0; } }`;

/** A page made for the printer: no scripts, headings on every sheet; amounts to the cent, exact ones as titles. */
export function chargebackPage({ range, organization, currency, lines }: ChargebackReport): string {
  const last = addDays(range.until, -1);
  const heads = ['Account', 'Vendor', 'Kind'].map((title) => `<th scope="col">${title}</th>`);
  const amounts = ['Spend', 'Amortized', 'Booked'].map((title) => `<th scope="col" class="amount">${title}</th>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chargeback ${range.from} to ${last}</title><style>${STYLE}</style></head><body>
<h1>${escapeXml(organization)}: AI cost by team</h1>
<p>${range.from} to ${last}, amounts in ${escapeXml(currency)}</p>
<table><thead><tr>${[...heads, ...amounts].join('')}</tr></thead><tbody>
${lines.map(rowHtml).join('\n')}
</tbody></table></body></html>
`;
}

function rowHtml(line: ChargebackLine): string {
  const amounts = [line.spend, line.amortized, line.booked].map(
    (amount) => `<td class="amount" title="${escapeXml(amount)}">${centsText(scaledInteger(amount, 2))}</td>`,
  );
  if (line.depth === 4) {
    const names = [line.account, line.vendor, line.kind].map((name) => `<td>${escapeXml(name)}</td>`);
    return `<tr>${[...names, ...amounts].join('')}</tr>`;
  }
  const name = line.costCentre === '' ? line.team : `${line.team} (${line.costCentre})`;
  return `<tr class="${line.depth === 0 ? 'total' : 'team'}"><th scope="row" colspan="3">${escapeXml(name)}</th>${amounts.join('')}</tr>`;
}
